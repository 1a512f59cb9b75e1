import BuildModel
import FunctionCompute
import Testing

@Suite("s.yaml of edition 3.0.0, component fc3")
struct ServerlessDevs3Tests {
    /// As `s init` leaves it, with a layer, hooks, a trigger, comments in Chinese and pre-deploy actions.
    static let manifest = """
        # ------------------------------------
        #   欢迎使用阿里云函数计算 FC3
        # ------------------------------------
        edition: 3.0.0
        name: datahub-to-mysql
        access: default

        vars: # 全局变量
          region: cn-shanghai
          account: ${config('AccountID')}
          env:
            TZ: Asia/Shanghai
            LOG_LEVEL: ${env('LOG_LEVEL', 'info')}

        resources:
          ingest:
            component: fc3
            actions:
              pre-${regex('deploy|local')}:
                - run: echo build
                  path: ./
            props:
              region: ${vars.region}
              functionName: ingest
              description: '写入 MySQL'
              runtime: python3.10
              handler: index.handler
              code: ./code
              memorySize: 512
              timeout: 60
              cpu: 0.35
              environmentVariables: ${vars.env}
              layers:
                - acs:fc:${vars.region}:${vars.account}:layers/data-deps/versions/3
                - acs:fc:${vars.region}:official:layers/Python3-Flask2x/versions/2
              instanceLifecycleConfig:
                initializer:
                  handler: index.initialize
                  timeout: 30
                preStop: { handler: index.pre_stop, timeout: 10 }
              triggers:
                - triggerName: http
                  triggerType: http
                  triggerConfig: { methods: [GET], authType: anonymous }
          report:
            component: fc3@0.0.30
            props:
              region: ${vars.region}
              functionName: ${this.name}-${resources.ingest.props.functionName}
              runtime: custom.debian12
              code: { src: ./report }
              customRuntimeConfig:
                command: [python3, app.py]
                args: ["-u"]
                port: 9000
          domain:
            component: fc3-domain
            props: { region: cn-shanghai, domainName: auto }
        """

    static let fixture = Fixture([
        "s.yaml": manifest, "code/index.py": "", "code/requirements.txt": "PyMySQL\n", "report/app.py": "",
        "report/pyproject.toml": "[project]\nname = \"report\"\n",
        "layers/data-deps/layer.yaml": "runtimes: [python3.10]\npython: requirements.txt\n",
        "layers/data-deps/requirements.txt": "PyMySQL\n",
    ])

    @Test func readsRealManifest() throws {
        let outcome = Self.fixture.read()
        #expect(outcome.lines == [])
        let project = try #require(outcome.project)
        #expect(project.root == "/work/app")
        #expect(project.document?.dialect == .fc3)
        #expect(project.document?.file == "/work/app/s.yaml")
        #expect(project.upload == UploadTarget(region: "cn-shanghai", route: .oss))
        #expect(project.functions.map(\.name) == ["ingest", "report-ingest"])
        #expect(project.layers.map(\.name) == ["data-deps"])
    }

    @Test func readsPropertiesOfBuiltInRuntime() throws {
        let ingest = try #require(Self.fixture.read().function("ingest"))
        #expect(ingest.key == "ingest")
        #expect(ingest.runtime == "python3.10")
        #expect(ingest.handler == "index.handler")
        #expect(ingest.code == .folder("/work/app/code"))
        #expect(
            ingest.hooks == [
                HookDescription(kind: .initializer, handler: "index.initialize", timeout: 30),
                HookDescription(kind: .preStop, handler: "index.pre_stop", timeout: 10),
            ])
        #expect(
            ingest.layers == [
                .local(
                    name: "data-deps", arn: "acs:fc:cn-shanghai:${config('AccountID')}:layers/data-deps/versions/3"),
                .external(arn: "acs:fc:cn-shanghai:official:layers/Python3-Flask2x/versions/2"),
            ])
        #expect(ingest.environment == ["TZ": "Asia/Shanghai", "LOG_LEVEL": "info"])
        #expect(ingest.memory == 512)
        #expect(ingest.timeout == 60)
        #expect(ingest.trigger == .event)
        #expect(ingest.hasPreDeployActions)
        #expect(ingest.propertiesPath == ["resources", "ingest", "props"])
        #expect(
            ingest.dependencyFile == DependencyFile(kind: .requirements, path: "/work/app/code/requirements.txt"))
    }

    @Test func readsPropertiesOfCustomRuntime() throws {
        let report = try #require(Self.fixture.read().function("report-ingest"))
        #expect(report.runtime == "custom.debian12")
        #expect(report.handler == "handler")
        #expect(report.command == ["python3", "app.py", "-u"])
        #expect(report.port == 9000)
        #expect(report.code == .folder("/work/app/report"))
        #expect(!report.hasPreDeployActions)
        #expect(report.dependencyFile?.kind == .pyproject)
    }

    @Test func tellsWhereEachPropertyStands() throws {
        let ingest = try #require(Self.fixture.read().function("ingest"))
        let handler = ingest.location(of: "handler")
        #expect(handler == .init(file: "s.yaml", line: 27, column: 16, keyPath: "resources.ingest.props.handler"))
        #expect(ingest.location(of: "layers").line == 33)
        #expect(ingest.location(of: "initializer").line == 38)
        #expect(ingest.location(of: "initializer").column == 20)
        #expect(ingest.location(of: "preStop").column == 29)
        #expect(ingest.location(of: "absent") == ingest.location(of: ""))
        #expect(ingest.location(of: "").line == 16)
    }

    @Test func keepsDocumentAsWritten() throws {
        let value = try #require(Self.fixture.read().project?.document?.value)
        #expect(value[path: ["resources", "ingest", "props", "region"]] == .string("${vars.region}"))
        #expect(value[path: ["resources", "ingest", "props", "cpu"]] == .number(0.35))
        #expect(value["edition"] == .string("3.0.0"))
        #expect(value[path: ["resources", "domain", "component"]] == .string("fc3-domain"))
    }
}
