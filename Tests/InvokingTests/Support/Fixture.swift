import Archives
import BuildModel
import FileTrees
import Foundation
import FunctionCompute
import Invoking
import Processes
import Synchronization
import Testing

/// A function of a few files, started as `fclayer invoke` starts it.
final class Fixture {
    /// A file of a package.
    struct File {
        var path: String
        var bytes: [UInt8]
        var isExecutable = false

        init(_ path: String, _ text: String, isExecutable: Bool = false) {
            self.path = path
            bytes = Array(text.utf8)
            self.isExecutable = isExecutable
        }
    }

    /// What a run gave.
    struct Run {
        var record: InvocationRecord
        var findings: [Finding]
        var log: [String]
        var notes: [String]

        var rules: [String] { findings.map(\.rule) }
        func finding(_ rule: String) -> Finding? { findings.first { $0.rule == rule } }
        var body: String { String(decoding: record.calls.first?.body ?? [], as: UTF8.self) }
    }

    static let bwrap = ToolFinder(path: ProcessInfo.processInfo.environment["PATH"]).find("bwrap")
    /// Whether bubblewrap makes a sandbox here.
    static let hasSandbox: Bool = {
        #if os(Linux)
            guard let bwrap else { return false }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: bwrap)
            process.arguments = ["--unshare-all", "--ro-bind", "/", "/", "true"]
            process.standardError = FileHandle.nullDevice
            try? process.run()
            process.waitUntilExit()
            return process.terminationStatus == 0
        #else
            return false
        #endif
    }()
    /// Whether the system's own Python is there, the one that the sandbox sees too.
    static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
    static let canServe = hasSandbox && hasPython

    let folder: String
    var function: FunctionDescription
    var runtime = "custom.debian12"
    var layers: [[File]] = []
    var layerVariables: [String: String] = [:]
    var settings: InvokeSettings
    private let files: [File]

    init(_ files: [File], runtime: String = "custom.debian12") throws {
        folder =
            FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("fclayer-invoke-test-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.files = files
        self.runtime = runtime
        function = FunctionDescription(
            name: "hello", key: "hello", runtime: runtime, handler: "index.handler", code: .folder("/nowhere"))
        settings = InvokeSettings(
            cache: folder + "/cache", scratch: folder + "/scratch", path: ProcessInfo.processInfo.environment["PATH"])
        // A busy machine is no reason to fail.
        function.timeout = 60
        // Tests run beside each other, and all of them want port 9000.
        settings.network = .none
        settings.startTimeout = .seconds(60)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A function whose `bootstrap` is a Python server with this handler body (`self.path`, `self.body`, `self.answer`).
    static func server(_ body: String, before: String = "", address: String = "0.0.0.0", port: String = "9000") throws
        -> Fixture
    {
        try Fixture([
            File("bootstrap", python(body, before: before, address: address, port: port), isExecutable: true)
        ])
    }

    static func python(_ body: String, before: String, address: String, port: String) -> String {
        """
        #!/usr/bin/python3
        import http.server, json, os, signal, sys, time, socketserver
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def answer(self, status, body=b"", **headers):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items(): self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words): pass
            def handle_all(self):
                self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        \(body.split(separator: "\n", omittingEmptySubsequences: false).map { "        " + $0 }.joined(separator: "\n"))
            do_GET = do_POST = do_PUT = do_DELETE = handle_all
        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
        \(before)
        Server(("\(address)", \(port)), Handler).serve_forever()

        """
    }

    /// Packs the files into a zip.
    func zip(_ files: [File], _ name: String) throws -> InstanceDescription.BuiltPackage {
        let path = folder + "/" + name.replacingOccurrences(of: "/", with: "-") + ".zip"
        var writer = try ZipWriter(path: path)
        for file in files {
            let place = try PackagePath(file.path)
            writer.add(ZipMember(path: place, isExecutable: file.isExecutable, content: .bytes(file.bytes)))
        }
        _ = try writer.finish()
        return .init(name: name, file: path, digest: FileDigest.sha256(of: try Files.read(path)))
    }

    func run(_ calls: InvocationCall...) async throws -> Run { try await run(calls) }

    func run(_ calls: [InvocationCall]) async throws -> Run {
        let code = try zip(files, "functions/hello")
        let packed = try layers.enumerated().map { try zip($1, "layers/\($0)") }
        let runtime = try #require(RuntimeCatalogue.runtime(runtime))
        let instance = InstanceDescription(
            function: function, runtime: runtime, code: code, layers: packed, layerVariables: layerVariables)
        let sink = FindingSink()
        let seen = Mutex<(log: [String], notes: [String])>(([], []))
        let record = try await Invoker(settings).run(instance, calls: calls, into: sink) { event in
            seen.withLock { seen in
                switch event {
                case .line(let bytes): seen.log.append(String(decoding: bytes, as: UTF8.self))
                case .note(let text): seen.notes.append(text)
                case .body: break
                }
            }
        }
        let (log, notes) = seen.withLock { $0 }
        return Run(record: record, findings: sink.findings, log: log, notes: notes)
    }
}
