import BuildModel
import FunctionCompute
import Testing

@testable import Reporting

@Suite struct GeneratedDocumentTests {
    private func funcraft() -> (project: Project, plan: BuildPlan) {
        var function = FunctionDescription(
            name: "hello", key: "hello", runtime: "custom.debian10", handler: "",
            hooks: [
                HookDescription(kind: .initializer, handler: "index.init", timeout: 10),
                HookDescription(kind: .preFreeze, handler: "index.freeze"),
            ],
            code: .folder("/p/hello"), layers: [.local(name: "deps", arn: nil)], environment: ["B": "1", "A": "yes"],
            command: ["python3", "-m", "app"], port: 8080, memory: 256, timeout: 60, trigger: .http,
            locations: ["": .init(file: "template.yml", line: 5)],
            propertiesPath: ["Resources", "svc", "hello", "Properties"])
        function.key = "hello"
        let value = ManifestValue.mapping([
            .init(
                "Resources",
                .mapping([
                    .init(
                        "svc",
                        .mapping([
                            .init("Type", .string("Aliyun::Serverless::Service")),
                            .init(
                                "Properties",
                                .mapping([.init("Role", .string("r")), .init("Description", .string("d"))])),
                            .init(
                                "hello",
                                .mapping([
                                    .init(
                                        "Properties",
                                        .mapping([
                                            .init("Description", .string("says hello")),
                                            .init("InstanceConcurrency", .integer(10)),
                                            .init("AsyncConfiguration", .mapping([])),
                                        ])),
                                    .init("Events", .mapping([.init("http", .mapping([]))])),
                                ])),
                        ]))
                ]))
        ])
        let project = Project(
            root: "/p", document: ManifestDocument(file: "/p/template.yml", dialect: .funcraft, value: value),
            functions: [function], layers: [], upload: UploadTarget(region: "cn-shanghai"))
        let plan = BuildPlan(
            packages: [PackagePlan(id: .init(.layer, "deps"), runtimes: ["custom.debian10"], ingredients: [])],
            functions: [FunctionPlan(description: function, code: .init(.function, "hello"), layers: function.layers)],
            limits: .limits(region: nil, route: .oss))
        return (project, plan)
    }

    @Test func describesFuncraftFunctionForFC3() throws {
        let (project, plan) = funcraft()
        let manifest = try DeploymentManifest(
            project: project, plan: plan, contents: [PackageID(.layer, "deps"): .init(python: true)])
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/code:/code/bin:/opt:/opt/bin"
        #expect(
            manifest.yaml.hasSuffix(
                """
                #   s layer publish --layer-name deps --code ./layers/deps.zip --compatible-runtime custom.debian10
                edition: 3.0.0
                name: hello
                access: default
                vars:
                  region: cn-shanghai
                resources:
                  hello:
                    component: fc3
                    props:
                      region: ${vars.region}
                      functionName: hello
                      description: says hello
                      runtime: custom.debian10
                      handler: handler
                      code: ./functions/hello.zip
                      memorySize: 256
                      timeout: 60
                      instanceConcurrency: 10
                      environmentVariables:
                        A: "yes"
                        B: "1"
                        PATH: /var/fc/lang/python3.10/bin:\(path)
                        PYTHONPATH: /code:/opt/python
                      instanceLifecycleConfig:
                        initializer:
                          handler: index.init
                          timeout: 10
                      customRuntimeConfig:
                        command:
                        - python3
                        - "-m"
                        - app
                        port: 8080
                      layers:
                      - acs:fc:cn-shanghai:${config('AccountID')}:layers/deps/versions/1

                """))
    }

    @Test func namesWhatIsNotCarriedOver() throws {
        let (project, plan) = funcraft()
        let findings = try DeploymentManifest(project: project, plan: plan).findings
        #expect(findings.map(\.rule) == ["pre-freeze-dropped", "http-handler-changes", "property-not-carried-over"])
        #expect(
            findings.last?.message
                == "`AsyncConfiguration`, `Events.http`, `service Role` of `hello` are not in `.fclayer/out/s.yaml`")
        #expect(findings.allSatisfy { $0.location.file == "template.yml" })
    }

    @Test func asksForTheRegionWhereNoneIsKnown() throws {
        var (project, plan) = funcraft()
        project.document = nil
        project.upload.region = nil
        project.functions[0].hooks = []
        project.functions[0].trigger = .event
        project.functions[0].code = .remote("oss://bucket/a/b.zip")
        plan.functions[0].code = nil
        let manifest = try DeploymentManifest(project: project, plan: plan)
        #expect(manifest.findings.map(\.rule) == ["region-unknown"])
        #expect(manifest.yaml.contains("code:\n        ossBucketName: bucket\n        ossObjectName: a/b.zip\n"))
    }

    @Test func publishesLayersWithoutFunctions() throws {
        let project = Project(root: "/p", document: nil, functions: [], layers: [], upload: UploadTarget())
        let plan = BuildPlan(
            packages: [PackagePlan(id: .init(.layer, "deps"), runtimes: ["python3.9"], ingredients: [])], functions: [],
            limits: .limits(region: nil, route: .oss))
        let manifest = try DeploymentManifest(project: project, plan: plan)
        #expect(manifest.yaml.contains("# Written by fclayer from the layers;"))
        #expect(manifest.yaml.contains("#   s layer publish --layer-name deps "))
        #expect(manifest.yaml.hasSuffix("resources: {}\n"))
        #expect(manifest.findings.isEmpty)
    }
}
