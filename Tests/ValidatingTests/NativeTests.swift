import Binaries
import BuildModel
import FunctionCompute
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Real shared objects from the C compiler of the machine.
enum Compiled {
    /// Needs `GLIBC_2.34` where it is compiled on a system that has it: `pthread_create` moved then.
    static let library: [UInt8]? = compile(
        "#include <pthread.h>\nint go(void*(*f)(void*)) { pthread_t t; return pthread_create(&t, 0, f, 0); }")
    /// Needs nothing newer than `GLIBC_2.2.5`.
    static let plain: [UInt8]? = compile("int answer(void) { return 42; }")

    /// A program that asks for the linker of Alpine and needs nothing else.
    static let muslProgram: [UInt8]? = compile(
        "void _start(void) { for (;;); }",
        ["-nostdlib", "-pie", "-fPIE", "-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1"])

    /// Needs `GLIBCXX_3.4.26`, where `std::filesystem` came into libstdc++, and no glibc newer than Debian 10's.
    static let plusPlus: [UInt8]? = compile(
        "#include <filesystem>\nbool go(const char *p) { return std::filesystem::exists(p); }",
        ["-x", "c++", "-std=c++17", "-shared", "-fPIC"], compiler: "/usr/bin/c++")

    static var needsModernPlusPlus: Bool {
        guard let plusPlus, let elf = try? ELFFile(bytes: plusPlus), elf.machine == .x86_64,
            let need = elf.highestNeed(prefix: "GLIBCXX_")?.numbers(after: "GLIBCXX_")
        else { return false }
        return [3, 4, 25].lexicographicallyPrecedes(need)
            && !([2, 28].lexicographicallyPrecedes(elf.highestNeed(prefix: "GLIBC_")?.numbers(after: "GLIBC_") ?? []))
    }

    static var hasModernNeed: Bool {
        guard let library, let elf = try? ELFFile(bytes: library), elf.machine == .x86_64 else { return false }
        return elf.highestNeed(prefix: "GLIBC_")?.version == "GLIBC_2.34"
    }

    static var isAvailable: Bool {
        plain.flatMap { try? ELFFile(bytes: $0) }?.machine == .x86_64
    }

    /// The same file as for another processor: only the field of the header differs.
    static func forARM(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[18] = 0xB7
        bytes[19] = 0
        return bytes
    }

    private static func compile(
        _ source: String, _ options: [String] = ["-shared", "-fPIC"], compiler: String = "/usr/bin/cc"
    ) -> [UInt8]? {
        #if os(Linux)
            let base = FileManager.default.temporaryDirectory.path + "/validating-\(UUID().uuidString)"
            defer {
                try? FileManager.default.removeItem(atPath: base + ".c")
                try? FileManager.default.removeItem(atPath: base + ".so")
            }
            guard (try? Data(source.utf8).write(to: URL(fileURLWithPath: base + ".c"))) != nil,
                run(compiler, options + ["-O1", "-o", base + ".so", base + ".c"])
            else { return nil }
            return (try? Data(contentsOf: URL(fileURLWithPath: base + ".so"))).map { Array($0) }
        #else
            return nil
        #endif
    }
}

@Suite struct NativeTests {
    private let handler = Array("def handler(event, context): pass".utf8)
    private let machO: [UInt8] = [0xCF, 0xFA, 0xED, 0xFE, 0x0C, 0, 0, 1] + Array(repeating: 0, count: 64)

    private func record(_ name: String, _ paths: [String]) -> [String: [UInt8]] {
        ["\(name).dist-info/RECORD": Array((paths.map { $0 + ",," }.joined(separator: "\n") + "\n").utf8)]
    }

