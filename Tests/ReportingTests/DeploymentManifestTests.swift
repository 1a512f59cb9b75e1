import BuildModel
import FunctionCompute
import Testing

@testable import Reporting

@Suite struct DeploymentManifestTests {
    private static let contents: [PackageID: CustomRuntimeEnvironment.LayerContents] = [
        PackageID(.layer, "data-deps"): .init(python: true),
        PackageID(.layer, "mysql-client"): .init(python: true, libraries: true),
    ]

    private func manifest(_ project: Project = SampleProject.project, _ plan: BuildPlan = SampleProject.plan)
        throws -> DeploymentManifest
    {
        try DeploymentManifest(project: project, plan: plan, contents: Self.contents)
    }

    @Test func changesCodeLayersAndEnvironmentAndNothingElse() throws {
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/code:/code/bin:/opt:/opt/bin"
        #expect(
            try manifest().yaml == """
                # Written by fclayer from s.yaml; change that and build again, not this file.
                # A `.env` beside that file is not read here: export its variables before `s deploy`.
                #
                # Publish the layers first, in this folder; what has not changed is skipped. Each command answers with the
                # version that `layers:` below must name.
                #   s ingest layer publish --layer-name data-deps --code ./layers/data-deps.zip \
                --compatible-runtime python3.10,python3.12
                #   s ingest layer publish --layer-name datahub-ingest-deps --code ./layers/datahub-ingest-deps.zip \
                --compatible-runtime python3.10
                #   s report layer publish --layer-name mysql-client --code ./layers/mysql-client.zip \
                --compatible-runtime custom.debian12
                edition: 3.0.0
                name: datahub-to-mysql
                access: default
                vars:
                  region: cn-hangzhou
                  config: ./config.json
                resources:
                  ingest:
                    component: fc3
                    actions:
                      pre-deploy:
                      - run: make
                        path: ../..
                      - run: make
                        path: ../../ingest
                    props:
                      region: ${vars.region}
                      functionName: datahub-ingest
                      runtime: python3.10
                      handler: index.handler
                      code: ./functions/datahub-ingest.zip
                      description: ${file('../../docs/ingest.txt')}
                      layers:
                      - acs:fc:${vars.region}:123:layers/data-deps/versions/3
                      - acs:fc:${vars.region}:${config('AccountID')}:layers/datahub-ingest-deps/versions/1
                      environmentVariables:
                        DB_HOST: ${env('DB_HOST', 'localhost')}
                        DB_PORT: "3306"
                      someNewKey:
                        deep:
                        - true
                        - null
                  report:
                    component: fc3
                    props:
                      region: ${vars.region}
                      functionName: report
                      runtime: custom.debian12
                      handler: index.handler
                      code: ./functions/report.zip
                      layers:
                      - acs:fc:${vars.region}:${config('AccountID')}:layers/mysql-client/versions/1
                      customRuntimeConfig:
                        command:
                        - ./run
                      environmentVariables:
                        LD_LIBRARY_PATH: /code:/code/lib:/usr/local/lib:/opt/lib
                        PATH: \(path)
                        PYTHONPATH: /code:/opt/python
                  site:
                    component: website
                    props:
                      codeUri: ../../site/dist
                      index: a.html

                """)
        #expect(try manifest().findings.isEmpty)
        #expect(try manifest().environment["report"]?.keys.sorted() == ["LD_LIBRARY_PATH", "PATH", "PYTHONPATH"])
        #expect(try manifest().environment["datahub-ingest"] == nil)
    }

    @Test func warnsOfOwnVariableThatHidesALayer() throws {
        var plan = SampleProject.plan
        plan.functions[1].description.environment = ["PYTHONPATH": "/code", "LD_LIBRARY_PATH": "/x:/opt/lib/"]
        let manifest = try manifest(SampleProject.project, plan)
        #expect(manifest.findings.map(\.rule) == ["layer-not-on-path"])
        #expect(manifest.findings.first?.location.line == 41)
        #expect(manifest.environment["report"]?.keys.sorted() == ["PATH"])
    }

    @Test func addsWhatProgramsNeedAndKeepsWhatTheUserSet() throws {
        let plan = SampleProject.plan
        let contents: [PackageID: CustomRuntimeEnvironment.LayerContents] = [
            PackageID(.layer, "data-deps"): .init(programs: ["FONTCONFIG_PATH": "/opt/etc/fonts", "DB_HOST": "/opt"]),
            PackageID(.function, "report"): .init(programs: ["MAGIC": "/code/lib/file/magic.mgc"]),
        ]
        let manifest = try DeploymentManifest(project: SampleProject.project, plan: plan, contents: contents)
        #expect(manifest.environment["datahub-ingest"] == ["FONTCONFIG_PATH": "/opt/etc/fonts"])
        #expect(manifest.environment["report"] == ["MAGIC": "/code/lib/file/magic.mgc"])
        #expect(manifest.yaml.contains("FONTCONFIG_PATH: /opt/etc/fonts\n"))
        #expect(manifest.findings.isEmpty)
    }

    @Test func notesVariablesOfALayerThatNoFunctionHas() throws {
        var project = SampleProject.project
        var plan = SampleProject.plan
        let contents = [
            PackageID(.layer, "mysql-client"): CustomRuntimeEnvironment.LayerContents(programs: ["MAGIC": "/opt/m"])
        ]
        // A function that is not built this time gets them when it is.
        plan.functions = []
        #expect(try DeploymentManifest(project: project, plan: plan, contents: contents).findings.isEmpty)
        project.functions = []
        let findings = try DeploymentManifest(project: project, plan: plan, contents: contents).findings
        #expect(findings.map(\.rule) == ["debian-variables"])
        #expect(findings.first?.message.contains("`MAGIC=/opt/m`") == true)
    }

    @Test func saysNothingOfVariableThatCannotBeKnown() throws {
        var plan = SampleProject.plan
        plan.functions[1].description.environment = ["PYTHONPATH": "${env('P')}"]
        #expect(try manifest(SampleProject.project, plan).findings.isEmpty)
    }

    @Test func addsNothingForLayersOfUnknownContents() throws {
        #expect(try DeploymentManifest(project: SampleProject.project, plan: SampleProject.plan).environment.isEmpty)
    }

    @Test func countsAddedVariablesAgainstTheLimit() throws {
        var plan = SampleProject.plan
        plan.functions[1].description.environment = ["LARGE": String(repeating: "x", count: 4000)]
        let findings = try manifest(SampleProject.project, plan).findings
        #expect(findings.map(\.rule) == ["environment-size"])
        #expect(findings.first?.message.contains("(`LD_LIBRARY_PATH`, `PATH`, `PYTHONPATH`)") == true)
        plan.functions[1].description.environment = ["LARGE": String(repeating: "x", count: 3500)]
        #expect(try manifest(SampleProject.project, plan).findings.isEmpty)
    }

    @Test func keepsCodeOfFunctionsThatWereNotBuilt() throws {
        var plan = SampleProject.plan
        plan.functions.removeFirst()
        let yaml = try manifest(SampleProject.project, plan).yaml
        #expect(yaml.contains("code: ../../ingest\n"))
        #expect(yaml.contains("code: ./functions/report.zip\n"))
        #expect(yaml.contains("- acs:fc:${vars.region}:123:layers/data-deps/versions/3\n"))
    }

    @Test func warnsWhereEnvironmentIsAVariable() throws {
        var project = SampleProject.project
        let path = ["resources", "report", "props", "environmentVariables"]
        project.document?.value[path: path] = .string("${vars.env}")
        let manifest = try manifest(project)
        #expect(manifest.findings.map(\.rule) == ["environment-not-written"])
        #expect(manifest.yaml.contains("environmentVariables: ${vars.env}\n"))
    }

    @Test func notesRelativePathInVariablesThatAreStillUsed() throws {
        var project = SampleProject.project
        project.document?.value[path: ["resources", "ingest", "props", "role"]] = .string("${file(${vars.config})}")
        #expect(try manifest(project).findings.map(\.rule) == ["relative-variable"])
    }

    @Test func editsServicesOfFC2() throws {
        var project = SampleProject.project
        var function = SampleProject.report
        function.propertiesPath = ["services", "report", "props"]
        function.layers = [.external(arn: "acs:fc:cn-hangzhou:official:layers/Python310/versions/3")]
        let value = ManifestValue.mapping([
            .init("edition", .string("1.0.0")),
            .init(
                "services",
                .mapping([
                    .init(
                        "report",
                        .mapping([
                            .init("component", .string("fc")),
                            .init(
                                "props",
                                .mapping([
                                    .init("region", .string("cn-hangzhou")),
                                    .init(
                                        "function",
                                        .mapping([
                                            .init("name", .string("report")), .init("codeUri", .string("./report")),
                                            .init("description", .string("${file(./a.txt)}")),
                                            .init("layers", .string("${vars.layers}")),
                                        ])),
                                ])),
                        ]))
                ])),
        ])
        project.document = ManifestDocument(file: SampleProject.root + "/s.yml", dialect: .fc, value: value)
        project.functions = [function]
        var plan = SampleProject.plan
        plan.functions = [
            FunctionPlan(description: function, code: .init(.function, "report"), layers: function.layers)
        ]
        let kept = try manifest(project, plan).yaml
        #expect(kept.contains("codeUri: ./functions/report.zip\n"))
        #expect(kept.contains("description: ${file(../../a.txt)}\n"))
        #expect(kept.contains("layers: ${vars.layers}\n"))
        plan.functions[0].layers.append(.local(name: "mysql-client", arn: nil))
        let added = try manifest(project, plan).yaml
        #expect(added.contains("- acs:fc:cn-hangzhou:official:layers/Python310/versions/3\n"))
        #expect(added.contains("- acs:fc:cn-hangzhou:${config(AccountID)}:layers/mysql-client/versions/1\n"))
        #expect(added.contains("PYTHONPATH: /code:/opt/python\n"))
        // The keys of the function stay in the function.
        #expect(!added.contains("\n      code: "))
    }

    @Test func setsWhatATemplateWouldHaveSet() throws {
        var project = SampleProject.project
        project.document?.value[path: ["resources", "report"]] = .mapping([
            .init("component", .string("fc3")), .init("extend", .mapping([.init("name", .string("base"))])),
        ])
        let yaml = try manifest(project).yaml
        #expect(
            yaml.contains(
                """
                    extend:
                      name: base
                    props:
                      code: ./functions/report.zip
                      layers:
                      - acs:fc:cn-hangzhou:${config('AccountID')}:layers/mysql-client/versions/1

                """))
    }

    @Test func isTheSameTextEveryTime() throws {
        let first = try manifest().yaml
        for _ in 0..<20 { #expect(try manifest().yaml == first) }
    }
}
