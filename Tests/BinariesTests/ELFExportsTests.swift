import Binaries
import Foundation
import TestSupport
import Testing

@Suite struct ELFExportsTests {
    /// `readelf` names what each library of this system exports: name, version, whether that is the default, kind and size.
    @Test(.enabled(if: Tool.path("readelf") != nil))
    func agreesWithReadelfAboutLibrariesOfThisSystem() throws {
        var compared = 0
        for path in systemFiles(limit: 120) where path.contains(".so") && size(path) < 8 << 20 {
            let exports = try ELFExports(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
            let judged = Self.judge(try Tool.run("readelf", ["-W", "--dyn-syms", path]))
            #expect(Self.differences(exports, judged).isEmpty, "\(path)")
            compared += judged.count
        }
        #expect(compared > 1000, "only \(compared) symbols")
    }

    @Test(.enabled(if: Tool.path("readelf") != nil), arguments: ["libc.so.6", "libm.so.6", "libstdc++.so.6"])
    func agreesWithReadelfAboutLibrariesWithManyVersions(_ name: String) throws {
        let folders = [
            "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64",
        ]
        guard let path = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.fileExists) else { return }
        let exports = try ELFExports(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        #expect(exports.soname == name)
        let judged = Self.judge(try Tool.run("readelf", ["-W", "--dyn-syms", path]))
        #expect(Self.differences(exports, judged).isEmpty)
        #expect(judged.count > 500)
    }

    @Test func fileWithoutDynamicSymbolsExportsNothing() throws {
        let exports = try ELFExports(bytes: SmallELF().bytes)
        #expect(exports.symbols.isEmpty)
    }

    @Test func readsHandMadeLibrary() throws {
        let exports = try ELFExports(bytes: SmallLibrary().bytes)
        #expect(exports.soname == "libsmall.so")
        #expect(exports.symbols.map(Self.line) == ["f@V1 function false 7 false", "f@@V2 function false 7 false"])
    }

    @Test func definitionsThatOverlapEndAtTheirCount() throws {
        // Each link leads one byte on: what stands there makes no sense, and the chain still ends.
        _ = try? ELFExports(bytes: SmallLibrary(definitionsCount: 8000, definitionLink: 1).bytes)
        #expect(throws: ELFError.tooLarge(.versionDefinitions)) {
            try ELFExports(bytes: SmallLibrary(definitionsCount: 60_000).bytes)
        }
    }

    @Test func definitionsBehindTheEndAreRefused() {
        #expect(throws: ELFError.truncated(.versionDefinitions)) {
            try ELFExports(bytes: SmallLibrary(definitionLink: 0xFFFF_FFFF).bytes)
        }
    }

    @Test func symbolTableOutsideTheFileIsRefused() {
        #expect(throws: ELFError.self) { try ELFExports(bytes: SmallLibrary(symbolsAddress: 1 << 60).bytes) }
        #expect(throws: ELFError.self) { try ELFExports(bytes: SmallLibrary(symbolsAddress: .max).bytes) }
    }

    @Test func nameOutsideTheStringsIsRefused() {
        #expect(throws: ELFError.malformed(.dynamicStrings)) {
            try ELFExports(bytes: SmallLibrary(nameOffset: 0xFFFF).bytes)
        }
    }

    @Test func textIsNoLibrary() {
        #expect(throws: ELFError.notELF) { try ELFExports(bytes: Array("#!/bin/sh".utf8)) }
    }

    @Test func tenThousandMutationsNeverTrap() throws {
        let path = try #require(
            systemFiles(limit: 400).filter { $0.contains(".so") }.min { size($0) < size($1) },
            "no library on this system")
        let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var random = SeededGenerator(seed: 20_261_121)
        var refused = 0
        for round in 0..<10_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
                let headOnly = Bool.random(using: &random)
                let place = Int.random(in: 0..<(headOnly ? min(2048, bytes.count) : bytes.count), using: &random)
                bytes[place] = interesting.randomElement(using: &random) ?? 0
            }
            if round % 4 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            do { _ = try ELFExports(bytes: bytes) } catch { refused += 1 }
        }
        #expect(refused > 100)
    }

    private func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? .max
    }

    /// What only one of the two says; a few of them are enough for a message.
    private static func differences(_ exports: ELFExports, _ judged: [String]) -> [String] {
        Set(exports.symbols.map(line)).symmetricDifference(judged).sorted().prefix(5).map(\.self)
    }

    private static func line(_ symbol: ELFExport) -> String {
        // readelf leaves the version of a version's own name away.
        let version = symbol.version.map { $0 == symbol.name ? "" : (symbol.isDefault ? "@@" : "@") + $0 } ?? ""
        return "\(symbol.name)\(version) \(symbol.kind.rawValue) \(symbol.isWeak) \(symbol.size) \(symbol.isAbsolute)"
    }

    /// The lines of `readelf` about symbols that are defined and seen from outside, in our words.
    private static func judge(_ text: String) -> [String] {
        let kinds = [
            "FUNC": "function", "OBJECT": "object", "TLS": "threadLocal", "IFUNC": "indirectFunction",
            "UNIQUE": "object",
        ]
        return text.split(separator: "\n").compactMap { line in
            // Number, value, size, type, binding, visibility, section, name, for needed versions their number.
            let fields = line.split(separator: " ")
            guard fields.count >= 8, fields[0].hasSuffix(":"), fields[6] != "UND",
                ["GLOBAL", "WEAK", "UNIQUE"].contains(fields[4]), ["DEFAULT", "PROTECTED"].contains(fields[5])
            else { return nil }
            let size = fields[2].hasPrefix("0x") ? Int(fields[2].dropFirst(2), radix: 16) : Int(fields[2])
            var name = String(fields[7])
            // A version that is needed, of a variable that was copied from a library: the library's, not this file's.
            if fields.count == 9, let at = name.firstIndex(of: "@") { name = String(name[..<at]) }
            let kind = kinds[String(fields[3])] ?? "other"
            return "\(name) \(kind) \(fields[4] == "WEAK") \(size ?? -1) \(fields[6] == "ABS")"
        }
    }
}
