import Foundation
import Synchronization
import Testing

@testable import Downloads

/// Calls a server of a few lines of Python that answers as its path says.
@Suite(.enabled(if: TestServer.works), .timeLimit(.minutes(30)))
struct LoopbackClientTests {
    private static let script = """
        import socket, sys, threading
        server = socket.create_server(("127.0.0.1", 0))
        print(server.getsockname()[1], flush=True)
        def head(stream):
            lines = []
            while True:
                line = stream.readline()
                if line in (b"\\r\\n", b""): return lines
                lines.append(line.rstrip().decode())
        def serve(connection, number):
            stream = connection.makefile("rb")
            while True:
                lines = head(stream)
                if not lines: return
                length = next((int(l.split(":")[1]) for l in lines if l.lower().startswith("content-length:")), 0)
                body = stream.read(length)
                path = lines[0].split()[1]
                def answer(text, extra=""): connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n%s\\r\\n" % (len(text), extra.encode()) + text)
                if path == "/echo": answer(body)
                elif path == "/head": answer("\\n".join(lines).encode())
                elif path == "/number": answer(str(number).encode())
                elif path == "/redirect": connection.sendall(b"HTTP/1.1 302 Found\\r\\nLocation: /echo\\r\\nContent-Length: 0\\r\\n\\r\\n")
                elif path == "/chunks":
                    connection.sendall(b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\nabc\\r\\n2\\r\\nde\\r\\n0\\r\\n\\r\\n")
                elif path == "/hang": threading.Event().wait()
                elif path == "/close": connection.shutdown(2); return
                elif path == "/half": connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nhal"); connection.shutdown(2); return
                elif path == "/junk": connection.sendall(b"junk\\r\\n\\r\\n"); connection.shutdown(2); return
                elif path == "/long": answer(b"x" * 5000)
                elif path == "/headers": answer(b"", "".join("X-%d: %s\\r\\n" % (i, "y" * 90) for i in range(100)))
                else: answer(b"")
        number = 0
        while True:
            connection, _ = server.accept()
            number += 1
            threading.Thread(target=serve, args=(connection, number), daemon=True).start()
        """

    private final class Server: Sendable {
        let port: Int
        private let process = Process()

        init() throws {
            let output = Pipe()
            process.executableURL = URL(filePath: try #require(TestServer.python))
            process.arguments = ["-c", LoopbackClientTests.script]
            process.standardOutput = output
            try process.run()
            var line = ""
            while !line.hasSuffix("\n") {
                let byte = try #require(try output.fileHandleForReading.read(upToCount: 1))
                guard !byte.isEmpty else { break }
                line += String(decoding: byte, as: UTF8.self)
            }
            port = try #require(Int(line.dropLast()))
        }

        deinit {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    private final class Body: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
        func append(_ piece: UnsafeRawBufferPointer) { bytes.withLock { $0 += Array(piece) } }
    }

    private func send(
        _ method: String, _ path: String, _ server: Server, client: LoopbackClient = LoopbackClient(),
        headers: [HTTPHeader] = [], body: [UInt8]? = nil, timeout: Duration = .seconds(60), limit: Int64 = 1 << 20
    ) async throws -> (LoopbackAnswer, String) {
        var request = LoopbackRequest(
            method, path, port: server.port, headers: headers, body: body, timeout: timeout, limit: limit)
        request.headLimit = 4096
        let collected = Body()
        let answer = try await client.send(request) { collected.append($0) }
        return (answer, collected.text)
    }

    private func code(_ body: () async throws -> Void) async -> LoopbackError.Code? {
        do { try await body() } catch { return (error as? LoopbackError)?.code }
        return nil
    }

    @Test func sendsBytesAndNothingThatWasNotAskedFor() async throws {
        let server = try Server()
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
        #expect(try await send("POST", "/echo", server, body: bytes).1.utf8.count == 100_000)
        #expect(try await send("POST", "/echo", server, body: []).0.size == 0)
        let (_, head) = try await send(
            "PUT", "/head", server, headers: [.init("X-A", "b"), .init("X-Empty", "")], body: [1])
        #expect(head == "PUT /head HTTP/1.1\nHost: 127.0.0.1:\(server.port)\nX-A: b\nX-Empty:\nContent-Length: 1")
    }

    @Test func keepsConnectionsAndFollowsNoRedirects() async throws {
        let server = try Server()
        let client = LoopbackClient()
        let first = try await send("GET", "/number", server, client: client).1
        #expect(try await send("GET", "/redirect", server, client: client).0.status == 302)
        #expect(try await send("GET", "/number", server, client: client).1 == first)
        #expect(try await send("GET", "/chunks", server, client: client).1 == "abcde")
    }

    @Test func namesEachFailure() async throws {
        let server = try Server()
        #expect(await code { _ = try await send("GET", "/hang", server, timeout: .milliseconds(300)) } == .timeout)
        #expect(await code { _ = try await send("POST", "/close", server, body: []) } == .closed)
        #expect(await code { _ = try await send("GET", "/half", server) } == .closed)
        #expect(await code { _ = try await send("GET", "/junk", server) } == .notHTTP)
        #expect(await code { _ = try await send("GET", "/long", server, limit: 4999) } == .tooLarge(limit: 4999))
        #expect(await code { _ = try await send("GET", "/headers", server) } == .headTooLarge(limit: 4096))
    }

    @Test func refusesWhatIsNoRequest() async throws {
        let server = try Server()
        for (method, path, header) in [
            ("GET", "/a b", HTTPHeader("A", "b")), ("G T", "/", .init("A", "b")), ("GET", "x", .init("A", "b")),
            ("GET", "/", .init("A", "b\r\nC: d")), ("GET", "/", .init("A B", "c")), ("GET", "/", .init("", "c")),
        ] {
            #expect(await code { _ = try await send(method, path, server, headers: [header]) } == .badRequest)
        }
    }

    @Test func cancellationEndsTheCall() async throws {
        let server = try Server()
        let task = Task { try await send("GET", "/hang", server) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        #expect(await code { _ = try await task.value } == .cancelled)
    }

    @Test func nobodyThere() async throws {
        var request = LoopbackRequest("GET", "/", port: 1, timeout: .seconds(10), limit: 1)
        request.connectTimeout = .seconds(5)
        let failing = request
        #expect(await code { _ = try await LoopbackClient().send(failing) { _ in } } == .refused)
    }
}
