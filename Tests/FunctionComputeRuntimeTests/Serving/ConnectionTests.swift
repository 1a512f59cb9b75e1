import FunctionComputeRuntime
import Synchronization
import Testing

/// What a connection bears: clients that are quick, slow, rude or gone.
@Suite(.timeLimit(.minutes(30))) struct ConnectionTests {
    struct Echo: EventFunction {
        init(context: InitializationContext) {}
        func handle(_ event: ByteBuffer, context: FunctionContext) -> ByteBuffer { event }
    }

    @Test func keepsAConnectionForManyRequests() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                for number in 0..<200 {
                    let response = try await client.request("POST", "/invoke", [:], "\(number)")
                    #expect(response.body == "\(number)" && response.headers["connection"] == nil)
                }
            }
        }
    }

    @Test func answersPipelinedRequestsInOrder() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                try await client.send(
                    (0..<20).map { RawClient.text("POST", "/invoke", [:], "number \($0)") }.joined())
                for number in 0..<20 { #expect(try await client.response().body == "number \(number)") }
            }
        }
    }

    @Test func answersAClientThatHasStoppedSending() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                try await client.send(RawClient.text("POST", "/invoke", [:], "last"))
                client.finishSending()
                #expect(try await client.response().body == "last")
                #expect(try await client.ends())
            }
        }
    }

    @Test func answersPipelinedRequestsOfAClientThatHasStoppedSending() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                try await client.send((0..<3).map { RawClient.text("POST", "/invoke", [:], "\($0)") }.joined())
                client.finishSending()
                for number in 0..<3 { #expect(try await client.response().body == "\(number)") }
                #expect(try await client.ends())
            }
        }
    }

    @Test func takesABodyByteByByte() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                for character in RawClient.text("POST", "/invoke", [:], "slow") {
                    try await client.send(String(character))
                    await Task.yield()
                }
                #expect(try await client.response().body == "slow")
                try await client.send("POST /invoke HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
                for part in ["1\r\na\r\n", "2\r", "\nb", "c\r\n", "0\r\n", "\r\n"] { try await client.send(part) }
                #expect(try await client.response().body == "abc")
            }
        }
    }

    @Test func closesWhereTheClientWantsIt() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                let response = try await client.request("POST", "/invoke", ["connection": "close"], "x")
                #expect(response.body == "x" && response.headers["connection"] == "close")
                #expect(try await client.ends())
            }
        }
    }

    @Test func speaksHTTP10() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                try await client.send("POST /invoke HTTP/1.0\r\nconnection: keep-alive\r\ncontent-length: 1\r\n\r\nx")
                let kept = try await client.response()
                #expect(kept.body == "x" && kept.headers["connection"] == "keep-alive")
                try await client.send("POST /invoke HTTP/1.0\r\ncontent-length: 1\r\n\r\ny")
                let last = try await client.response()
                #expect(last.body == "y" && last.headers["connection"] == "close")
                #expect(try await client.ends())
            }
        }
    }

    @Test(arguments: ["nonsense\r\n\r\n", "GET\r\n\r\n", "POST /invoke HTTP/1.1\r\ncontent-length: -1\r\n\r\n"])
    func answers400ToWhatIsNotHTTP(_ text: String) async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                try await client.send(text)
                let response = try await client.response()
                #expect(response.status == 400 && response.headers["connection"] == "close")
                #expect(response.body.contains("InvalidArgument"))
                #expect(try await client.ends())
            }
            #expect(try await server.request("POST", "/invoke", [:], "still there").body == "still there")
        }
    }

    @Test func takesTheHeadersOfThePlatform() async throws {
        try await RunningServer.run(Echo.self) { server in
            // 8 KB of the client and as much of the platform.
            let headers = ["x-a": String(repeating: "a", count: 8000), "x-fc-b": String(repeating: "b", count: 8000)]
            let response = try await server.request("POST", "/invoke", headers, "x")
            #expect(response.status == 200)
        }
    }

    @Test func refusesHeadersWithoutEnd() async throws {
        try await RunningServer.run(Echo.self) { server in
            try await server.connect { client in
                try await client.send("POST /invoke HTTP/1.1\r\nhost: x\r\n")
                // The server answers and closes once it has had enough, which may be before all is sent.
                for number in 0..<40 {
                    let header = "x-\(number): \(String(repeating: "a", count: 2000))\r\n"
                    guard (try? await client.send(header)) != nil else { break }
                }
                let response = try await client.response()
                #expect(response.status == 431 && response.headers["connection"] == "close")
            }
        }
    }

    struct Waiting: EventFunction {
        static let arrived = Gate()
        static let cancelled = Gate()
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) async throws -> String {
            guard event == "wait" else { return event }
            return try await withTaskCancellationHandler {
                Task { await Self.arrived.pass() }
                try await Task.sleep(for: .seconds(3600))
                return ""
            } onCancel: {
                Task { await Self.cancelled.pass() }
            }
        }
    }

    @Test func cancelsWorkForAClientThatIsGone() async throws {
        try await RunningServer.run(Waiting.self) { server in
            try await server.connect { client in
                try await client.send(RawClient.text("POST", "/invoke", ["connection": "x"], "wait"))
                await Waiting.arrived.arrived(1)
                client.reset()
            }
            await Waiting.cancelled.arrived(1)
            #expect(try await server.request("POST", "/invoke", [:], "x").body == "x")
        }
    }
}
