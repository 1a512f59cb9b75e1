import FunctionCompute
import Testing

@testable import Compiling

@Suite struct SDKTargetTests {
    @Test(arguments: [
        ("custom", "debian9", "2.24", DebianRelease.bullseye), ("custom.debian10", "debian10", "2.28", .bullseye),
        ("custom.debian11", "debian11", "2.31", .bullseye), ("custom.debian12", "debian12", "2.36", .bookworm),
        ("python3.9", "debian9", "2.24", .bullseye), ("python3.10", "debian10", "2.28", .bullseye),
    ])
    func runtimesOfOneReleaseShareATarget(
        _ id: String, _ name: String, _ glibc: DottedVersion, _ packages: DebianRelease
    ) throws {
        let runtime = try #require(RuntimeCatalogue.runtime(id))
        let target = try #require(SDKTarget(runtime: runtime))
        #expect(target.name == name)
        #expect(target.release.glibc == glibc)
        #expect(target.packageRelease == packages)
        #expect(target.needsStubs == (glibc < "2.31"))
    }

    @Test func imageOfTheUsersHasNone() throws {
        let runtime = try #require(RuntimeCatalogue.runtime("custom-container"))
        #expect(SDKTarget(runtime: runtime) == nil)
    }

    @Test func functionsThatTheSystemHasAreNotReplaced() {
        func names(_ release: DebianRelease) -> Int { CompatibilityFunction.needed(by: SDKTarget(release)).count }
        #expect([.stretch, .buster, .bullseye, .bookworm].map(names) == [2, 2, 1, 0])
    }

    @Test func headersAreEditedOnlyWhereTheLibraryIsOlder() throws {
        #expect(HeaderEdit.edits(for: SDKTarget(.bullseye)).isEmpty)
        #expect(HeaderEdit.edits(for: SDKTarget(.bookworm)).isEmpty)
        let edit = try #require(HeaderEdit.edits(for: SDKTarget(.stretch)).first)
        #expect(edit.applied(to: "a\n#define\t__GLIBC_MINOR__\t31\nb\n") == "a\n#define\t__GLIBC_MINOR__\t24\nb\n")
        #expect(edit.applied(to: "#define\t__GLIBC_MINOR__\t32\n") == nil)
    }

    @Test func compilersOfTheBundleFindTheirRootFromAnyFolder() throws {
        let folder = try TestFolder()
        let toolchain = SwiftToolchain(
            compiler: "", mark: SwiftToolchain.Mark(size: 0, modified: 0), usr: folder.path + "/it's", version: "6.3.1",
            tag: "")
        let sdk = SwiftSDK(target: SDKTarget(.buster), toolchain: toolchain, folder: folder.path)
        try folder.write("it's/bin/clang", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n", mode: 0o755)
        let script = try #require(SDKBundle(sdk: sdk).files.first { $0.path.hasSuffix("/bin/cc") })
        try folder.write("bundle/bin/cc", script.text, mode: 0o755)
        let said = try Judge.run(folder.path + "/bundle/bin/cc", ["-c", "a b.c"]).output
        #expect(said.contains("\n--sysroot=\(folder.path)/bundle/bin/../sysroot\n"))
        #expect(said.hasSuffix("\n-c\na b.c\n"))
    }
}
