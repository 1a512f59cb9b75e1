import Archives
import BuildModel
import FileTrees
import FunctionCompute
import Processes
import Testing

@testable import Resolving

/// Against the real mirror: what is signed today is found, fetched, verified and unpacked.
@Suite(.enabled(if: Tools.hasNetwork && Tools.finder.find("gpgv") != nil), .timeLimit(.minutes(30)), .serialized)
struct PublicMirrorTests {
    private func resolver(offline: Bool = false, archive: String? = nil) -> DebianResolver {
        var environment = Tools.environment
        if let archive { environment["FCLAYER_DEBIAN_ARCHIVE"] = archive }
        // A store that runs share, so that the lists of packages are fetched once.
        return DebianResolver(
            ResolverSettings(
                offline: offline, environment: environment, storeRoot: Tools.cache + "/store", projectRoot: "/"))
    }

    @Test(arguments: [DebianRelease.bullseye, .bookworm])
    func givesWhatASysrootNeeds(_ release: DebianRelease) async throws {
        let gcc = release == .bullseye ? "10" : "12"
        let names = [
            "libc6", "libc6-dev", "linux-libc-dev", "libcrypt1", "libcrypt-dev", "libgcc-s1", "libgcc-\(gcc)-dev",
            "libstdc++-\(gcc)-dev", "zlib1g", "zlib1g-dev",
        ]
        let archives = try await resolver().archives(names, release: release, closure: false)
        #expect(archives.map(\.name) == names)
        let root = try ScratchFolder(in: Tools.cache)
        for archive in archives {
            let control = try DebianPackageFile.control(of: archive.file)
            #expect(control["Package"] == archive.name && control["Version"] == archive.version)
            #expect(try FileDigest.sha256(ofFile: archive.file) == archive.digest)
            try DebianPackageFile.unpack(archive.file, into: root.path)
        }
        for file in ["usr/include/stdio.h", "usr/lib/x86_64-linux-gnu/libm.so", "lib64/ld-linux-x86-64.so.2"] {
            #expect(Files.exists(root.path + "/" + file), "\(file)")
        }
        // Once more, now without the network.
        let again = try await resolver(offline: true).archives(names, release: release, closure: false)
        #expect(again == archives)
    }

    @Test func followsDependenciesAndLeavesOutWhatIsPresent() async throws {
        let all = try await resolver().catalogue(of: .bookworm)
        let whole = try DebianClosure.packages(["curl"], in: all, present: [], closure: true).map(\.name)
        #expect(Set(whole).isSuperset(of: ["curl", "libcurl4", "libc6", "libssl3", "zlib1g", "libgcc-s1"]))
        let rest = try DebianClosure.packages(
            ["curl"], in: all, present: ["libc6", "zlib1g"], closure: true
        ).map(\.name)
        #expect(!rest.contains("libc6") && !rest.contains("zlib1g") && rest.contains("libssl3"))
    }

    @Test(arguments: [DebianRelease.stretch, .buster])
    func saysThatOldReleasesAreGone(_ release: DebianRelease) async throws {
        let mirror = DebianMirror(environment: Tools.environment).root
        let error = await #expect(throws: StageFailure.self) {
            try await resolver(archive: mirror).archives(["libc6"], release: release, closure: false)
        }
        #expect(error?.findings.map(\.rule) == ["debian-release-gone"])
    }

    @Test func makesARootOfEveryRelease() async throws {
        for release in DebianRelease.allCases {
            let root = try await resolver().rootFileSystem(for: release)
            #expect(root.isExact == (release.rawValue >= 11))
            for file in ["bin/sh", "bin/bash", "etc/passwd", "etc/ssl/certs/ca-certificates.crt", "tmp", "code", "opt"]
            {
                #expect(Files.exists(root.path + "/" + file), "\(file)")
            }
        }
    }

    private static let canRun = ["bwrap", "cc"].allSatisfy { Tools.finder.find($0) != nil }

    @Test(.enabled(if: canRun), arguments: [DebianRelease.bullseye, .bookworm])
    func runsScriptsAndProgramsInTheRoot(_ release: DebianRelease) async throws {
        let root = try await resolver().rootFileSystem(for: release)
        let code = try TestFolder()
        try code.write(
            """
            #!/bin/bash
            set -eu
            . /etc/os-release
            echo "$VERSION_ID $(id -un) $(sed s/a/b/ <<< aa) $(ls / | tr '\n' ' ')"
            test -w /tmp && grep -c BEGIN /etc/ssl/certs/ca-certificates.crt > /tmp/count
            test "$(cat /tmp/count)" -gt 50
            TZ=Asia/Shanghai date -d @0 +%H
            """, to: "script")
        try code.write("#include <stdio.h>\nint main(void) { puts(\"from C\"); return 0; }\n", to: "a.c")
        #expect(try await ToolsRun.run("cc", ["-o", "program", "a.c"], in: code.path))
        try Files.setMode(0o755, of: code.path + "/script")
        func run(_ program: String) async throws -> ToolResult {
            try await ToolRunner().run(
                ToolInvocation(
                    "bwrap",
                    [
                        "--ro-bind", root.path, "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--ro-bind",
                        code.path, "/code", "--chdir", "/code", "--unshare-pid", "--die-with-parent", "--clearenv",
                        "--setenv", "PATH", "/usr/local/bin:/usr/bin:/bin", program,
                    ]), timeout: .seconds(60))
        }
        let script = try await run("/code/script")
        let tops = "bin code dev etc home lib lib64 opt proc root run sbin sys tmp usr var"
        let words = script.outputText.split(separator: "\n")
        #expect(words.first?.hasPrefix("\(release.rawValue) root ba ") == true, "\(script.errorText)")
        for top in tops.split(separator: " ") {
            #expect(words.first?.split(separator: " ").contains(top) == true, "\(top)")
        }
        #expect(script.succeeded && words.last == "08", "\(script.outputText) \(script.errorText)")
        // It was linked here: it runs where the C library is not older than this machine's.
        let needs = try await ToolRunner().run(ToolInvocation("sh", ["-c", "getconf GNU_LIBC_VERSION"])).outputText
        if needs.contains("2.36"), release == .bookworm {
            #expect(try await run("/code/program").outputText == "from C\n")
        }
        #expect(try await ToolsRun.run("cc", ["-static", "-o", "program", "a.c"], in: code.path))
        #expect(try await run("/code/program").outputText == "from C\n")
    }
}
