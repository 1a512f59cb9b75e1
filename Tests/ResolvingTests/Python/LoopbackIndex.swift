import FileTrees
import Processes

@testable import Resolving

/// A package index on this machine's loopback address: pages in HTML (PEP 503) of the wheels in a folder, and the ways in
/// which real indexes fail.
final class LoopbackIndex: Sendable {
    /// How the index answers.
    enum Manner: String {
        case sound, missing, failing, garbage, silent, authorised, wrongBytes
    }

    static let user = "someone"
    static let password = "s3cret"

    let port: Int
    private let server: Task<Void, Never>

    /// Base URL of the index.
    var url: String { "http://127.0.0.1:\(port)/simple" }
    /// The same with credentials.
    var urlWithCredentials: String { "http://\(Self.user):\(Self.password)@127.0.0.1:\(port)/simple" }

    /// Serves the wheels and source archives in `files`.
    init(_ manner: Manner, files: String, scratch: TestFolder) async throws {
        let script = try scratch.write(Self.script, to: "index.py")
        let portFile = scratch.path + "/port"
        let invocation = ToolInvocation(
            Tools.python3, [script, manner.rawValue, files, portFile, Self.user + ":" + Self.password])
        server = Task { _ = try? await ToolRunner(patience: .milliseconds(100)).run(invocation) }
        var found: Int?
        for _ in 0..<200 where found == nil {
            try await Task.sleep(for: .milliseconds(50))
            found = (try? Files.read(portFile)).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        }
        guard let found else { throw ToolError(.failed, invocation, words: "no port") }
        port = found
    }

    deinit { server.cancel() }

    private static let script = """
        import base64, hashlib, html, http.server, os, re, sys, time
        manner, folder, port_file, account = sys.argv[1:5]

        def normal(name):
            return re.sub(r"[-_.]+", "-", name).lower()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *words):
                pass

            def answer(self, status, body, kind="text/html", more=()):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in more:
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def do_HEAD(self):
                self.do_GET()

            def do_GET(self):
                if manner == "silent":
                    time.sleep(600)
                if manner == "missing":
                    return self.answer(404, b"not here")
                if manner == "failing":
                    return self.answer(500, b"broken")
                if manner == "authorised":
                    want = "Basic " + base64.b64encode(account.encode()).decode()
                    if self.headers.get("Authorization") != want:
                        return self.answer(401, b"who?", more=[("WWW-Authenticate", 'Basic realm="index"')])
                parts = self.path.split("?")[0].strip("/").split("/")
                if parts[0] == "simple" and len(parts) == 2:
                    if manner == "garbage":
                        return self.answer(200, bytes(range(256)) * 40, "application/octet-stream")
                    links = []
                    for name in sorted(os.listdir(folder)):
                        if normal(name.split("-")[0]) == normal(parts[1]):
                            with open(os.path.join(folder, name), "rb") as file:
                                digest = hashlib.sha256(file.read()).hexdigest()
                            links.append('<a href="../../files/%s#sha256=%s">%s</a><br>' % (name, digest, html.escape(name)))
                    if not links:
                        return self.answer(404, b"not here")
                    return self.answer(200, ("<!DOCTYPE html><html><body>" + "\\n".join(links) + "</body></html>").encode())
                path = os.path.join(folder, parts[-1])
                if parts[0] == "files" and os.path.exists(path):
                    with open(path, "rb") as file:
                        body = file.read()
                    if manner == "wrongBytes":
                        body = body[:-1] + b"?"
                    return self.answer(200, body, "application/octet-stream")
                self.answer(404, b"not here")

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        with open(port_file + ".new", "w") as file:
            file.write(str(server.server_port))
        os.rename(port_file + ".new", port_file)
        server.serve_forever()

        """
}
