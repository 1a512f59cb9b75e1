import BuildModel
import FunctionCompute
import Testing
import Validating

@Suite struct ShadowTests {
    private let handler = ["index.py": "def handler(event, context): pass"]

    /// The files of a Python distribution in a folder.
    private func wheel(
        _ name: String, _ version: String, in folder: String = "python/", files: [String: String] = [:]
    ) -> [String: String] {
        var all = ["\(folder)\(name)/__init__.py": "__version__ = '\(version)'\n"]
        for (path, text) in files { all["\(folder)\(name)/\(path)"] = text }
        let record = all.keys.sorted().map { $0.dropFirst(folder.count) + ",,\n" }.joined()
        let info = "\(folder)\(name)-\(version).dist-info/"
        all[info + "METADATA"] = "Name: \(name)\nVersion: \(version)\n"
        all[info + "RECORD"] = record + "\(name)-\(version).dist-info/RECORD,,\n"
        return all
    }

    private func findings(
        code: [String: String], layers: [[String: String]], runtime: String = "python3.10"
    ) async throws -> [Finding] {
        let fixture = try Fixture()
        let names = ["one", "two", "three", "four"]
        var paths: [String] = []
        for (index, layer) in layers.enumerated() { paths.append(try fixture.zip(names[index] + ".zip", layer)) }
        return await fixture.findings(code: try fixture.zip("code.zip", code), runtime: runtime, layers: paths)
    }

