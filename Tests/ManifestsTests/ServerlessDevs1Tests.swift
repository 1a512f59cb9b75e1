import BuildModel
import Testing

@Suite("s.yaml of edition 1.0.0, component fc")
struct ServerlessDevs1Tests {
    static let manifest = """
        edition: 1.0.0
        name: fc-event
        access: 'default'
        vars:
          region: cn-hangzhou
          service:
            name: demo-service
            description: 'demo 服务'
            internetAccess: true
        services:
          events:
            component: devsapp/fc
            actions:
              pre-deploy:
                - run: npm run build
                  path: ./code
            props:
              region: ${vars.region}
              service: ${vars.service}
              function:
                name: events
                runtime: nodejs14
                codeUri: ./code
                handler: index.handler
                memorySize: 128
                timeout: ${env(TIMEOUT, 30)}
                initializer: index.initializer
                initializationTimeout: 20
                instanceLifecycleConfig:
                  preFreeze: { handler: index.preFreeze, timeout: 3 }
                  preStop: { handler: index.preStop, timeout: 5 }
                environmentVariables:
                  STAGE: ${env.STAGE}
                  SERVICE: ${web.props.service.name}
                layers: ['160e#mysql-client#3']
          web:
            component: fc@0.1.25
            props:
              region: ${events.props.region}
              service: ${events.props.service}
              function:
                name: web
                runtime: custom
                codeUri: ./target/app.jar
                caPort: 9000
                customRuntimeConfig: { command: [java], args: ['-jar', app.jar] }
              triggers:
                - name: httpTrigger
                  type: http
                  config: { authType: anonymous, methods: [GET] }
          remote:
            component: fc
            props:
              region: cn-hangzhou
              service: { name: demo-service }
              function: { name: remote, runtime: python3, handler: a.b, ossBucket: my-bucket, ossKey: code.zip }
          image:
            component: fc
            props:
              region: cn-hangzhou
              service: { name: demo-service }
              function: { name: image, runtime: custom-container, customContainerConfig: { image: registry/x } }
          layer:
            component: fc-layer
            props: { layerName: x }
        """

    static let fixture = Fixture(
        [
            "s.yaml": manifest, ".env": "# local\nexport STAGE=\"pre\" # x\n", "code/index.js": "",
            "target/app.jar": "PK",
            "layers/mysql-client/layer.yaml": "runtimes: [nodejs14]\nfiles: []\n",
        ])

    @Test func readsServices() throws {
        let outcome = Self.fixture.read()
        #expect(outcome.lines == [])
        let project = try #require(outcome.project)
        #expect(project.document?.dialect == .fc)
        #expect(project.functions.map(\.name) == ["events", "web", "remote", "image"])
        #expect(project.upload.region == "cn-hangzhou")
        let events = try #require(outcome.function("events"))
        #expect(
            events.hooks == [
                HookDescription(kind: .initializer, handler: "index.initializer", timeout: 20),
                HookDescription(kind: .preStop, handler: "index.preStop", timeout: 5),
                HookDescription(kind: .preFreeze, handler: "index.preFreeze", timeout: 3),
            ])
        #expect(events.timeout == 30)
        #expect(events.environment == ["STAGE": "pre", "SERVICE": "demo-service"])
        #expect(events.layers == [.local(name: "mysql-client", arn: "160e#mysql-client#3")])
        #expect(events.trigger == .event)
        #expect(events.hasPreDeployActions)
        #expect(events.propertiesPath == ["services", "events", "props", "function"])
    }

    @Test func readsHTTPFunctionArchiveRemoteCodeAndImage() throws {
        let outcome = Self.fixture.read()
        let web = try #require(outcome.function("web"))
        #expect(web.trigger == .http)
        #expect(web.code == .archive("/work/app/target/app.jar"))
        #expect(web.port == 9000)
        #expect(web.command == ["java", "-jar", "app.jar"])
        #expect(outcome.function("remote")?.code == .remote("oss://my-bucket/code.zip"))
        #expect(outcome.function("image")?.code == CodeLocation.none)
    }

    @Test func mapsNamesToThoseOfFC3() throws {
        let outcome = Self.fixture.read()
        let events = try #require(outcome.function("events"))
        #expect(events.location(of: "functionName").keyPath == "services.events.props.function.name")
        #expect(
            events.location(of: "code")
                == .init(file: "s.yaml", line: 23, column: 18, keyPath: "services.events.props.function.codeUri"))
        #expect(events.location(of: "initializer").line == 27)
        #expect(outcome.function("web")?.location(of: "customRuntimeConfig.port").line == 45)
    }

    @Test func sameNameInTwoServicesIsTwoFunctions() {
        let two = """
            services:
              a:
                component: fc
                props: { service: { name: one }, function: { name: f, runtime: python3, handler: a.b } }
              b:
                component: fc
                props: { service: { name: two }, function: { name: f, runtime: python3, handler: a.b } }
            """
        let outcome = Fixture(["s.yaml": two]).read()
        #expect(outcome.lines == [])
        #expect(outcome.project?.functions.map(\.name) == ["one$f", "two$f"])
        let same = Fixture(["s.yaml": two.replacing("name: two", with: "name: one")]).read()
        #expect(same.rules == ["duplicate-function"])
    }
}
