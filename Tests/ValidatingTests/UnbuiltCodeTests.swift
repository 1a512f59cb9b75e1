import BuildModel
import Testing

/// A source folder that was not built yet lacks what a build would install: that is no error.
@Suite struct UnbuiltCodeTests {
    private func severity(
        _ files: [String: String], _ runtime: String, layers: [[String: String]] = []
    ) async throws -> Finding.Severity? {
        let function = CorpusCase(name: "unbuilt", runtime: runtime, files: files, layers: layers)
        return try await function.findings().of("dependency-missing")?.severity
    }

    private let python = ["index.py": "import peewee\n\n\ndef handler(event, context):\n    return peewee\n"]
    private let node = ["index.js": "const koa = require('koa');\nexports.handler = async (event, context) => koa;\n"]

    @Test func isAWarningWhereNothingIsInstalled() async throws {
        #expect(try await severity(python, "python3.10") == .warning)
        #expect(try await severity(node, "nodejs18") == .warning)
    }

    @Test func isAnErrorWhereOtherPackagesAreInstalled() async throws {
        let metadata = "Metadata-Version: 2.1\nName: six\nVersion: 1.16.0\n"
        #expect(
            try await severity(python.merging(["six-1.16.0.dist-info/METADATA": metadata]) { a, _ in a }, "python3.10")
                == .error)
        let installed = ["package.json": "{\"name\": \"x\", \"version\": \"1.0.0\"}", "index.js": ""]
        #expect(
            try await severity(
                node, "nodejs18",
                layers: [installed.reduce(into: [:]) { $0["nodejs/node_modules/x/" + $1.key] = $1.value }]) == .error)
    }

    @Test func ownFilesAreErrorsAlways() async throws {
        let files = [
            "index.py": "from pkg import main\n\n\ndef handler(event, context):\n    return main\n",
            "pkg/__init__.py": "", "pkg/main.py": "from .client import run\n",
        ]
        #expect(try await severity(files, "python3.10") == .error)
        #expect(
            try await severity(
                ["index.js": "require('./client');\nexports.handler = async (event, context) => 1;\n"], "nodejs18")
                == .error)
    }
}