    @Test func warnsOfTwoVersionsInTwoLayers() async throws {
        let old = wheel("requests", "2.31.0", files: ["api.py": "old", "same.py": "same"])
        let new = wheel("requests", "2.32.0", files: ["api.py": "new", "same.py": "same", "added.py": "new"])
        let found = try await findings(code: handler, layers: [old, new])
        #expect(found.rules == ["layer-shadow"], "\(found.map(\.message))")
        let message = try #require(found.of("layer-shadow")?.message)
        #expect(
            message.contains(
                "`requests` 2.31.0 of layer `one.zip` and 2.32.0 of layer `two.zip` meet in `/opt/python`: `one.zip` is "
                    + "configured first and wins"), "\(message)")
        // `added.py` and the metadata.
        #expect(message.contains("3 files of 2.32.0 stay visible"), "\(message)")
        // Its files are not counted a second time.
        #expect(found.filter { $0.rule == "layer-shadow" }.count == 1)
    }

    @Test func namesSeveralVersionsInOneFinding() async throws {
        let names = ["a", "b", "c", "d", "e", "f", "g"]
        let one = names.map { wheel($0, "1.0") }.reduce([:]) { $0.merging($1) { first, _ in first } }
        let two = names.map { wheel($0, "2.0") }.reduce([:]) { $0.merging($1) { first, _ in first } }
        let found = try await findings(code: handler, layers: [one, two])
        #expect(found.rules == ["layer-shadow"])
        #expect(found.of("layer-shadow")?.message.hasSuffix("`e` 1.0 and 2.0, …") == true)
    }

    @Test func notesOtherFilesThatHideEachOther() async throws {
        let found = try await findings(
            code: handler, layers: [["python/shared.py": "1"], ["python/shared.py": "2", "python/b.py": ""]])
        #expect(found.rules.isEmpty)
        #expect(found.of("layer-shadow")?.severity == .note)
        #expect(
            found.of("layer-shadow")?.message
                == "1 file of layer `two.zip` hidden by different ones of layer `one.zip`, which is configured first: "
                + "`/opt/python/shared.py`")
    }

    @Test func saysNothingOfEqualFiles() async throws {
        let layer = wheel("six", "1.16.0")
        let found = try await findings(
            code: handler, layers: [layer, layer.merging(["bin/x": "1"]) { first, _ in first }])
        #expect(found.isEmpty, "\(found.map(\.message))")
    }

    @Test func notesVersionsThatTheCodeHides() async throws {
        let code = wheel("requests", "2.32.0", in: "").merging(handler) { first, _ in first }
        let found = try await findings(code: code, layers: [wheel("Requests", "2.31.0")])
        #expect(found.rules.isEmpty)
        #expect(
            found.of("layer-shadow")?.message
                == "the code hides other versions in layer `one.zip`: `requests` 2.32.0 (2.31.0 in the layer)")
    }

    @Test func warnsOfTwoVersionsOfAnNPMPackage() async throws {
        func module(_ name: String, _ version: String, in folder: String) -> [String: String] {
            [
                "\(folder)/\(name)/package.json":
                    "{\"dependencies\": {\"version\": \"9\"}, \"name\": \"\(name)\", \"version\": \"\(version)\"}",
                "\(folder)/\(name)/index.js": "module.exports = '\(version)'",
            ]
        }
        let code = ["index.js": "exports.handler = (event, context, callback) => callback(null, 1)"]
        let layers = [
            module("lodash", "4.17.20", in: "nodejs/node_modules"),
            module("lodash", "4.17.21", in: "nodejs/node_modules"),
        ]
        let found = try await findings(code: code, layers: layers, runtime: "nodejs16")
        #expect(found.rules == ["layer-shadow"], "\(found.map(\.message))")
        #expect(
            found.of("layer-shadow")?.message.hasPrefix("`lodash` 4.17.20 of layer `one.zip` and 4.17.21 of") == true)
        let own = module("@scope/x", "2.0.0", in: "node_modules").merging(code) { first, _ in first }
        let hidden = try await findings(
            code: own, layers: [module("@scope/x", "1.0.0", in: "nodejs/node_modules")], runtime: "nodejs16")
        #expect(hidden.rules.isEmpty)
        #expect(hidden.of("layer-shadow")?.message.contains("`@scope/x` 2.0.0 (1.0.0 in the layer)") == true)
    }

    @Test func countsCopies() async throws {
        var text = ""
        var state: UInt64 = 1
        for _ in 0..<40_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += String(state >> 20, radix: 36)
        }
        let big = wheel("data", "1.0", files: ["table.txt": text])
        let both = try await findings(code: handler, layers: [big, big.merging(["x": ""]) { first, _ in first }])
        let note = try #require(both.of("duplicate-copies"))
        #expect(note.severity == .note)
        #expect(note.message.contains("4 files of layer `two.zip` are in layer `one.zip` too"), "\(note.message)")
        let code = wheel("data", "1.0", in: "", files: ["table.txt": text]).merging(handler) { first, _ in first }
        let inCode = try await findings(code: code, layers: [big])
        #expect(
            inCode.of("duplicate-copies")?.message.contains("`data 1.0` in the code and in layer `one.zip`") == true)
        #expect(inCode.rules.isEmpty)
        #expect(try await findings(code: handler, layers: [big]).of("duplicate-copies") == nil)
    }

    @Test func saysThatALayerIsConfiguredTwice() async throws {
        let fixture = try Fixture()
        let noise = (0..<30_000).map { String($0 &* 2_654_435_761 & 0xFFFF_FFFF, radix: 36) }.joined()
        let layer = try fixture.zip("layer.zip", ["python/data.txt": noise])
        let found = await fixture.findings(code: try fixture.zip("code.zip", handler), layers: [layer, layer])
        #expect(found.of("duplicate-copies")?.message.contains("`layer.zip` is configured twice") == true)
    }

    @Test func comparesSharedLayersOnce() async throws {
        let fixture = try Fixture()
        func layer(_ name: String, _ text: String) throws -> String {
            var files: [String: String] = [:]
            for index in 0..<1000 { files["python/p\(index % 50)/m\(index).py"] = text }
            return try fixture.zip(name, files)
        }
        let layers = [try layer("one.zip", "1"), try layer("two.zip", "2"), try layer("three.zip", "3")]
        let code = try fixture.zip("code.zip", handler)
        let functions = (0..<300).map { index in
            FunctionUnderTest(
                plan: plan(), code: code,
                layers: layers.map { LayerUnderTest(name: $0, file: $0, packageName: $0) },
                packageName: "functions/f\(index)")
        }
        let sink = FindingSink()
        await PackageCheck().check(functions: functions, limits: .limits(region: nil, route: .oss), into: sink)
        #expect(sink.findings.filter { $0.rule == "layer-shadow" }.count == 3)
    }
}
