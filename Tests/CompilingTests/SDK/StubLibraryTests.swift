import Binaries
import Foundation
import FunctionCompute
import Testing

@testable import Compiling

/// Stubs of this system's own glibc, made by the toolchain's clang and judged by `readelf`.
@Suite(.enabled(if: Judge.find("readelf") != nil && Judge.find("clang") != nil && systemLibraries != nil))
struct StubLibraryTests {
    /// Symbols of a library as `readelf` tells them: `exp@@GLIBC_2.29`.
    private func symbols(_ path: String) throws -> Set<String> {
        let text = try Judge.run("readelf", ["-W", "--dyn-syms", path]).output
        return Set(
            text.split(separator: "\n").compactMap { line in
                let fields = line.split(separator: " ")
                guard fields.count == 8, fields[6] != "UND", fields[6] != "ABS",
                    fields[7].contains("@GLIBC_") || fields[7].contains("@@GLIBC_")
                else { return nil }
                return String(fields[7])
            })
    }

    private func stub(_ name: String, _ floor: DottedVersion, in folder: TestFolder) throws -> (StubLibrary, String) {
        let source = try #require(systemLibraries) + "/" + name
        let exports = try ELFExports(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: source))))
        let stub = StubLibrary(of: exports, soname: name, floor: floor)
        try folder.write("stub.s", stub.assembly)
        try folder.write("stub.map", stub.versionScript)
        let made = folder.path + "/" + name
        let run = try Judge.run(
            "clang",
            [
                "--target=x86_64-unknown-linux-gnu", "-shared", "-nostdlib", "-fuse-ld=lld", "-Wl,-soname,\(name)",
                "-Wl,--version-script=\(folder.path)/stub.map", "-Wl,--no-undefined-version", "-o", made,
                folder.path + "/stub.s",
            ])
        try #require(run.status == 0, "\(run.output.prefix(2000))")
        return (stub, made)
    }

    private func version(_ symbol: String) -> DottedVersion? {
        symbol.range(of: "GLIBC_").flatMap { DottedVersion(symbol[$0.upperBound...]) }
    }

    @Test(arguments: ["libc.so.6", "libm.so.6"], ["2.24", "2.28", "2.31"] as [DottedVersion])
    func holdsWhatTheOlderLibraryHad(_ name: String, _ floor: DottedVersion) throws {
        let folder = try TestFolder()
        let (_, made) = try stub(name, floor, in: folder)
        let ours = try symbols(made)
        let original = try symbols(try #require(systemLibraries) + "/" + name)
        let allowed = original.filter { version($0).map { $0 <= floor } ?? false }
        func plain(_ symbols: Set<String>) -> Set<String> {
            Set(symbols.map { $0.replacingOccurrences(of: "@@", with: "@") })
        }
        #expect(plain(ours).symmetricDifference(plain(allowed)).sorted().prefix(5) == [])
        // What was the default and is old enough still is.
        #expect(allowed.filter { $0.contains("@@") }.isSubset(of: ours))
        #expect(ours.count > 300)
    }

    @Test func defaultMovesToTheNewestVersionThatIsLeft() throws {
        let folder = try TestFolder()
        let (_, made) = try stub("libm.so.6", "2.28", in: folder)
        let ours = try symbols(made)
        // exp, log and pow have a new version since glibc 2.29.
        #expect(ours.contains("exp@@GLIBC_2.2.5"))
        #expect(ours.contains("pow@@GLIBC_2.2.5"))
        #expect(ours.contains("expf@@GLIBC_2.27"))
    }

    @Test func newFunctionsAreAbsent() throws {
        let folder = try TestFolder()
        let (stub, made) = try stub("libc.so.6", "2.28", in: folder)
        #expect(stub.absent.contains("posix_spawn_file_actions_addchdir_np"))
        #expect(stub.absent.contains("gettid"))
        #expect(try symbols(made).contains { $0.hasPrefix("gettid@") } == false)
    }

    @Test func twoRunsGiveTheSameBytes() throws {
        let first = try TestFolder()
        let second = try TestFolder()
        let bytes = try [first, second].map { folder in
            try Data(contentsOf: URL(fileURLWithPath: stub("libm.so.6", "2.24", in: folder).1))
        }
        #expect(bytes[0] == bytes[1])
    }
}

/// Where this system keeps its glibc for x86-64.
private let systemLibraries = ["/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu"].first {
    FileManager.default.fileExists(atPath: $0 + "/libc.so.6")
}
