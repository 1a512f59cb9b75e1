import BuildModel
import FunctionCompute
import Testing

@Suite struct CostTests {
    /// Text that does not compress.
    private func noise(_ count: Int) -> [UInt8] {
        var state: UInt64 = 42
        var words = (0..<count / 8 + 1).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ state >> 29) &* 0x9E37_79B9_7F4A_7C15
        }
        return words.withUnsafeMutableBytes { Array($0.prefix(count)) }
    }

    private func note(
        _ files: [String: [UInt8]], runtime: String = "python3.10", handler: String = "index.handler"
    ) async throws -> Finding? {
        let fixture = try Fixture()
        let all = files.merging(["index.py": Array("def handler(e, c): pass".utf8)]) { first, _ in first }
        let code = try fixture.zip("code.zip", bytes: all)
        let found = await fixture.findings(code: code, runtime: runtime, handler: handler)
        return found.of("size-only")
    }

    @Test func sumsByKind() async throws {
        let files: [String: [UInt8]] = [
            ".git/objects/pack/a.pack": noise(1_500_000), "numpy/core/tests/data.bin": noise(700_000),
            "numpy/core/__init__.pyi": noise(300_000), "numpy/core/lib.so.txt": noise(900_000),
            "numpy-1.26.4.dist-info/RECORD": Array("numpy/core/__init__.py,,\n".utf8),
        ]
        let finding = try #require(try await note(files))
        #expect(finding.severity == .note)
        #expect(finding.message.hasPrefix("files that only cost size take 2.4 MB of 3.2 MB: "), "\(finding.message)")
        #expect(finding.message.contains("1.4 MB version control (as `.git/objects/pack/a.pack`)"))
        #expect(finding.message.contains("0.7 MB tests of dependencies (as `numpy/core/tests/data.bin`)"))
        #expect(finding.message.contains("0.3 MB type declarations"))
    }

    @Test(arguments: [
        ("node_modules/better-sqlite3/prebuilds/darwin-arm64/x.node", "other platforms"),
        ("node_modules/better-sqlite3/prebuilds/linuxmusl-x64/x.node", "other platforms"),
        ("node_modules/@img/sharp-linuxmusl-x64/lib/sharp.node", "other platforms"),
        ("node_modules/@esbuild/win32-x64/esbuild.bin", "other platforms"),
        ("node_modules/esbuild-darwin-64/bin/esbuild", "other platforms"),
        ("node_modules/swc/swc.linux-x64-musl.node", "other platforms"),
        ("node_modules/typescript/lib/tsc.js", "development tools"),
        ("node_modules/@types/node/index.txt", "development tools"), ("node_modules/x/y.js.map", "source maps"),
        ("node_modules/x/test/big.json", "tests of dependencies"), ("node_modules/x/README.md", "documentation"),
        ("node_modules/x/build/lib.a", "static libraries"), ("node_modules/.cache/x", "caches"),
        (".idea/workspace.xml", "editors"), ("__MACOSX/._index.py", "editors"),
        ("__pycache__/index.cpython-39.pyc", "bytecode for another Python"),
        ("site-packages/x/_x.pyx", "sources of compiled modules"), ("site-packages/x/y.pyi", "type declarations"),
    ])
    func knowsKind(_ path: String, _ words: String) async throws {
        let finding = try await note([path: noise(150_000)])
        #expect(finding?.message.contains(words) == true, "\(finding?.message ?? "nothing is said")")
    }

    @Test(arguments: [
        "tests/data.bin", "README.md", "node_modules/test/lib/index.bin", "node_modules/x/lib/x.node",
        "node_modules/@img/sharp-linux-x64/lib/sharp.node",
        "node_modules/@img/sharp-libvips-linux-x64/lib/libvips.so.42",
        "node_modules/better-sqlite3/prebuilds/linux-x64/x.node", "node_modules/swc/swc.linux-x64-gnu.node",
        "node_modules/arm/index.bin", "node_modules/win/index.js.txt", "model.bin", "docs/manual.pdf", "map.map",
        "__pycache__/index.cpython-310.pyc", "site-packages/numpy/testing/x.bin", "runtimes/linux-x64/native/x.bin",
        "native/lib.dll", "src/main.c", "node_modules/x/docs/__init__.py",
    ])
    func saysNothingOf(_ path: String) async throws {
        #expect(try await note([path: noise(150_000)]) == nil)
    }

    @Test func saysNothingOfTrifles() async throws {
        #expect(try await note([".git/HEAD": noise(90_000), "data.bin": noise(50_000)]) == nil)
        #expect(try await note([".git/HEAD": noise(200_000), "data.bin": noise(5_000_000)]) == nil)
        #expect(try await note([".git/HEAD": noise(200_000), "data.bin": noise(1_000_000)]) != nil)
    }
}
