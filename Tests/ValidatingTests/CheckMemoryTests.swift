import BuildModel
import FileTrees
import FunctionCompute
import Testing
import Validating

/// Checks that know what earlier ones found.
struct CheckMemoryTests {
    /// Functions whose zips are known by their digests.
    private struct Case {
        let fixture: Fixture
        var functions: [FunctionUnderTest] = []
        var digests: [String: Digest] = [:]
        var records: [Digest: [UInt8]] = [:]

        init() throws { fixture = try Fixture() }

        /// Packs a function anew.
        mutating func pack(_ name: String, _ source: String, layers: [String] = []) throws {
            let code = try fixture.zip(
                "\(name).zip", ["index.py": source + "\ndef handler(event, context): pass\n"])
            var plan = plan()
            plan.description.name = name
            let function = FunctionUnderTest(
                plan: plan, code: code,
                layers: layers.map { LayerUnderTest(name: "deps", file: $0, packageName: "layers/deps") },
                packageName: "functions/\(name)")
            functions.removeAll { $0.packageName == function.packageName }
            functions.append(function)
            functions.sort { $0.packageName < $1.packageName }
            for file in [code] + layers where digests[file] == nil || file == code {
                digests[file] = try FileDigest.sha256(ofFile: file)
            }
        }

        /// What a check finds with what is known, which the next one knows.
        mutating func check() async -> [Finding] {
            let sink = FindingSink()
            let parts = await PackageCheck().check(
                functions: functions, limits: .limits(region: nil, route: .oss),
                knowing: CheckMemory(records: records, packages: digests), into: sink)
            records = parts.records(packages: digests)
            return sink.findings
        }

        /// What a check finds that knows nothing.
        func checkAnew() async -> [Finding] {
            let sink = FindingSink()
            await PackageCheck().check(
                functions: functions, limits: .limits(region: nil, route: .oss), into: sink)
            return sink.findings
        }
    }

    @Test func zipsThatAreKnownAreNotOpened() async throws {
        var project = try Case()
        try project.pack("a", "import nothere")
        try project.pack("b", "import json")
        let before = await project.check()
        #expect(before.rules.contains("dependency-missing"))
        // Whoever opens it finds nothing.
        try Files.remove(project.fixture.folder + "/a.zip")
        try project.pack("b", "import absent")
        let after = await project.check()
        #expect(after.filter { $0.location.package == "functions/a" } == before)
        #expect(after.contains { $0.location.package == "functions/b" && $0.rule == "dependency-missing" })
    }

    @Test func layerIsLookedAtAgainWhereAFunctionAsksMoreOfIt() async throws {
        var project = try Case()
        let layer = try project.fixture.zip("layer.zip", ["shapes/__init__.py": ""])
        try project.pack("a", "import json", layers: [layer])
        try project.pack("b", "import json", layers: [layer])
        #expect(await project.check().of("layer-layout")?.severity == .warning)
        try project.pack("b", "import shapes", layers: [layer])
        let wanting = await project.check()
        #expect(wanting.of("layer-layout")?.severity == .error)
        #expect(await project.checkAnew() == wanting)
        // What an unchanged function asks is remembered with it.
        try project.pack("a", "import sys", layers: [layer])
        #expect(await project.check() == wanting)
        try project.pack("b", "import json", layers: [layer])
        #expect(await project.check().of("layer-layout")?.severity == .warning)
    }

    /// What libraries of a layer miss is remembered for functions that have none of their own.
    @Test(.enabled(if: Files.exists(CheckMemoryTests.library), "there is no \(CheckMemoryTests.library)"))
    func layersAreNotReadAgainForOtherCode() async throws {
        var project = try Case()
        let bytes = try Files.read(Self.library)
        let layer = try project.fixture.zip("layer.zip", bytes: ["lib/libzip.so": bytes])
        try project.pack("a", "import json", layers: [layer])
        let before = await project.check()
        #expect(before.of("shared-lib-missing") != nil)
        for source in ["import os", "import sys"] {
            try project.pack("a", source, layers: [layer])
            #expect(await project.check() == before)
            #expect(await project.checkAnew() == before)
        }
        // Where the linker looks changes what it finds.
        project.functions[0].plan.description.environment["LD_LIBRARY_PATH"] = "/code"
        #expect(await project.check() == project.checkAnew())
        try project.pack("b", "import json", layers: [layer])
        let both = await project.check()
        // The same is said each time, though both functions miss the same library.
        for _ in 1...20 { #expect(await project.checkAnew() == both) }
    }

    /// A library that needs others, which images do not have.
    static let library = "/usr/lib/x86_64-linux-gnu/libzip.so.4"

    @Test func whatTheManifestSaysIsPartOfTheQuestion() async throws {
        var project = try Case()
        try project.pack("a", "import json")
        #expect(await project.check().isEmpty)
        project.functions[0].plan.description.handler = "index.main"
        let found = await project.check()
        #expect(found.of("entry-symbol-missing") != nil)
        #expect(await project.checkAnew() == found)
        project.functions[0].plan.description.locations["handler"] = .init(file: "s.yaml", line: 7)
        #expect(await project.check().of("entry-symbol-missing")?.location.line == 7)
    }

    @Test func unreadableZipsAreNeverRemembered() async throws {
        var project = try Case()
        try project.pack("a", "import json")
        let file = project.fixture.folder + "/a.zip"
        let whole = try Files.read(file)
        try AtomicFile.write([1, 2, 3], to: file)
        #expect(await project.check().rules == ["zip-unreadable"])
        // As if the disk had failed: the digest is the same.
        try AtomicFile.write(whole, to: file)
        #expect(await project.check().isEmpty)
    }

    @Test func damagedRecordsAreAsGoodAsNone() async throws {
        var project = try Case()
        try project.pack("a", "import nothere")
        let before = await project.check()
        project.records = project.records.mapValues { Array($0.dropLast()) }
        #expect(await project.check() == before && !before.isEmpty)
    }
}
