import FunctionComputeRuntime
import Testing

/// Bodies at and over the platform's 32 MB.
@Suite(.timeLimit(.minutes(30)), .serialized) struct BodyLimitTests {
    static let limit = 32 << 20

    struct Size: EventFunction, HTTPFunction {
        init(context: InitializationContext) {}
        func handle(_ event: ByteBuffer, context: FunctionContext) -> String { "\(event.readableBytes)" }
        func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse {
            .text("\(try await request.body.collect().readableBytes)")
        }
    }

    private static let megabyte = ByteBuffer(repeating: 0x61, count: 1 << 20)

    private static func chunk(_ bytes: ByteBuffer) -> ByteBuffer {
        var chunk = ByteBuffer(string: String(bytes.readableBytes, radix: 16) + "\r\n")
        chunk.writeImmutableBuffer(bytes)
        chunk.writeString("\r\n")
        return chunk
    }

    @Test(arguments: ["/invoke", "/upload"])
    func takes32MB(_ path: String) async throws {
        try await RunningServer.run(Size.self) { server in
            try await server.connect { client in
                try await client.send("POST \(path) HTTP/1.1\r\nhost: x\r\ncontent-length: \(Self.limit)\r\n\r\n")
                for _ in 0..<32 { try await client.send(Self.megabyte) }
                #expect(try await client.response().body == "\(Self.limit)")
                #expect(try await client.request("POST", "/invoke", [:], "next").body == "4")
            }
        }
    }

    /// The client sends all of it before it reads: the answer must not be lost in a reset.
    @Test(arguments: ["/invoke", "/upload"])
    func refusesAByteMoreThatIsDeclared(_ path: String) async throws {
        try await RunningServer.run(Size.self) { server in
            try await server.connect { client in
                try await client.send("POST \(path) HTTP/1.1\r\nhost: x\r\ncontent-length: \(Self.limit + 1)\r\n\r\n")
                for _ in 0..<8 { try await client.send(Self.megabyte) }
                let response = try await client.response()
                #expect(response.status == 413 && response.headers["connection"] == "close")
                #expect(response.body.contains("the request body has more than 33554432 bytes"))
                client.finishSending()
                #expect(try await client.ends())
            }
            #expect(server.markers.isEmpty)
        }
    }

    @Test(arguments: ["/invoke", "/upload"])
    func refusesAByteMoreThatIsNotDeclared(_ path: String) async throws {
        try await RunningServer.run(Size.self) { server in
            try await server.connect { client in
                try await client.send("POST \(path) HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
                for _ in 0..<32 { try await client.send(Self.chunk(Self.megabyte)) }
                try await client.send(Self.chunk(ByteBuffer(string: "!")))
                let response = try await client.response()
                #expect(response.status == 413 && response.headers["connection"] == "close")
            }
        }
    }

    @Test func asksForABodyThatItWillTake() async throws {
        try await RunningServer.run(Size.self) { server in
            try await server.connect { client in
                try await client.send(
                    "POST /invoke HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n")
                #expect(try await client.response().status == 100)
                try await client.send("ok")
                #expect(try await client.response().body == "2")
            }
        }
    }

    @Test func asksForNoBodyThatIsTooLarge() async throws {
        try await RunningServer.run(Size.self) { server in
            try await server.connect { client in
                try await client.send(
                    "POST /invoke HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: \(Self.limit + 1)\r\n\r\n"
                )
                #expect(try await client.response().status == 413)
                #expect(try await client.ends())
            }
        }
    }
}