    @Test(.enabled(if: Compiled.hasModernNeed)) func refusesNewerGlibc() async throws {
        let library = try #require(Compiled.library)
        let fixture = try Fixture()
        var files = ["index.py": handler]
        for name in ["_a", "_b", "_c"] { files["fast/\(name).cpython-310-x86_64-linux-gnu.so"] = library }
        files.merge(record("fast-2.0", files.keys.filter { $0.hasPrefix("fast/") }.sorted())) { first, _ in first }
        let code = try fixture.zip("code.zip", bytes: files)
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["glibc-too-new"])
        let finding = try #require(found.of("glibc-too-new"))
        #expect(finding.severity == .error)
        for words in [
            "`fast/_a.cpython-310-x86_64-linux-gnu.so`, brought by fast 2.0,", "needs GLIBC_2.34", "`pthread_create`",
            "`python3.10` (Debian 10) has GLIBC_2.28", "and 2 more files",
        ] {
            #expect(finding.message.contains(words), "\(finding.message)")
        }
        #expect(finding.hint?.contains("`manylinux_2_28_x86_64`") == true)
        #expect(finding.hint?.contains("custom.debian12") == true)
    }

    /// node-gyp leaves under `build/Release` what a package loads; among `prebuilds` it chooses.
    @Test(
        .enabled(if: Compiled.hasModernNeed),
        arguments: [
            ("node_modules/x/build/Release/x.node", Finding.Severity.error), ("build/Release/x.node", .error),
            ("node_modules/x/prebuilds/linux-x64/x.node", .warning),
        ]) func addonThatNodeGypBuiltIsAnError(path: String, severity: Finding.Severity) async throws
    {
        let library = try #require(Compiled.library)
        let fixture = try Fixture()
        let files = ["index.js": Array("exports.handler = async () => 1".utf8), path: library]
        let found = await fixture.findings(code: try fixture.zip("code.zip", bytes: files), runtime: "nodejs20")
        let finding = try #require(found.of("glibc-too-new"), "\(found)")
        #expect(finding.severity == severity && finding.message.contains("`\(path)`"), "\(finding)")
    }

    @Test(.enabled(if: Compiled.hasModernNeed)) func judgesEachRuntimeOfALayer() async throws {
        let fixture = try Fixture()
        let layer = try fixture.zip("deps.zip", bytes: ["lib/libfast.so.1": try #require(Compiled.library)])
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler], executable: [])
        #expect(await fixture.findings(code: code, runtime: "python3.10", layers: [layer]).rules == ["glibc-too-new"])
        let custom = try fixture.zip("custom.zip", ["bootstrap": "#!/bin/sh\n"], executable: ["bootstrap"])
        #expect(await fixture.findings(code: custom, runtime: "custom.debian12", layers: [layer]).rules.isEmpty)
        #expect(
            await fixture.findings(code: custom, runtime: "custom.debian11", layers: [layer]).rules == ["glibc-too-new"]
        )
    }

    @Test(.enabled(if: Compiled.needsModernPlusPlus)) func refusesNewerLibstdcxxUnlessItIsBundled() async throws {
        let library = try #require(Compiled.plusPlus)
        let plain = try #require(Compiled.plain)
        let fixture = try Fixture()
        let code = try fixture.zip("code.zip", bytes: ["index.py": handler, "fast.so": library])
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["glibc-too-new"])
        #expect(found.first?.message.contains("has GLIBCXX_3.4.25") == true, "\(found.map(\.message))")
        let bundled = try fixture.zip(
            "bundled.zip", bytes: ["index.py": handler, "fast.so": library, "lib/libstdc++.so.6": plain])
        #expect(await fixture.findings(code: bundled).rules.isEmpty)
    }

    @Test(.enabled(if: Compiled.isAvailable)) func takesWhatFits() async throws {
        let plain = try #require(Compiled.plain)
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": handler, "fast/_a.cpython-310-x86_64-linux-gnu.so": plain, "fast/_b.abi3.so": plain,
                "fast/_c.so": plain, "lib/libx.so.1": plain,
            ])
        #expect(await fixture.findings(code: code).isEmpty)
    }

    @Test(.enabled(if: Compiled.isAvailable)) func refusesModulesForOtherMachines() async throws {
        let arm = Compiled.forARM(try #require(Compiled.plain))
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", bytes: ["index.py": handler, "fast/_a.abi3.so": arm, "mac/_b.cpython-310-darwin.so": machO])
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["native-arch", "native-arch"], "\(found.map(\.message))")
        #expect(found.first?.message.contains("an ELF file for aarch64") == true, "\(found.map(\.message))")
        #expect(found.last?.message.contains("a macOS binary") == true)
    }

    @Test(.enabled(if: Compiled.isAvailable)) func leavesOtherMachinesAloneBesideATwin() async throws {
        let plain = try #require(Compiled.plain)
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": handler, "fast/_a.cpython-310-x86_64-linux-gnu.so": plain,
                "fast/_a.cpython-310-aarch64-linux-gnu.so": Compiled.forARM(plain),
                "fast/_a.cpython-310-darwin.so": machO, "fast/_a.cpython-39-x86_64-linux-gnu.so": plain,
                "tools/helper-macos": machO, "tools/w64.exe": Array("MZ..".utf8), "data/model.bin": [1, 2, 3],
            ])
        let found = await fixture.findings(code: code)
        #expect(found.rules.isEmpty, "\(found.map(\.message))")
    }

    @Test(.enabled(if: Compiled.isAvailable)) func warnsOfLibrariesThatMayNeverBeLoaded() async throws {
        let arm = Compiled.forARM(try #require(Compiled.plain))
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", bytes: ["index.py": handler, "prebuilds/linux-arm64/node.so": arm, "plugins/arm64/x.so": arm])
        let found = await fixture.findings(code: code)
        #expect(found.allSatisfy { $0.rule == "native-arch" && $0.severity == .warning } && found.count == 2)
        let module = try fixture.zip(
            "module.zip", bytes: ["index.py": handler, "fast/__init__.py": [], "fast/_speed.so": arm])
        #expect(await fixture.findings(code: module).map(\.severity) == [.error])
    }

    @Test(.enabled(if: Compiled.isAvailable)) func warnsWherePythonHasASourceFileToo() async throws {
        let plain = try #require(Compiled.plain)
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip",
            bytes: [
                "index.py": handler, "fast/_speed.cpython-39-x86_64-linux-gnu.so": plain, "fast/_speed.py": [],
            ])
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["python-abi"])
        #expect(found.first?.severity == .warning)
    }

    @Test(.enabled(if: Compiled.isAvailable)) func refusesModulesForAnotherPython() async throws {
        let plain = try #require(Compiled.plain)
        let fixture = try Fixture()
        var files = ["index.py": handler, "fast/_a.cpython-39-x86_64-linux-gnu.so": plain]
        files.merge(record("fast-1.4", ["fast/_a.cpython-39-x86_64-linux-gnu.so"])) { first, _ in first }
        let code = try fixture.zip("code.zip", bytes: files)
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["python-abi"])
        #expect(
            found.first?.message
                == "`fast/_a.cpython-39-x86_64-linux-gnu.so`, brought by fast 1.4, is for CPython 3.9, `python3.10` has Python 3.10"
        )
        #expect(await fixture.findings(code: code, runtime: "python3.9").rules.isEmpty)
    }

    @Test(.enabled(if: Compiled.isAvailable)) func refusesStartFileForAnotherMachine() async throws {
        let fixture = try Fixture()
        let arm = Compiled.forARM(try #require(Compiled.plain))
        let code = try fixture.zip("code.zip", bytes: ["bootstrap": arm], executable: ["bootstrap"])
        let found = await fixture.findings(code: code, runtime: "custom.debian12", handler: "x")
        #expect(found.rules == ["native-arch"])
        #expect(found.first?.severity == .error)
        let mac = try fixture.zip("mac.zip", bytes: ["server": machO], executable: ["server"])
        let other = await fixture.findings(code: mac, runtime: "custom", handler: "x", command: ["./server"])
        #expect(other.rules == ["native-arch"])
    }

    @Test(.enabled(if: Compiled.muslProgram != nil)) func refusesProgramsOfAlpine() async throws {
        let fixture = try Fixture()
        let program = try #require(Compiled.muslProgram)
        let code = try fixture.zip("code.zip", bytes: ["bootstrap": program], executable: ["bootstrap"])
        let found = await fixture.findings(code: code, runtime: "custom.debian12", handler: "x")
        #expect(found.rules == ["elf-interpreter"], "\(found.map(\.message))")
        #expect(found.first?.message.contains("/lib/ld-musl-x86_64.so.1") == true)
    }

    @Test func namesDamagedELFFiles() async throws {
        let fixture = try Fixture()
        let code = try fixture.zip(
            "code.zip", bytes: ["index.py": handler, "fast.so": [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]])
        let found = await fixture.findings(code: code)
        #expect(found.rules == ["native-arch"])
        #expect(found.first?.message.contains("damaged ELF file") == true)
    }
}

#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// Runs a program to its end; whether it ended well.
    func run(_ program: String, _ arguments: [String]) -> Bool {
        var process = pid_t()
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        guard posix_spawn(&process, program, nil, nil, words, environ) == 0 else { return false }
        var status: Int32 = 0
        return waitpid(process, &status, 0) == process && status == 0
    }
#endif
