import Testing

@testable import FunctionComputeRuntime

@Suite struct FunctionContextTests {
    private func context(_ environment: [String: String] = [:], _ headers: HTTPHeaders = [:]) -> FunctionContext {
        FunctionContext(requestID: "1", headers: headers, environment: environment)
    }

    private let headers: HTTPHeaders = [
        "x-fc-access-key-id": "id-h", "x-fc-access-key-secret": "secret-h", "x-fc-security-token": "token-h",
        "x-fc-region": "cn-h", "x-fc-account-id": "2", "x-fc-function-name": "name-h", "x-fc-function-handler": "h.h",
        "x-fc-function-memory": "256", "x-fc-qualifier": "prod", "x-fc-version-id": "7",
    ]

    @Test func takesCredentialsOfTheEnvironmentFirst() {
        let environment = ["ALIBABA_CLOUD_ACCESS_KEY_ID": "id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret"]
        #expect(
            context(environment, headers).credentials
                == Credentials(accessKeyID: "id", accessKeySecret: "secret", securityToken: nil))
        #expect(
            context(environment.merging(["ALIBABA_CLOUD_SECURITY_TOKEN": "t"]) { $1 }, headers).credentials?
                .securityToken
                == "t")
    }

    @Test func takesCredentialsOfTheRequestElse() {
        #expect(
            context(["ALIBABA_CLOUD_ACCESS_KEY_ID": "id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ""], headers).credentials
                == Credentials(accessKeyID: "id-h", accessKeySecret: "secret-h", securityToken: "token-h"))
        #expect(context().credentials == nil)
        #expect(context([:], headers).credentials.map { "\($0)" } == "Credentials(id-h)")
    }

    @Test func knowsTheFunction() {
        let environment = [
            "FC_REGION": "cn-e", "FC_ACCOUNT_ID": "1", "FC_FUNCTION_NAME": "name", "FC_FUNCTION_HANDLER": "Resize",
            "FC_FUNCTION_MEMORY_SIZE": "512", "FC_FUNCTION_VERSION": "3", "FC_INSTANCE_ID": "c-1",
        ]
        let own = context(environment)
        #expect(own.region == "cn-e" && own.accountID == "1" && own.functionName == "name" && own.handler == "Resize")
        #expect(own.memorySize == 512 && own.version == "3" && own.instanceID == "c-1" && own.qualifier == nil)
        let sent = context([:], headers)
        #expect(
            sent.region == "cn-h" && sent.accountID == "2" && sent.functionName == "name-h" && sent.handler == "h.h")
        #expect(sent.memorySize == 256 && sent.version == "7" && sent.qualifier == "prod")
        #expect(context(["FC_VER_ID": "4"]).version == "4")
        #expect(context().region == "" && context().memorySize == nil && context().version == nil)
    }

    @Test func countsTheTimeThatIsLeft() {
        let past = FunctionContext(requestID: "1", deadline: .now.advanced(by: .seconds(-1)))
        #expect(past.remainingTime == .zero)
        let future = FunctionContext(requestID: "1", deadline: .now.advanced(by: .seconds(100)))
        #expect((future.remainingTime ?? .zero) > .seconds(50))
        #expect(context().remainingTime == nil)
    }

    struct Deadlines: EventFunction {
        let initialization: String
        init(context: InitializationContext) { initialization = Self.text(context) }
        func handle(_ event: String, context: FunctionContext) -> String {
            "\(initialization) \(Self.text(context)) \(FunctionContext.current?.requestID ?? "-")"
        }
        static func text(_ context: FunctionContext) -> String {
            guard let left = context.remainingTime else { return "none" }
            return left > .seconds(1000) ? "long" : "short"
        }
    }

    @Test func takesDeadlinesFromHeadersAndEnvironment() async throws {
        try await RunningServer.run(Deadlines.self, environment: ["FC_TIMEOUT": "5000"]) { server async throws in
            _ = try await server.request("POST", "/initialize", ["x-fc-initialization-timeout": "30"])
            let id = ["x-fc-request-id": "1-d"]
            #expect(try await server.request("POST", "/invoke", id, "").body == "short long 1-d")
            let header = id.merging(["x-fc-function-timeout": "60"]) { $1 }
            #expect(try await server.request("POST", "/invoke", header, "").body == "short short 1-d")
        }
        try await RunningServer.run(Deadlines.self) { server async throws in
            #expect(try await server.request("POST", "/invoke", ["x-fc-request-id": "1"], "").body == "none none 1")
        }
    }

    @Test func writesTimesOfTheCalendar() {
        #expect(Timestamp.text(seconds: 0, milliseconds: 7) == "1970-01-01T00:00:00.007Z")
        #expect(Timestamp.text(seconds: 951_782_400, milliseconds: 0) == "2000-02-29T00:00:00.000Z")
        #expect(Timestamp.text(seconds: 1_709_251_199, milliseconds: 999) == "2024-02-29T23:59:59.999Z")
        #expect(Timestamp.text(seconds: 4_102_444_800, milliseconds: 0) == "2100-01-01T00:00:00.000Z")
    }

    @Test func readsPortAndLevel() throws {
        #expect(try Settings(environment: [:]).port == 9000)
        #expect(try Settings(environment: ["FC_CUSTOM_LISTEN_PORT": "8080"]).port == 8080)
        #expect(try Settings(environment: ["FC_CUSTOM_LISTEN_PORT": "8080", "FC_SERVER_PORT": "7070"]).port == 7070)
        #expect(try Settings(environment: ["FC_SERVER_PORT": ""]).port == 9000)
        #expect(try Settings(environment: ["LOG_LEVEL": "DEBUG"]).logLevel == .debug)
        for port in ["0", "65536", "-1", "http"] {
            let failure = #expect(throws: StartFailure.self) { try Settings(environment: ["FC_SERVER_PORT": port]) }
            #expect(failure?.message == "`FC_SERVER_PORT` is `\(port)`, which is no port: ports are 1 to 65535")
        }
    }
}
