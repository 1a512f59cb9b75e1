import FunctionComputeRuntime
import Synchronization
import Testing

/// HTTP functions behind the platform's requests, over loopback.
@Suite(.timeLimit(.minutes(30))) struct HTTPServingTests {
    struct Mirror: HTTPFunction {
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse {
            let body = String(buffer: try await request.body.collect())
            return HTTPResponse(
                status: .created,
                headers: ["x-method": "\(request.method)", "x-query": String(request.query ?? "none")],
                body: .string("\(request.path)|\(body)"))
        }
    }

    @Test(arguments: ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
    func passesRequestsOfAnyPathThrough(_ method: String) async throws {
        try await RunningServer.run(Mirror.self) { server async throws in
            let response = try await server.request(method, "/a%20b/c?x=1&y=2", ["x-fc-request-id": "1-h"], "body")
            #expect(response.status == 201 && response.body == "/a%20b/c|body")
            #expect(response.headers["x-method"] == method && response.headers["x-query"] == "x=1&y=2")
            #expect(server.markers.suffix(2) == ["FC Invoke Start RequestId: 1-h", "FC Invoke End RequestId: 1-h"])
        }
    }

    @Test func readsTheControlPathFirst() async throws {
        try await RunningServer.run(Mirror.self) { server async throws in
            // A client's own path may be one of the platform's.
            let http = ["x-fc-control-path": "/http-invoke"]
            for path in ["/initialize", "/invoke", "/pre-stop"] {
                #expect(try await server.request("POST", path, http, "b").body == "\(path)|b")
            }
            let called = try await server.request("POST", "/invoke", ["x-fc-control-path": "/invoke"], "event")
            #expect(called.body == "/invoke|event")
            let started = try await server.request("POST", "/x", ["x-fc-control-path": "/initialize"])
            #expect(started.status == 200 && started.body == "")
        }
    }

    struct Both: EventFunction, HTTPFunction {
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) -> String { "event \(event)" }
        func handle(_ request: HTTPRequest, context: FunctionContext) -> HTTPResponse { .text("http \(request.path)") }
    }

    @Test func servesEventsAndRequestsOfOneType() async throws {
        try await RunningServer.run(Both.self) { server async throws in
            #expect(try await server.request("POST", "/invoke", [:], "e").body == "event e")
            #expect(try await server.request("GET", "/invoke").body == "http /invoke")
            #expect(try await server.request("POST", "/", [:], "e").body == "http /")
        }
    }

    struct Parrot: HTTPFunction {
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) -> HTTPResponse {
            HTTPResponse(body: .stream(request.body))
        }
    }

    /// Each chunk comes back before the next one is sent.
    @Test func streamsBothWaysAtOnce() async throws {
        try await RunningServer.run(Parrot.self) { server async throws in
            try await server.connect { client in
                try await client.send("POST /x HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
                let head = try await client.head()
                #expect(head.status == 200 && head.headers["transfer-encoding"] == "chunked")
                for word in ["one", "two", "three"] {
                    try await client.send("\(String(word.utf8.count, radix: 16))\r\n\(word)\r\n")
                    #expect(try await client.chunk() == word)
                }
                try await client.send("0\r\n\r\n")
                #expect(try await client.chunk() == nil)
                #expect(try await client.request("POST", "/y", [:], "next").body == "next")
            }
        }
    }

    @Test func streams32MBThrough() async throws {
        try await RunningServer.run(Parrot.self) { server async throws in
            let megabyte = ByteBuffer(repeating: 0x61, count: 1 << 20)
            let size = try await server.connect { client in
                try await client.send("POST /x HTTP/1.1\r\nhost: x\r\ncontent-length: \(32 << 20)\r\n\r\n")
                let outbound = client.outbound
                let sending = Task { for _ in 0..<32 { try await outbound.write(megabyte) } }
                let size = try await client.response().body.utf8.count
                try await sending.value
                return size
            }
            #expect(size == 32 << 20)
        }
    }

    struct Writer: HTTPFunction {
        static let written = Atomic(0)
        static let stalled = Gate()
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) -> HTTPResponse {
            HTTPResponse(
                body: .stream { writer in
                    let megabyte = ByteBuffer(repeating: 0x61, count: 1 << 20)
                    for _ in 0..<64 {
                        try await writer.write(megabyte)
                        Self.written.add(1, ordering: .relaxed)
                    }
                })
        }
    }

    /// The function is held back by a client that does not read: what is on its way stays small.
    @Test func holdsTheFunctionBackForASlowReader() async throws {
        try await RunningServer.run(Writer.self) { server async throws in
            try await server.connect { client in
                try await client.send(RawClient.text("GET", "/"))
                _ = try await client.head()
                var size = 0
                while let part = try await client.chunk() {
                    size += part.utf8.count
                    // The sockets' buffers and NIO's hold some; never all of it.
                    #expect(Writer.written.load(ordering: .relaxed) <= size >> 20 + 24)
                }
                #expect(size == 64 << 20)
            }
        }
    }

    struct Lazy: HTTPFunction {
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse {
            if request.path == "/first" {
                for try await _ in request.body { break }
            }
            return .text("enough")
        }
    }

    @Test(arguments: ["/none", "/first"])
    func goesOnAfterABodyThatNobodyRead(_ path: String) async throws {
        try await RunningServer.run(Lazy.self) { server async throws in
            try await server.connect { client in
                try await client.send("POST \(path) HTTP/1.1\r\nhost: x\r\ncontent-length: \(4 << 20)\r\n\r\n")
                for _ in 0..<4 { try await client.send(ByteBuffer(repeating: 0x61, count: 1 << 20)) }
                #expect(try await client.response().body == "enough")
                #expect(try await client.request("GET", "/none").body == "enough")
            }
        }
    }

    struct Twice: HTTPFunction {
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse {
            _ = try await request.body.collect()
            return .text("\(try await request.body.collect().readableBytes)")
        }
    }

    @Test func saysThatAStreamCanBeReadOnce() async throws {
        try await RunningServer.run(Twice.self) { server async throws in
            let response = try await server.connect { client in
                try await client.send(
                    "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")
                return try await client.response()
            }
            #expect(response.status == 500 && response.body.contains("the request body was already read"))
            #expect(try await server.request("POST", "/", [:], "abc").body == "3")
        }
    }

    struct Reader: HTTPFunction {
        static let seen = Mutex<String?>(nil)
        static let gate = Gate()
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse {
            do {
                _ = try await request.body.collect()
            } catch {
                Self.seen.withLock { $0 = "\(error)" }
                await Self.gate.pass()
            }
            return .text("")
        }
    }

    @Test func tellsTheFunctionThatABodyWasCutOff() async throws {
        try await RunningServer.run(Reader.self) { server async throws in
            try await server.connect { client in
                try await client.send("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n")
                client.reset()
            }
            await Reader.gate.arrived(1)
            #expect(Reader.seen.withLock { $0 } == "incomplete")
            Reader.gate.open()
        }
    }

    struct Problems: HTTPFunction {
        struct Teapot: FunctionError {
            var errorMessage: String { "no coffee" }
            var status: HTTPResponseStatus { .imATeapot }
        }
        struct Broken: Error {}
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) throws -> HTTPResponse {
            switch request.path {
            case "/typed": throw Teapot()
            case "/headers": HTTPResponse(headers: ["x": String(repeating: "a", count: 8192)])
            case "/split": HTTPResponse(headers: ["x": "a\r\nset-cookie: b"])
            case "/name": HTTPResponse(headers: ["x y": "a"])
            case "/reason": HTTPResponse(status: .custom(code: 200, reasonPhrase: "OK\r\nx: y"))
            case "/status": HTTPResponse(status: .switchingProtocols)
            case "/late":
                HTTPResponse(
                    body: .stream { writer in
                        try await writer.write("half")
                        throw Broken()
                    })
            case "/empty": HTTPResponse(status: .noContent, body: .string("never sent"))
            case "/length":
                HTTPResponse(headers: ["content-length": "99", "transfer-encoding": "x"], body: .string("four"))
            default: throw Broken()
            }
        }
    }

    @Test(
        arguments: [
            ("/typed", 418, #"{"errorMessage":"no coffee","errorType":"Teapot"}"#),
            ("/", 500, #"{"errorMessage":"Broken()","errorType":"Broken"}"#),
            ("/headers", 502, "the response headers have 8193 bytes; the platform takes 8192"),
            ("/split", 502, "the value of header field `x` has control characters"), ("/name", 502, "BadResponse"),
            ("/reason", 502, "BadResponse"), ("/status", 502, "status 101 is no answer"),
        ])
    func reportsErrors(_ path: String, _ status: Int, _ text: String) async throws {
        try await RunningServer.run(Problems.self) { server async throws in
            let response = try await server.request("GET", path, ["x-fc-request-id": "1-e"])
            #expect(response.status == status && response.headers["x-fc-status"] == "404")
            #expect(response.body.contains(text))
            #expect(server.markers.last == "FC Invoke End RequestId: 1-e, Error: Unhandled Exception")
        }
    }

    @Test func cutsTheConnectionWhereABodyFailsHalfway() async throws {
        try await RunningServer.run(Problems.self) { server async throws in
            try await server.connect { client in
                try await client.send(RawClient.text("GET", "/late", ["x-fc-request-id": "1-l"]))
                #expect(try await client.head().status == 200)
                #expect(try await client.chunk() == "half")
                await #expect(throws: RawClient.Ended.self) { try await client.chunk() }
            }
            #expect(server.markers.last == "FC Invoke End RequestId: 1-l, Error: Unhandled Exception")
        }
    }

    @Test func framesBodiesItself() async throws {
        try await RunningServer.run(Problems.self) { server async throws in
            try await server.connect { client in
                let four = try await client.request("GET", "/length")
                #expect(four.body == "four" && four.headers["content-length"] == "4")
                #expect(four.headers["transfer-encoding"] == nil)
                let head = try await client.request("HEAD", "/length")
                #expect(head.headers["content-length"] == "99")
                #expect(try await client.request("GET", "/empty").status == 204)
                #expect(try await client.request("GET", "/length").body == "four")
            }
        }
    }
}
