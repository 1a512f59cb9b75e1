import FunctionComputeRuntime
import Synchronization
import Testing

/// Event functions behind the platform's requests, over loopback.
@Suite(.timeLimit(.minutes(30))) struct EventServingTests {
    struct Echo: EventFunction {
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) -> String {
            context.logger.info("got\n\(event)", metadata: ["size": "\(event.utf8.count)"])
            context.logger.debug("not said")
            return event
        }
    }

    @Test func answersEventsAndMarksThem() async throws {
        try await RunningServer.run(Echo.self) { server in
            let response = try await server.request("POST", "/invoke", ["x-fc-request-id": "1-abc"], "grüß")
            #expect(response.status == 200 && response.body == "grüß")
            #expect(response.headers["content-type"] == "application/octet-stream")
            #expect(response.headers["x-fc-status"] == nil)
            #expect(
                server.markers == [
                    "FC Initialize Start RequestId: 1-abc", "FC Initialize End RequestId: 1-abc",
                    "FC Invoke Start RequestId: 1-abc", "FC Invoke End RequestId: 1-abc",
                ])
        }
    }

    @Test func putsTheRequestIdOnEveryLine() async throws {
        try await RunningServer.run(Echo.self) { server in
            _ = try await server.request("POST", "/invoke", ["x-fc-request-id": "1-abc"], "x")
            let lines = server.output.filter { !$0.hasPrefix("FC ") }
            #expect(lines.count == 2)
            #expect(lines.allSatisfy { $0.contains("Z 1-abc [INFO] ") })
            #expect(lines.last?.hasSuffix("[INFO] x size=1") == true)
        }
    }

    @Test func namesRequestsThatHaveNoId() async throws {
        try await RunningServer.run(Echo.self) { server in
            _ = try await server.request("POST", "/invoke", [:], "x")
            #expect(server.markers.last?.hasPrefix("FC Invoke End RequestId: local-") == true)
        }
    }

    struct Counted: EventFunction {
        static let initialized = Atomic(0)
        static let gate = Gate()
        init(context: InitializationContext) async {
            Self.initialized.add(1, ordering: .relaxed)
            await Self.gate.pass()
        }
        func handle(_ event: String, context: FunctionContext) -> String { event }
    }

    @Test func initializesOnceBeforeTheFirstOfManyRequests() async throws {
        try await RunningServer.run(Counted.self) { server in
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<50 {
                    group.addTask { try await server.request("POST", "/invoke", [:], "\(number)").body }
                }
                await Counted.gate.arrived(1)
                Counted.gate.open()
                var answers = Set<String>()
                for try await answer in group { answers.insert(answer) }
                #expect(answers.count == 50)
            }
            #expect(try await server.request("POST", "/initialize").status == 200)
            #expect(Counted.initialized.load(ordering: .relaxed) == 1)
            #expect(server.markers.filter { $0.contains("Initialize Start") }.count == 1)
        }
    }

    struct Fickle: EventFunction {
        struct NoDatabase: Error {}
        static let tries = Atomic(0)
        init(context: InitializationContext) throws {
            if Self.tries.add(1, ordering: .relaxed).newValue < 3 { throw NoDatabase() }
        }
        func handle(_ event: String, context: FunctionContext) -> String { event }
    }

    @Test func reportsAFailingInitializerAndTriesAgain() async throws {
        try await RunningServer.run(Fickle.self) { server in
            let first = try await server.request("POST", "/initialize", ["x-fc-request-id": "1-i"])
            #expect(first.status == 404 && first.headers["x-fc-status"] == "404")
            #expect(first.body == #"{"errorMessage":"NoDatabase()","errorType":"NoDatabase"}"#)
            #expect(server.markers.last == "FC Initialize End RequestId: 1-i, Error: Unhandled Exception")
            let second = try await server.request("POST", "/invoke", [:], "x")
            #expect(second.status == 404 && second.body.contains("NoDatabase"))
            #expect(!server.markers.contains { $0.contains("Invoke Start") })
            #expect(try await server.request("POST", "/invoke", [:], "x").body == "x")
        }
    }

    struct Thrower: EventFunction {
        struct Known: FunctionError {
            var errorType: String { "OrderMissing" }
            var errorMessage: String { "order \"7\"\nis\tmissing" }
        }
        struct Unknown: Error { var detail = 3 }
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) throws -> String {
            if event == "known" { throw Known() }
            throw Unknown()
        }
    }

    @Test func reportsErrorsAndGoesOn() async throws {
        try await RunningServer.run(Thrower.self) { server in
            try await server.connect { client in
                let known = try await client.request("POST", "/invoke", ["x-fc-request-id": "1-k"], "known")
                #expect(known.status == 404 && known.headers["x-fc-status"] == "404")
                #expect(known.headers["content-type"] == "application/json")
                #expect(
                    known.body
                        == #"{"errorMessage":"order \"7\"\nis\u0009missing","errorType":"OrderMissing"}"#)
                let unknown = try await client.request("POST", "/invoke", ["x-fc-request-id": "1-u"], "x")
                #expect(unknown.body == #"{"errorMessage":"Unknown(detail: 3)","errorType":"Unknown"}"#)
            }
            #expect(server.markers.contains("FC Invoke End RequestId: 1-u, Error: Unhandled Exception"))
            #expect(server.output.contains { $0.hasSuffix("1-u [ERROR] Unknown: Unknown(detail: 3)") })
        }
    }

    @Test func reportsEventsThatCannotBeRead() async throws {
        try await RunningServer.run(Echo.self) { server in
            let response = try await server.connect { client in
                try await client.send("POST /invoke HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n")
                try await client.send(ByteBuffer(bytes: [0xFF, 0xFE]))
                return try await client.response()
            }
            #expect(response.status == 404)
            #expect(
                response.body == #"{"errorMessage":"the event is not UTF-8 text","errorType":"EventDecodingError"}"#)
        }
    }

    struct Crowd: EventFunction {
        static let gate = Gate()
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) async -> String {
            await Self.gate.pass()
            return event
        }
    }

    /// The platform's highest instance concurrency.
    @Test func serves200RequestsSideBySide() async throws {
        try await RunningServer.run(Crowd.self) { server in
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<200 {
                    group.addTask { try await server.request("POST", "/invoke", [:], "\(number)").body }
                }
                await Crowd.gate.arrived(200)
                Crowd.gate.open()
                var answers = Set<String>()
                for try await answer in group { answers.insert(answer) }
                #expect(answers.count == 200)
            }
        }
    }

    struct Stopping: EventFunction {
        static let stops = Atomic(0)
        struct Busy: Error {}
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) -> String { event }
        func preStop(context: FunctionContext) async throws {
            Self.stops.add(1, ordering: .relaxed)
            throw Busy()
        }
    }

    @Test func runsPreStopOnceAndOnlyWhereTheFunctionWasUsed() async throws {
        try await RunningServer.run(Stopping.self) { server in
            #expect(try await server.request("GET", "/pre-stop").status == 200)
            #expect(Stopping.stops.load(ordering: .relaxed) == 0)
            _ = try await server.request("POST", "/initialize")
            let failed = try await server.request("GET", "/pre-stop", ["x-fc-request-id": "1-s"])
            #expect(failed.status == 404 && failed.body.contains("Busy"))
            #expect(server.markers.last == "FC PreStop End RequestId: 1-s, Error: Unhandled Exception")
            #expect(try await server.request("GET", "/pre-stop").status == 200)
        }
        #expect(Stopping.stops.load(ordering: .relaxed) == 1)
    }

    struct OnLoop: EventFunction, HTTPFunction {
        static let runsOnEventLoop = true
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) async throws -> String {
            guard event != "throw" else { throw EventDecodingError("no") }
            await Task.yield()
            return event
        }
        func handle(_ request: HTTPRequest, context: FunctionContext) -> HTTPResponse {
            HTTPResponse(body: .stream(request.body))
        }
    }

    @Test func runsOnTheEventLoopWhereTheFunctionWantsIt() async throws {
        try await RunningServer.run(OnLoop.self) { server async throws in
            try await server.connect { client in
                try await client.send((0..<20).map { RawClient.text("POST", "/invoke", [:], "\($0)") }.joined())
                for number in 0..<20 { #expect(try await client.response().body == "\(number)") }
                #expect(try await client.request("POST", "/invoke", [:], "throw").status == 404)
                #expect(try await client.request("PUT", "/x", [:], "streamed").body == "streamed")
                let large = String(repeating: "a", count: 200_000)
                #expect(try await client.request("PUT", "/x", [:], large).body == large)
            }
        }
    }

    @Test func saysThatItTakesNoHTTPRequests() async throws {
        try await RunningServer.run(Echo.self) { server in
            let response = try await server.request("GET", "/index.html?a=1")
            #expect(response.status == 404 && response.headers["x-fc-status"] == "404")
            #expect(response.body.contains("takes events (POST /invoke) and no HTTP requests: GET /index.html?a=1"))
        }
    }
}
