import FileTrees
import Foundation
import Synchronization
import TestSupport

/// A real web server on the loopback interface that misbehaves on demand. It ends with its owner.
final class TestServer: Sendable {
    private let server: PythonServer

    static let python: String? = {
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            let path = "\(folder)/python3"
            if (try? Files.status(path).isExecutable) == true { return path }
        }
        return nil
    }()

    static var works: Bool { python != nil }

    /// The server that tests share, each in a space of its own; starting one for each test would take too long.
    static let shared = Result { try TestServer() }

    private static let spaces = Mutex(0)

    /// A fresh part of the server with counters and a log of its own.
    func space() -> ServerSpace {
        ServerSpace(port: port, prefix: "/~\(Self.spaces.withLock { $0 += 1; return $0 })")
    }

    init(certificate: String? = nil) throws {
        struct NoPython: Error {}
        guard let python = Self.python else { throw NoPython() }
        server = try PythonServer(Self.script, arguments: [certificate].compactMap(\.self), python: python)
    }

    var port: Int { server.port }

    /// What the server gives for `/file/<count>`.
    static func contents(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: ($0 * 7 + $0 / 251) & 0xFF) }
    }

    private static let script = #"""
        import base64, http.server, json, os, socket, ssl, sys, threading, time, urllib.request

        lock = threading.Lock()
        counts = {}
        log = []

        def contents(n):
            return bytes((i * 7 + i // 251) & 0xFF for i in range(n))

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args): pass

            def count(self):
                with lock:
                    key = self.space + self.path
                    counts[key] = counts.get(key, 0) + 1
                    return counts[key]

            def reply(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def ranged(self, data, honest=True):
                wanted = self.headers.get("Range")
                if not wanted: return self.reply(200, data, ETag='"v1"')
                first = int(wanted.split("=")[1].split("-")[0])
                if first >= len(data): return self.reply(416)
                if not honest: first = max(0, first - 5)
                span = "bytes %d-%d/%d" % (first, len(data) - 1, len(data))
                self.reply(206, data[first:], Content_Range=span)

            def cut(self, data, keep, **headers):
                self.send_response(200)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data[:keep])
                self.wfile.flush()
                self.close_connection = True

            def do_CONNECT(self):
                if not self.headers.get("Proxy-Authorization"): return self.reply(407, Proxy_Authenticate="Basic")
                host, port = self.path.rsplit(":", 1)
                if port == "9": return self.reply(502)
                upstream = socket.create_connection((host, int(port)))
                self.send_response(200)
                self.end_headers()
                def pump(source, sink):
                    try:
                        while data := source.recv(65536): sink.sendall(data)
                    except OSError: pass
                back = threading.Thread(target=pump, args=(upstream, self.connection), daemon=True)
                back.start()
                pump(self.connection, upstream)
                upstream.close()
                self.close_connection = True

            def do_GET(self):
                if self.path.startswith("http://"):
                    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                    with opener.open(self.path) as answer: body = answer.read()
                    return self.reply(200, body, X_Proxied="yes", Content_Type="proxied/" + (self.headers.get("Proxy-Authorization") or "none").replace(" ", "-"))
                self.space = ""
                if self.path.startswith("/~"):
                    name, _, rest = self.path[1:].partition("/")
                    self.space, self.path = "/" + name, "/" + rest
                with lock: log.append([self.space, self.path, self.headers.get("Range"), self.headers.get("Authorization"), self.headers.get("If-Range")])
                parts = self.path.split("?")[0].split("/")
                kind = parts[1]
                if kind == "file": return self.reply(200, contents(int(parts[2])), ETag='"v1"', Content_Type="text/plain")
                if kind == "range": return self.ranged(contents(int(parts[2])))
                if kind == "wrongrange": return self.ranged(contents(int(parts[2])), honest=False)
                if kind == "status": return self.reply(int(parts[2]), b"<html>error page</html>")
                if kind == "flaky":
                    return self.reply(503, b"busy") if self.count() <= int(parts[2]) else self.reply(200, b"at last")
                if kind == "patience":
                    return self.reply(429, b"", Retry_After="1") if self.count() == 1 else self.reply(200, b"ok")
                if kind == "hang":
                    time.sleep(30)
                    return
                if kind == "stall":
                    self.cut(contents(1000), 500)
                    self.wfile.flush()
                    time.sleep(30)
                    return
                if kind == "cut":
                    data = contents(int(parts[2]))
                    if self.count() == 1: return self.cut(data, len(data) // 2, ETag='"v1"')
                    return self.ranged(data)
                if kind == "cutplain":
                    data = contents(int(parts[2]))
                    return self.cut(data, len(data) // 2) if self.count() == 1 else self.reply(200, data)
                if kind == "alwayscut": return self.cut(contents(1000), 500)
                if kind == "loop": return self.reply(302, b"moved", Location=self.space + "/loop")
                if kind == "to":
                    target = base64.urlsafe_b64decode(parts[2]).decode()
                    return self.reply(302, b"moved", Location=self.space + target if target.startswith("/") else target)
                if kind == "auth":
                    right = "Basic " + base64.b64encode("me:p@ss wörd".encode()).decode()
                    if self.headers.get("Authorization") != right: return self.reply(401, b"who?", WWW_Authenticate="Basic")
                    return self.reply(200, b"welcome")
                if kind == "headers": return self.reply(200, json.dumps(dict(self.headers)).encode())
                if kind == "endless":
                    self.send_response(200)
                    self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                    try:
                        for _ in range(100000): self.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
                    except OSError: pass
                    return
                if kind == "slow":
                    self.send_response(200)
                    self.send_header("Content-Length", "1000000")
                    self.end_headers()
                    try:
                        for _ in range(1000):
                            self.wfile.write(b"x" * 1000)
                            time.sleep(0.05)
                    except OSError: pass
                    return
                if kind == "tagged":
                    if self.headers.get("If-None-Match") == '"v1"': return self.reply(304, ETag='"v1"')
                    return self.reply(200, b"page", ETag='"v1"')
                if kind == "gzip":
                    import gzip
                    return self.reply(200, gzip.compress(b"plain " * 1000), Content_Encoding="gzip")
                if kind == "reset":
                    if self.count() > 1: return self.reply(200, b"ok")
                    import struct
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    self.close_connection = True
                    return
                if kind == "log": return self.reply(200, json.dumps([line[1:] for line in log if line[0] == self.space]).encode())
                self.reply(404, b"<html>not here</html>")

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128
            def handle_error(self, *args): pass

        server = Server(("127.0.0.1", 0), Handler)
        if len(sys.argv) > 1:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[1])
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()
        os._exit(0)
        """#
}

/// A part of the shared server.
struct ServerSpace: Sendable {
    let port: Int
    let prefix: String

    /// The address of a path in this part.
    func url(_ path: String, host: String = "127.0.0.1", user: String? = nil) -> String {
        "http://\(user.map { $0 + "@" } ?? "")\(host):\(port)\(prefix)\(path)"
    }
}
