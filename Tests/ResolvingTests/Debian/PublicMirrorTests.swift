import Archives
import BuildModel
import FileTrees
import FunctionCompute
import Processes
import Testing

@testable import Resolving

/// Against the real mirror: what is signed today is found, fetched, verified and unpacked.
@Suite(.enabled(if: Tools.hasNetwork && Tools.finder.find("gpgv") != nil), .timeLimit(.minutes(10)), .serialized)
struct PublicMirrorTests {
    /// One store for all, so that the lists of packages are fetched once.
    private static let folder = Result { try TestFolder() }

    private func resolver(offline: Bool = false) throws -> DebianResolver {
        let folder = try Self.folder.get().path
        return DebianResolver(
            ResolverSettings(
                offline: offline, environment: Tools.environment, storeRoot: folder + "/store", projectRoot: folder))
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
        let root = try ScratchFolder(in: try Self.folder.get().path)
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
        let error = await #expect(throws: StageFailure.self) {
            try await resolver().archives(["libc6"], release: release, closure: false)
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
}
