import Archives
import BuildModel
import FileTrees
import FunctionCompute
import Testing

@testable import Resolving

/// Sets of packages as layers ask for them, from a mirror on this machine.
@Suite(.enabled(if: DebianMirrorCase.isPossible), .timeLimit(.minutes(30)))
struct DebianSetTests {
    private func set(_ mirror: DebianMirrorCase, _ names: [String]) -> BuildModel.DebianLibraries {
        let packages = names.enumerated().map {
            DebianSource.Named(name: $1, location: .init(file: "layers/a/layer.yaml", line: 2 + $0))
        }
        return .init(
            source: DebianSource(packages: packages, folder: mirror.folder.path), runtime: "custom.debian12",
            lock: mirror.folder.path + "/debian.custom-debian12.lock.json", mount: "/opt")
    }

    private func doors(
        _ mirror: DebianMirrorCase, policy: ResolverSettings.LockPolicy = .useOrCreate, store: String = "store",
        variables: [String: String] = [:]
    ) async throws -> ResolverDoors {
        var settings = try await mirror.resolver(store: store, variables: variables).doors.settings
        settings.lockPolicy = policy
        return ResolverDoors(settings)
    }

    /// `app` with a library that is an alternative, a private library, and data.
    private func publish(_ mirror: DebianMirrorCase, version: String = "1.0") async throws {
        let folder = mirror.folder
        try folder.write("#!/bin/sh\n", to: "tree-app-\(version)/usr/bin/app")
        try folder.write("x", to: "tree-app-\(version)/usr/share/man/man1/app.1")
        try folder.write("x", to: "tree-blas-1.0/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.1")
        try folder.write(
            "#!/bin/sh\nupdate-alternatives --install /usr/lib/x86_64-linux-gnu/libblas.so.3 libblas "
                + "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.1 10\n", to: "tree-blas-1.0/DEBIAN/postinst")
        try folder.write("Format: x\n\nLicense: BSD-3-clause\n", to: "tree-blas-1.0/usr/share/doc/blas/copyright")
        try Files.makeFolders(folder.path + "/tree-app-\(version)/usr/share/doc")
        try await DebianMirrorCase.sh(
            """
            chmod 755 tree-blas-1.0/DEBIAN/postinst tree-app-\(version)/usr/bin/app
            ln -sf blas tree-app-\(version)/usr/share/doc/app
            ln -sf /usr/bin/app tree-app-\(version)/usr/bin/app-link
            ln -sf /nowhere tree-app-\(version)/usr/bin/dead; ln -sf gone.so tree-app-\(version)/usr/share/gone
            """, in: folder.path)
        try await mirror.publish([
            .init("app", version, "Depends: blas, libc6 (>= 2.30), debconf | x"), .init("blas"), .init("libc6", "2.36"),
        ])
    }

