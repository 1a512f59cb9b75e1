import Foundation
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// nginx with WebDAV as a cache for one test; it ends with its owner.
final class NginxCache {
    static let program: String? = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    let folder: String
    let port: UInt16
    private let process = Process()

    /// `password` is that of the user `me`, `token` a bearer token; without both the server asks nobody.
    init(password: String? = nil, token: String? = nil) throws {
        struct NoServer: Error {}
        guard let program = Self.program, let port = FreePort.find() else { throw NoServer() }
        self.port = port
        folder = NSTemporaryDirectory() + "/fclayer-nginx-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
        try "me:{PLAIN}\(password ?? "")\n".write(toFile: folder + "/users", atomically: true, encoding: .utf8)
        // The words of docs/cache.md, between the markers of the test.
        let configuration = """
            daemon off; master_process off; pid \(folder)/pid; error_log \(folder)/error.log;
            events {}
            http {
              access_log \(folder)/access.log;
              client_body_temp_path \(folder)/tmp; proxy_temp_path \(folder)/tmp; fastcgi_temp_path \(folder)/tmp;
              uwsgi_temp_path \(folder)/tmp; scgi_temp_path \(folder)/tmp;
              server {
                listen 127.0.0.1:\(port);
                root \(folder)/data;
                client_max_body_size 600m;
                location / {
                  \(password == nil ? "" : "auth_basic cache; auth_basic_user_file \(folder)/users;")
                  \(token.map { "if ($http_authorization != \"Bearer \($0)\") { return 401; }" } ?? "")
                  dav_methods PUT;
                  create_full_put_path on;
                }
              }
            }
            """
        try configuration.write(toFile: folder + "/nginx.conf", atomically: true, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-c", folder + "/nginx.conf", "-p", folder]
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<500 where !FreePort.answers(port) { usleep(10_000) }
        guard FreePort.answers(port) else { throw NoServer() }
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The address, with user and password if they are given.
    func url(_ credentials: String? = nil) -> String {
        "http://\(credentials.map { $0 + "@" } ?? "")127.0.0.1:\(port)/fclayer"
    }

    /// Paths of what was put there.
    var files: [String] {
        (FileManager.default.enumerator(atPath: folder + "/data")?.allObjects as? [String] ?? []).filter {
            $0.hasSuffix("/") == false && $0.count > 64
        }.sorted()
    }

    /// The requests so far, a line each.
    var requests: [Substring] {
        ((try? String(contentsOfFile: folder + "/access.log", encoding: .utf8)) ?? "").split(separator: "\n")
    }
}

/// Ports of the loopback interface.
enum FreePort {
    private static func withSocket<T>(_ port: UInt16, _ work: (CInt, UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
        #if canImport(Darwin)
            let number = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #endif
        defer { close(number) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                work(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// A port that nobody listens on.
    static func find() -> UInt16? {
        withSocket(0) { number, address, length in
            guard bind(number, address, length) == 0 else { return nil }
            var found = sockaddr_in()
            var size = length
            let result = withUnsafeMutablePointer(to: &found) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
            }
            return result == 0 ? UInt16(bigEndian: found.sin_port) : nil
        }
    }

    /// Whether somebody listens.
    static func answers(_ port: UInt16) -> Bool { withSocket(port) { connect($0, $1, $2) == 0 } }
}

/// A cache that does everything wrong, in Python: the first part of the path says how.
final class HostileCache {
    private let server: PythonServer
    private let log = NSTemporaryDirectory() + "/fclayer-hostile-" + UUID().uuidString

    var port: Int { server.port }

    /// The requests so far, a line each: the path and what proved who asked.
    var requests: [Substring] {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
    }

    init() throws { server = try PythonServer(Self.script, arguments: [log]) }

    deinit { try? FileManager.default.removeItem(atPath: log) }

    private static let script = #"""
        import hashlib, http.server, os, sys, threading, time

        def field(number, data): return bytes([number << 3 | 2]) + varint(len(data)) + data
        def varint(n):
            out = b""
            while n > 127: out, n = out + bytes([n & 127 | 128]), n >> 7
            return out + bytes([n])
        def record(size, text=b'{"form":2,"components":[],"said":[]}', digest="ab" * 32):
            digest = field(1, digest.encode()) + b"\x10" + varint(size)
            return field(2, field(1, b"package.zip") + field(2, digest)) + field(5, text)

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *args): pass
            def reply(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD": self.wfile.write(body)
            def endless(self, length):
                self.send_response(200)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                try:
                    while True: self.wfile.write(b"x" * 65536)
                except OSError: self.close_connection = True
            def do_GET(self): self.answer()
            def do_HEAD(self): self.answer()
            def do_PUT(self):
                mode = self.path.split("/")[1]
                if mode == "full":
                    self.close_connection = True
                    return self.reply(507, b"full")
                left = int(self.headers.get("Content-Length") or 0)
                while left > 0: left -= len(self.rfile.read(min(left, 65536)))
                self.answer()
            def answer(self):
                mode, kind = self.path.split("/")[1:3]
                with open(sys.argv[1], "a") as log:
                    log.write(self.path + " " + (self.headers.get("Authorization") or "nobody") + "\n")
                if mode.startswith("sends-to-"):
                    return self.reply(302, b"", Location="http://localhost:" + mode[9:] + "/empty/ac/x")
                isRecord = kind == "ac" and self.command == "GET"
                if mode == "full" : return self.reply(404)
                if mode == "fails": return self.reply(500, b"oops")
                if mode == "asks": return self.reply(401, b"who?", **{"WWW-Authenticate": "Basic"})
                if mode == "loops": return self.reply(302, b"", Location=self.path)
                if mode == "leads-away": return self.reply(302, b"", Location="file:///etc/passwd")
                if mode == "silent":
                    time.sleep(60)
                    return
                if mode == "page": return self.reply(200, b"<html>welcome to the portal</html>")
                if mode == "noise": return self.reply(200, os.urandom(5000))
                if mode == "hangs-up":
                    self.close_connection = True
                    return
                if mode == "endless-record": return self.endless(10 << 30)
                if mode == "wrong-bytes": return self.reply(200, record(5000) if isRecord else b"y" * 5000)
                if mode == "endless-file": return self.reply(200, record(5000)) if isRecord else self.endless(10 << 30)
                if mode == "claims-ten-gigabytes": return self.reply(200, record(10 << 30)) if isRecord else self.endless(10 << 30)
                if mode == "no-zip":
                    body = b"no zip at all"
                    return self.reply(200, record(len(body), digest=hashlib.sha256(body).hexdigest()) if isRecord else body)
                if mode == "drips":
                    if isRecord: return self.reply(200, record(50 << 20))
                    self.send_response(200)
                    self.send_header("Content-Length", str(50 << 20))
                    self.end_headers()
                    try:
                        for _ in range(1200):
                            self.wfile.write(b"x" * 1000)
                            time.sleep(0.05)
                    except OSError: self.close_connection = True
                    return
                self.reply(404)

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128
            def handle_error(self, *args): pass

        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()
        os._exit(0)
        """#
}
