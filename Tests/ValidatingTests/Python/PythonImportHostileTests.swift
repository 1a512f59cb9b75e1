import BuildModel
import FunctionCompute
import Testing
import Validating

/// Packages that were made to keep the reader of imports busy.
@Suite struct PythonImportHostileTests {
    private static let handler = "\ndef handler(event, context): pass\n"

    @Test func followsCirclesOfThousandsOfModules() async throws {
        let fixture = try Fixture()
        var files = ["index.py": "import m0" + Self.handler]
        for number in 0..<5000 {
            files["m\(number).py"] = "import m\((number + 1) % 5000)\nfrom m\((number * 7) % 5000) import X\nX = 1\n"
        }
        let found = try await fixture.findings(python: files)
        #expect(found.rules.isEmpty, "\(found.map(\.message).prefix(3))")
    }

    @Test(arguments: [
        "import " + String(repeating: "a.", count: 100_000) + "b",
        "import os" + String(repeating: ".a", count: 100_000),
        "from " + String(repeating: ".", count: 100_000) + " import x",
        "from os import (" + String(repeating: "a, ", count: 100_000) + ")",
        "import " + (0..<20_000).map { "n\($0)" }.joined(separator: ", "),
        "try:\n" + String(repeating: "    import x\n", count: 50_000) + "except ImportError: pass",
        "import sys\nsys.path.append(" + String(repeating: "(", count: 150) + "'a'" + String(repeating: ")", count: 150)
            + ")",
        "from x import y\u{0}", "import \u{FF08}",
    ])
    func survivesStatement(_ source: String) async throws {
        let fixture = try Fixture()
        let found = try await fixture.findings(python: ["index.py": source + Self.handler])
        #expect(found.count <= 20_010)
    }

    @Test func survivesAModuleOfFiftyMegabytes() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": Array(("import large" + Self.handler).utf8),
                "large.py": [UInt8](repeating: UInt8(ascii: "\n"), count: 50 << 20),
            ])
        #expect(await fixture.findings(code: code).rules.isEmpty)
    }

    @Test(arguments: [
        [UInt8](repeating: 0xFF, count: 1000), [0, 0x0A, 0, 0x3B],
        Array("-r other.txt\n--index-url x\n  \n;;;\nflask ; \n".utf8),
        Array("Requires-Dist:\nRequires-Dist: ;\nRequires-Dist: a;((((\nrequires-dist:b; x".utf8),
        Array(("Requires-Dist: a; " + String(repeating: "(", count: 100_000)).utf8),
        Array(String(repeating: "Requires-Dist: a; extra == 'x' or ", count: 10_000).utf8),
    ])
    func survivesMetadata(_ bytes: [UInt8]) async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": Array(("import nothing_like_it" + Self.handler).utf8), "requirements.txt": bytes,
                "web/__init__.py": [], "web-1.0.dist-info/METADATA": bytes, "web-1.0.dist-info/top_level.txt": bytes,
            ])
        let found = await fixture.findings(code: code)
        #expect(found.of("dependency-missing")?.severity == .error)
    }

    /// Functions of a project share code and layers: a source is read once for all of them.
    @Test func checksAThousandFunctionsOfAProject() async throws {
        let fixture = try Fixture()
        var functions: [FunctionUnderTest] = []
        for package in 0..<20 {
            var files: [String: String] = ["lib/__init__.py": ""]
            for number in 0..<50 {
                files["f\(number).py"] = "import json, os\nfrom lib import m\(number)\nimport oss2" + Self.handler
                files["lib/m\(number).py"] = "from . import m\((number + 1) % 50)\nimport logging\n"
            }
            let code = try fixture.zip("code\(package).zip", files)
            for number in 0..<50 {
                functions.append(
                    FunctionUnderTest(
                        plan: plan(handler: "f\(number).handler"), code: code, packageName: "code\(package)"))
            }
        }
        let sink = FindingSink()
        await PackageCheck().check(functions: functions, limits: .limits(region: nil, route: .oss), into: sink)
        #expect(sink.findings.rules.isEmpty, "\(sink.findings.map(\.message).prefix(3))")
    }
}