    @Test func resolvesLocksAndPlacesASet() async throws {
        let mirror = try await DebianMirrorCase()
        try await publish(mirror)
        let set = set(mirror, ["app", "libc6"])
        let doors = try await doors(mirror)
        let parts = try await DebianSet(doors: doors).resolve(set)
        #expect(parts.archives.map(\.component.name) == ["app", "blas"])
        #expect(parts.archives.map(\.component.licence) == ["BSD-3-clause", "BSD-3-clause"])
        #expect(parts.archives.map(\.leftOut) == [["share/gone"], []])
        #expect(parts.links == [PlacedLink(path: "lib/libblas.so.3", target: "blas/libblas.so.3.1")])
        let names = try parts.archives.flatMap { try ZipDirectory(path: $0.zip).entries.map(\.name) }
        #expect(names.contains("bin/app") && names.contains("bin/app-link") && !names.contains("bin/dead"))
        #expect(!names.contains { $0.contains("man") || $0.contains("libc6") })
        #expect(doors.notes.findings.map(\.rule) == ["debian-not-packed"])
        #expect(doors.notes.findings.first?.location.line == 3)
        let lock = try DebianLock.read(set.lock)
        #expect(
            lock.requested == ["app"] && lock.release == "bookworm" && lock.packages.map(\.name) == ["app", "blas"])
        #expect(lock.packages.allSatisfy { $0.url.hasPrefix("https://deb.debian.org/debian/pool/") })
    }

    @Test func aSecondTimeStartsNoToolAndAsksNoMirror() async throws {
        let mirror = try await DebianMirrorCase()
        try await publish(mirror)
        let set = set(mirror, ["app"])
        let first = try await DebianSet(doors: try await doors(mirror)).resolve(set)
        let bytes = try Files.read(set.lock)
        let away = try await doors(
            mirror, policy: .locked,
            variables: ["PATH": "/nowhere", "FCLAYER_DEBIAN_MIRROR": "http://127.0.0.1:9/debian"])
        #expect(try await DebianSet(doors: away).resolve(set) == first)
        #expect(try Files.read(set.lock) == bytes)
    }

    @Test func theLockIsTheSameFromEveryMirrorAndStore() async throws {
        let mirror = try await DebianMirrorCase()
        try await publish(mirror)
        let set = set(mirror, ["app"])
        let first = try await DebianSet(doors: try await doors(mirror)).resolve(set)
        let lock = try Files.read(set.lock)
        try Files.remove(set.lock)
        let root = "http://localhost:\(mirror.port)/debian"
        let other = try await doors(mirror, store: "other", variables: ["FCLAYER_DEBIAN_MIRROR": root])
        let second = try await DebianSet(doors: other).resolve(set)
        #expect(try Files.read(set.lock) == lock)
        #expect(second.archives.map(\.zipDigest) == first.archives.map(\.zipDigest))
    }

    @Test func upgradeTakesTheNewestAndNothingElseDoes() async throws {
        let mirror = try await DebianMirrorCase()
        try await publish(mirror)
        let set = set(mirror, ["app"])
        _ = try await DebianSet(doors: try await doors(mirror)).resolve(set)
        try await publish(mirror, version: "2.0")
        let kept = try await DebianSet(doors: try await doors(mirror, store: "other")).lock(set)
        #expect(kept.packages.first?.version == "1.0")
        let newest = try await DebianSet(doors: try await doors(mirror, policy: .upgrade, store: "third")).lock(set)
        #expect(newest.packages.first?.version == "2.0")
    }

    private func finding(
        _ doors: ResolverDoors, _ set: BuildModel.DebianLibraries, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Finding? {
        let error = await #expect(throws: StageFailure.self, sourceLocation: sourceLocation) {
            try await DebianSet(doors: doors).resolve(set)
        }
        #expect(error?.findings.count == 1 && error?.findings.first?.hint != nil, sourceLocation: sourceLocation)
        return error?.findings.first
    }

    @Test func lockedFailsWhereTheLockIsMissingOrStale() async throws {
        let mirror = try await DebianMirrorCase()
        try await publish(mirror)
        let locked = try await doors(mirror, policy: .locked)
        let missing = try await finding(locked, set(mirror, ["app"]))
        #expect(missing?.rule == "lock-missing" && missing?.location.line == 2)
        _ = try await DebianSet(doors: try await doors(mirror)).resolve(set(mirror, ["app"]))
        #expect(try await finding(locked, set(mirror, ["app", "blas"]))?.rule == "lock-stale")
    }

    @Test(arguments: ["", "{}", "[]", #"{"lockVersion":9}"#, #"{"lockVersion":1,"release":3}"#])
    func saysThatALockCannotBeRead(_ text: String) async throws {
        let mirror = try await DebianMirrorCase()
        let set = set(mirror, ["app"])
        try AtomicFile.write(Array(text.utf8), to: set.lock)
        let finding = try await finding(try await doors(mirror), set)
        #expect(finding?.rule == "lock-unreadable" && finding?.location.file == "debian.custom-debian12.lock.json")
    }

    @Test func saysWhereAnOldVersionIs() async throws {
        let mirror = try await DebianMirrorCase()
        try await publish(mirror)
        let set = set(mirror, ["app"])
        _ = try await DebianSet(doors: try await doors(mirror)).lock(set)
        try Files.remove(mirror.mirror + "/pool/main/app_1.0_amd64.deb")
        let finding = try await finding(try await doors(mirror, store: "empty"), set)
        #expect(finding?.rule == "debian-version-gone")
        #expect(finding?.hint?.contains("https://snapshot.debian.org/binary/app/") == true)
        #expect(finding?.hint?.contains("fclayer lock --upgrade") == true)
    }

    @Test func unknownNameStandsWhereItIsWritten() async throws {
        let mirror = try await DebianMirrorCase()
        try await publish(mirror)
        let finding = try await finding(try await doors(mirror), set(mirror, ["app", "blass"]))
        #expect(finding?.rule == "debian-package-unknown" && finding?.location.line == 3)
        #expect(finding?.hint == "did you mean `blas`?")
    }

    /// Closed releases come from the archive, where the index of security updates has the code name of the release, has run
    /// out, and is not missed where it is away.
    @Test func takesOldReleasesFromTheArchive() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish(
            [.init("app", suite: "buster")], suite: "buster", more: "Valid-Until: Thu, 19 Nov 2020 23:59:59 UTC")
        var set = set(mirror, ["app"])
        set.runtime = "python3.10"
        let root = "http://127.0.0.1:\(mirror.port)/debian"
        let archive = try await doors(
            mirror, variables: ["FCLAYER_DEBIAN_ARCHIVE": root, "FCLAYER_DEBIAN_MIRROR": "http://127.0.0.1:9/debian"])
        let lock = try await DebianSet(doors: archive).lock(set)
        #expect(lock.release == "buster")
        #expect(lock.packages.first?.url.hasPrefix("https://archive.debian.org/debian/pool/") == true)
    }

    @Test func namesSuitesOfOldAndNewReleases() {
        func suites(_ release: DebianRelease, _ variables: [String: String] = [:]) -> [String] {
            DebianMirror(environment: variables).suites(of: release).map { $0.folder + " " + $0.codename }
        }
        #expect(
            suites(.buster) == [
                "https://archive.debian.org/debian/dists/buster buster",
                "https://archive.debian.org/debian/dists/buster-updates buster-updates",
                "https://archive.debian.org/debian-security/dists/buster/updates buster",
            ])
        #expect(
            suites(.bookworm, ["FCLAYER_DEBIAN_MIRROR": "https://mirrors.aliyun.com/debian/"]) == [
                "https://mirrors.aliyun.com/debian/dists/bookworm bookworm",
                "https://mirrors.aliyun.com/debian/dists/bookworm-updates bookworm-updates",
                "https://mirrors.aliyun.com/debian-security/dists/bookworm-security bookworm-security",
            ])
    }

    @Test func anExpiredKeyCountsForClosedReleasesOnly() {
        let status = ["EXPKEYSIG 1 Debian", "VALIDSIG 1"]
        #expect(ReleaseVerifier.problem(status) == "the key has expired")
        #expect(ReleaseVerifier.problem(status, isClosed: true) == nil)
        #expect(ReleaseVerifier.problem(["EXPKEYSIG 1 Debian"], isClosed: true) != nil)
        #expect(ReleaseVerifier.problem(["BADSIG 1", "EXPKEYSIG 1", "VALIDSIG 1"], isClosed: true) != nil)
    }

    @Test func choosesAlternativesAndLibrariesAndDropsWhatCannotWork() {
        func contents(_ entries: [(String, String?)]) -> DebianContents {
            DebianContents(entries: entries.map { .init(place: $0, link: $1) })
        }
        var low = contents([("bin/a-low", nil)])
        low.alternatives = [.init(link: "/usr/bin/a", target: "/usr/bin/a-low", priority: 1)]
        var high = contents([("bin/a-high", nil)])
        high.alternatives = [
            .init(link: "/usr/bin/a", target: "/usr/bin/a-high", priority: 2),
            .init(link: "/usr/bin/a-low", target: "/usr/bin/a-high", priority: 9),
            .init(link: "/usr/bin/b", target: "/usr/bin/gone", priority: 1),
        ]
        var pulse = contents([
            ("lib/pulse/libcommon.so", nil), ("lib/pulse/plugin.so", nil), ("lib/x", "pulse/plugin.so"),
        ])
        pulse.libraries = ["libcommon.so": "lib/pulse/libcommon.so"]
        pulse.needed = ["libcommon.so", "libc.so.6", "libgone.so.1"]
        pulse.plugins = ["lib/pulse/plugin.so": ["libgone.so.1"], "lib/pulse/libcommon.so": ["libc.so.6"]]
        let links = DebianLinks([("low", low), ("high", high), ("pulse", pulse)]) { $0.hasPrefix("libgone") }
        #expect(
            links.added == [
                PlacedLink(path: "bin/a", target: "a-high"),
                PlacedLink(path: "lib/libcommon.so", target: "pulse/libcommon.so"),
            ])
        #expect(links.leftOut == ["pulse": ["lib/pulse/plugin.so", "lib/x"]])
    }

    @Test func imagesHaveTheCLibraryAndLittleMore() throws {
        for runtime in RuntimeCatalogue.all where runtime.debian != nil {
            let present = ImagePackages.present(in: runtime)
            #expect(present.isSuperset(of: ["libc6", "libstdc++6", "bash", "coreutils"]), "\(runtime.id)")
            #expect(present.isDisjoint(with: ["libzbar0", "ffmpeg", "libglib2.0-0"]) || runtime.debian == .stretch)
        }
        let old = try #require(RuntimeCatalogue.runtime("python3.9"))
        #expect(ImagePackages.present(in: old).contains("libglib2.0-0"))
    }
}
