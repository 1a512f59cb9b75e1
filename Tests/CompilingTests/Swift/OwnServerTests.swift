import BuildModel
import FileTrees
import FunctionCompute
import Testing

@testable import Compiling

/// Servers of the user's own that the platform would not reach.
struct OwnServerTests {
    private func findings(_ source: String, port: Int? = nil) throws -> [Finding] {
        let scratch = try ScratchFolder(in: "/tmp", prefix: "fclayer-own-server-")
        try Files.makeFolders(scratch.path + "/Sources/App")
        try AtomicFile.write(Array(source.utf8), to: scratch.path + "/Sources/App/main.swift")
        var function = FunctionDescription(
            name: "f", key: "f", runtime: "custom.debian12", handler: "h", code: .folder(scratch.path),
            swift: SwiftChoice())
        function.port = port
        let found = OwnServer(
            package: scratch.path, functions: [FunctionPlan(description: function, code: nil, layers: [])]
        ).findings()
        try scratch.remove()
        return found
    }

    @Test func loopbackIsToldWithItsLine() throws {
        let found = try findings(
            "import NIO\nlet channel = try await bootstrap.bind(host: \"127.0.0.1\", port: 9000)\n")
        #expect(found.map(\.rule) == ["swift-server-address"])
        #expect(found.first?.location.line == 2)
    }

    @Test func anotherPortIsTold() throws {
        let found = try findings("app.http.server.configuration = .init(hostname: \"0.0.0.0\", port: 8080)\n")
        #expect(found.map(\.rule) == ["swift-server-port"])
        #expect(found.first?.message == "the server listens on port 8080, and the platform connects to 9000")
    }

    @Test func theConfiguredPortIsRight() throws {
        #expect(try findings("x.bind(host: \"0.0.0.0\", port: 8080)\n", port: 8080).isEmpty)
    }

    @Test(arguments: [
        "x.bind(host: \"0.0.0.0\", port: 9_000)\n", "x.bind(host: host, port: port)\n",
        "// x.bind(host: \"127.0.0.1\", port: 80)\n", "let redis = Redis(host: \"127.0.0.1\", port: 6379)\n",
        "import FunctionComputeRuntime\nx.bind(host: \"127.0.0.1\", port: 80)\n",
    ])
    func nothingIsSaidWithoutReason(source: String) throws {
        #expect(try findings(source).isEmpty)
    }
}
