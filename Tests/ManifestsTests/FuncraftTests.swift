import BuildModel
import Testing

@Suite("Funcraft's template.yml")
struct FuncraftTests {
    static let manifest = """
        ROSTemplateFormatVersion: '2015-09-01'
        Transform: 'Aliyun::Serverless-2018-04-03'
        Resources:
          "demo":
            Type: 'Aliyun::Serverless::Service'
            Properties:
              Description: '函数计算 demo'
              Role: !Sub acs:ram::${ALIYUN::AccountId}:role/x
            wsgi:
              Type: 'Aliyun::Serverless::Function'
              Properties:
                Handler: index.handler
                Initializer: index.initializer
                InitializationTimeout: 10
                CodeUri: './code'
                Runtime: python3
                Timeout: 60
                MemorySize: 256
                EnvironmentVariables:
                  'LD_LIBRARY_PATH': '/code/lib'
                  ACCOUNT:
                    Fn::Sub: ${ALIYUN::AccountId}
                  SECRET: !Ref Secret
                InstanceLifecycleConfig:
                  PreStop: { Handler: index.pre_stop, Timeout: 4 }
              Events:
                http-test:
                  Type: HTTP
                  Properties: { AuthType: ANONYMOUS, Methods: ['GET'] }
            stored:
              Type: 'Aliyun::Serverless::Function'
              Properties:
                Handler: main.handler
                CodeUri: 'oss://bucket/code.zip'
                Runtime: nodejs12
            "server":
              Type: 'Aliyun::Serverless::Function'
              Properties: { Handler: none, Runtime: custom, CAPort: 8080, CustomRuntimeConfig: { Command: [a], Args: [b] } }
          table:
            Type: 'Aliyun::Serverless::TableStore'
        """

    @Test(arguments: ["template.yml", "template.yaml"])
    func readsNestedFunctions(name: String) throws {
        let outcome = Fixture([name: Self.manifest, "code/index.py": "", "code/requirements.txt": ""]).read()
        #expect(outcome.lines == [])
        let project = try #require(outcome.project)
        #expect(project.document?.dialect == .funcraft)
        #expect(project.functions.map(\.name) == ["wsgi", "stored", "server"])
        let wsgi = try #require(outcome.function("wsgi"))
        #expect(wsgi.runtime == "python3")
        #expect(wsgi.trigger == .http)
        #expect(
            wsgi.hooks == [
                HookDescription(kind: .initializer, handler: "index.initializer", timeout: 10),
                HookDescription(kind: .preStop, handler: "index.pre_stop", timeout: 4),
            ])
        #expect(wsgi.code == .folder("/work/app/code"))
        #expect(wsgi.dependencyFile?.kind == .requirements)
        #expect(wsgi.environment["LD_LIBRARY_PATH"] == "/code/lib")
        #expect(wsgi.environment["SECRET"] == "${Ref Secret}")
        #expect(wsgi.propertiesPath == ["Resources", "demo", "wsgi", "Properties"])
        #expect(wsgi.location(of: "memorySize").keyPath == "Resources.demo.wsgi.Properties.MemorySize")
        #expect(outcome.function("stored")?.code == .remote("oss://bucket/code.zip"))
        let server = try #require(outcome.function("server"))
        #expect(server.port == 8080)
        #expect(server.command == ["a", "b"])
        #expect(server.code == .folder("/work/app"))
    }

    @Test func keepsShortFormsOfROSAsMappings() throws {
        let outcome = Fixture(["template.yml": Self.manifest, "code/index.py": ""]).read()
        let value = try #require(outcome.project?.document?.value)
        let role = value[path: ["Resources", "demo", "Properties", "Role"]]
        #expect(role == .mapping([.init("Fn::Sub", .string("acs:ram::${ALIYUN::AccountId}:role/x"))]))
    }
}
