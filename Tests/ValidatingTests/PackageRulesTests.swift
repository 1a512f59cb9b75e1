import BuildModel
import FunctionCompute
import Testing
import Validating

@Suite struct PackageRulesTests {
    /// Text that does not compress.
    private func noise(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    private func limits(_ change: (inout Limits) -> Void) -> Limits {
        var limits = Limits.limits(region: nil, route: .oss)
        change(&limits)
        return limits
    }

    private let handler = Array("def handler(event, context): pass".utf8)

    @Test func namesTheLargestPartsOfCode() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: ["index.py": handler, "model/a.bin": noise(300_000), "data/b.bin": noise(200_000)])
        let found = await fixture.findings(code: code, limits: limits { $0.code = 100_000 })
        #expect(found.rules == ["code-too-large"])
        let finding = try #require(found.first)
        #expect(finding.message.contains("largest: `model` (0.3 MB), `data` (0.2 MB)"), "\(finding.message)")
        for way in [".fcignore", "layer", "route: oss", "region"] { #expect(finding.hint?.contains(way) == true) }
        #expect(await fixture.findings(code: code, limits: limits { $0.code = 510_000 }).rules == ["near-limit"])
        #expect(await fixture.findings(code: code, limits: limits { $0.code = 1_000_000 }).rules.isEmpty)
    }

    @Test func namesLayersThatAreTooLarge() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler])
        let one = try fixture.zip("one.zip", bytes: ["python/numpy/a.bin": noise(300_000), "python/six.py": []])
        let two = try fixture.zip("two.zip", bytes: ["python/b.bin": noise(100_000)])
        let single = await fixture.findings(code: code, layers: [one, two], limits: limits { $0.layer = 200_000 })
        #expect(single.rules == ["layer-too-large"])
        #expect(single.first?.message.contains("`numpy`") == true)
        let together = await fixture.findings(
            code: code, layers: [two, one], limits: limits { $0.layersTotal = 350_000 })
        #expect(together.rules == ["layers-too-large"])
        #expect(together.first?.message.contains("`one.zip` (0.3 MB), `two.zip` (0.1 MB)") == true)
    }

    @Test(arguments: [
        (["requests/__init__.py", "requests-2.31.0.dist-info/METADATA"], "`requests` at the root"),
        (["deps/python/requests/__init__.py"], "zip the contents of `deps`"),
        (["python/lib/python3.9/site-packages/x.py"], "python/lib/python3.9"),
    ])
    func warnsOfLayout(_ names: [String], _ words: String) async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler])
        let layer = try fixture.zip(
            "layer.zip", Dictionary(names.map { ($0, "") }, uniquingKeysWith: { first, _ in first }))
        let found = await fixture.findings(code: code, layers: [layer])
        #expect(found.rules == ["layer-layout"], "\(found.map(\.message))")
        let finding = try #require(found.first)
        #expect((finding.message + (finding.hint ?? "")).contains(words), "\(finding)")
    }

    @Test(arguments: [
        ["python/requests/__init__.py"], ["bin/tool", "lib/libx.txt"], ["python/lib/python3.10/site-packages/x.py"],
        ["share/assets/logo.png"], ["python3.10/bin/python3"],
    ])
    func takesLayout(_ names: [String]) async throws {
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler])
        let layer = try fixture.zip(
            "layer.zip", Dictionary(names.map { ($0, "") }, uniquingKeysWith: { first, _ in first }))
        #expect(await fixture.findings(code: code, layers: [layer]).rules.isEmpty)
    }

    @Test func opensSharedLayersOnceAndKeepsTheOrder() async throws {
        let fixture = try Fixture()
        let layer = try fixture.zip("layer.zip", ["requests/__init__.py": ""])
        var functions: [FunctionUnderTest] = []
        for index in 0..<30 {
            let code = try fixture.zip("f\(index).zip", ["index.py": "def main(e, c): pass"])
            var function = plan()
            function.description.name = "f\(index)"
            functions.append(
                FunctionUnderTest(
                    plan: function, code: code,
                    layers: [LayerUnderTest(name: "deps", file: layer, packageName: "layers/deps")],
                    packageName: "functions/f\(index)"))
        }
        let sink = FindingSink()
        await PackageCheck().check(functions: functions, limits: .limits(region: nil, route: .oss), into: sink)
        #expect(sink.findings.filter { $0.rule == "layer-layout" }.count == 1)
        let broken = sink.findings.filter { $0.rule == "entry-symbol-missing" }.map(\.location.package)
        #expect(broken == (0..<30).map { "functions/f\($0)" })
    }

    @Test func notesPackagesThatAreNotThere() async throws {
        let sink = FindingSink()
        var built = plan()
        built.description.code = .folder("/project/ingest")
        var remote = plan()
        remote.description.code = .remote("oss://bucket/key")
        await PackageCheck().check(
            functions: [
                FunctionUnderTest(plan: built, code: nil, packageName: "functions/a"),
                FunctionUnderTest(plan: remote, code: nil, packageName: "functions/b"),
            ], limits: .limits(region: nil, route: .oss), into: sink)
        #expect(sink.findings.map(\.rule) == ["entry-unverified"])
        #expect(sink.findings.first?.severity == .note)
    }

    @Test func refusesALayoutThatTheHandlerNeeds() async throws {
        let fixture = try Fixture()
        let layer = try fixture.zip("layer.zip", ["shapes/__init__.py": "", "other/__init__.py": ""])
        func severity(_ source: String) async throws -> Finding.Severity? {
            let code = try fixture.zip("code.zip", ["index.py": source + "\ndef handler(event, context): pass"])
            return await fixture.findings(code: code, layers: [layer]).of("layer-layout")?.severity
        }
        #expect(try await severity("import shapes") == .error)
        #expect(try await severity("from shapes.adapters import HTTPAdapter") == .error)
        #expect(try await severity("try:\n    import shapes\nexcept ImportError:\n    shapes = None") == .warning)
        #expect(try await severity("import sys\nsys.path.append('/opt')\nimport shapes") == .warning)
        #expect(try await severity("import json") == .warning)
        let code = try fixture.zip("code.zip", ["index.py": "import shapes\ndef handler(event, context): pass"])
        let found = await fixture.findings(code: code, layers: [layer], environment: ["PYTHONPATH": "/code:/opt"])
        #expect(found.isEmpty)
    }
}
