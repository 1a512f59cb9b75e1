import BuildModel
import FunctionCompute
import Testing
import Validating

/// Inputs that are made to break the checker: the answer may be anything but a trap, a hang or silence.
@Suite struct HostileInputTests {
    @Test(arguments: [
        "def handler(event, context:\n    pass\n", String(repeating: "(", count: 100_000),
        String(repeating: "if x:\n", count: 5000), "def handler(e, c): pass\u{0}",
        "\u{FEFF}\u{FEFF}def handler(e, c): pass",
        "def", "class", "def handler", "def handler(", "class A(", "lambda", "from", "from .", "import", "@", "'''",
        "f'{",
        "handler = handler", "from index import handler", "from . import handler", "from .index import *",
        String(repeating: "x = [", count: 300) + "1", "match", "with (", "async",
        "def handler(e, c): return " + String(repeating: "-", count: 50_000) + "1",
        "handler = print\n:= 1\n", "handler = " + String(repeating: "x := ", count: 5000) + "1\n",
    ])
    func survivesSource(_ source: String) async throws {
        let fixture = try Fixture()
        for runtime in ["python3.12", "python3"] {
            _ = try await fixture.findings(python: ["index.py": source], runtime: runtime)
        }
    }

    @Test func survivesHugeSources() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", bytes: ["index.py": Array(repeating: UInt8(ascii: "#"), count: 50 << 20)])
        let found = await fixture.findings(code: code)
        #expect(found.map(\.rule) == ["entry-unverified"], "\(found.map(\.message))")
    }

    @Test func survivesCirclesOfImports() async throws {
        let fixture = try Fixture()
        var files = ["index.py": "from m0 import handler"]
        for index in 0..<300 { files["m\(index).py"] = "from m\((index + 1) % 300) import handler" }
        let found = try await fixture.findings(python: files)
        #expect(found.filter { $0.severity == .error }.count <= 1)
    }

    @Test func survivesFolderNamesThatAreFiles() async throws {
        let fixture = try Fixture()
        let code = try fixture.stored(
            "odd.zip",
            [
                ("index.py", "def handler(e, c): pass", 0o100644), ("index.py/", "", 0o040755), ("", "x", 0o100644),
                (".", "", 0o040755), ("..", "x", 0o100644),
            ])
        #expect(!(await fixture.findings(code: code)).isEmpty)
    }

    @Test func survivesChangedBytes() async throws {
        let fixture = try Fixture()
        let seed = try fixture.read(
            fixture.zip(
                "seed.zip",
                [
                    "index.py": "from lib import handler\n", "lib/__init__.py": "from .work import run as handler\n",
                    "lib/work.py": "def run(event, context):\n    return 1\n", "bootstrap": "#!/bin/sh\nexec true\n",
                    "x-1.0.dist-info/RECORD": "lib/work.py,,\n",
                ], executable: ["bootstrap"]))
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for round in 0..<300 {
            var bytes = seed
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if random(8) == 0 { bytes.removeLast(random(bytes.count)) }
            let code = try fixture.file("changed.zip", bytes)
            if round % 2 == 0 {
                _ = await fixture.findings(code: code, layers: [code])
            } else {
                _ = await fixture.findings(code: code, runtime: "custom.debian10", handler: "x", layers: [code])
            }
        }
    }
}
