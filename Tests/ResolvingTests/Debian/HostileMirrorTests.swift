import BuildModel
import FileTrees
import FunctionCompute
import Testing

@testable import Resolving

/// One test for each way in which a mirror, or somebody on the way to it, may deceive or fail.
@Suite(.enabled(if: DebianMirrorCase.isPossible), .timeLimit(.minutes(30)))
struct HostileMirrorTests {
    @Test func rejectsIndexWithoutSignature() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")], key: nil)
        let finding = try await mirror.failure("a")
        #expect(finding?.rule == "debian-signature-wrong")
    }

    @Test func rejectsIndexSignedByAStranger() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")], key: "stranger")
        let finding = try await mirror.failure("a")
        #expect(finding?.rule == "debian-signature-wrong" && finding?.message.contains("none of the keys") == true)
    }

    @Test func rejectsIndexChangedAfterSigning() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")])
        try await change("bookworm/InRelease", of: mirror) { $0.replacing("Suite: test", with: "Suite: fake") }
        let finding = try await mirror.failure("a")
        #expect(finding?.rule == "debian-signature-wrong" && finding?.message.contains("does not fit") == true)
    }

    /// Text before the signed part must not count, whatever it says.
    @Test func neverReadsTextOutsideOfTheSignature() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a", "1")])
        let forged =
            "Codename: bookworm\nSHA256:\n \(String(repeating: "0", count: 64)) 5 main/binary-amd64/Packages.xz\n\n"
        try await change("bookworm/InRelease", of: mirror) { forged + $0 + forged }
        do {
            let archives = try await mirror.resolver().archives(["a"], release: .bookworm, closure: true)
            #expect(archives.map(\.version) == ["1"])
        } catch let failure as StageFailure {
            #expect(failure.findings.map(\.rule) == ["debian-signature-wrong"])
        }
    }

    @Test func rejectsSignedIndexOfAnotherSuite() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")], codename: "bullseye")
        let finding = try await mirror.failure("a")
        #expect(finding?.rule == "debian-signature-wrong")
        #expect(finding?.message.contains("asked was `bookworm`, found: `bullseye`") == true)
    }

    @Test func rejectsIndexThatHasExpired() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")], more: "Valid-Until: Thu, 19 Nov 2026 23:59:59 UTC")
        let finding = try await mirror.failure("a")
        #expect(finding?.rule == "debian-index-expired" && finding?.message.contains("2026-11-19") == true)
        let before = try await mirror.resolver(now: DebianMirrorCase.now - 86_400)
        #expect(try await before.archives(["a"], release: .bookworm, closure: true).count == 1)
    }

    @Test func rejectsListWithOtherBytes() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")])
        let list = mirror.mirror + "/dists/bookworm/main/binary-amd64/Packages.xz"
        var bytes = try Files.read(list)
        bytes[bytes.count / 2] ^= 1
        try AtomicFile.write(bytes, to: list)
        #expect(try await mirror.failure("a")?.rule == "debian-checksum-wrong")
    }

    @Test func rejectsListThatIsCutShort() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")])
        let list = mirror.mirror + "/dists/bookworm/main/binary-amd64/Packages.xz"
        try AtomicFile.write(Files.read(list).dropLast(20), to: list)
        #expect(try await mirror.failure("a")?.rule == "debian-checksum-wrong")
    }

    @Test func rejectsListThatUnpacksToMoreThanIsSigned() async throws {
        let mirror = try await DebianMirrorCase()
        let list = String(
            repeating: "Package: a\nVersion: 1\nTag: \(String(repeating: "x", count: 90))\n\n", count: 9_000)
        try await mirror.sign(list, codename: "bookworm", key: "debian", plainSize: 5_000)
        let error = await #expect(throws: StageFailure.self) {
            try await mirror.resolver().archives(["a"], release: .bookworm, closure: true)
        }
        #expect(error?.findings.map(\.rule) == ["debian-index-damaged"])
    }

    @Test func rejectsPackageWithOtherBytes() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a"), .init("b")])
        try AtomicFile.write(
            Files.read(mirror.mirror + "/pool/main/b_1.0_amd64.deb"),
            to: mirror.mirror + "/pool/main/a_1.0_amd64.deb")
        #expect(try await mirror.failure("a")?.rule == "debian-checksum-wrong")
    }

    @Test func neverFetchesFilesOutsideOfTheMirror() async throws {
        let mirror = try await DebianMirrorCase()
        let digest = String(repeating: "a", count: 64)
        let list = "Package: a\nVersion: 1\nArchitecture: amd64\nFilename: ../../etc/x\nSize: 1\nSHA256: \(digest)\n\n"
        try await mirror.sign(list, codename: "bookworm", key: "debian")
        let error = await #expect(throws: StageFailure.self) {
            try await mirror.resolver().archives(["a"], release: .bookworm, closure: true)
        }
        #expect(error?.findings.map(\.rule) == ["debian-package-unknown"])
    }

    @Test func saysThatAPackageIsMissingOnTheMirror() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")])
        try Files.remove(mirror.mirror + "/pool")
        #expect(try await mirror.failure("a")?.rule == "debian-mirror-failed")
    }

    @Test func saysThatTheMirrorCannotBeReached() async throws {
        let mirror = try await DebianMirrorCase()
        let resolver = try await mirror.resolver(variables: ["FCLAYER_DEBIAN_MIRROR": "http://127.0.0.1:1/debian"])
        let finding = try await mirror.failure("a", resolver: resolver)
        #expect(finding?.rule == "debian-mirror-failed" && finding?.hint?.contains("FCLAYER_DEBIAN_MIRROR") == true)
    }

    @Test func saysThatAReleaseIsGone() async throws {
        let mirror = try await DebianMirrorCase()
        let finding = try await mirror.failure("a", release: .buster)
        #expect(finding?.rule == "debian-release-gone" && finding?.hint?.contains("FCLAYER_DEBIAN_ARCHIVE") == true)
    }

    @Test func saysThatTheVerifierOrItsKeysAreMissing() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a")])
        let keyless = try await mirror.resolver(variables: ["FCLAYER_DEBIAN_KEYRING": "nothing.gpg"])
        let keys = try await mirror.failure("a", resolver: keyless)
        #expect(keys?.rule == "debian-verifier-missing" && keys?.hint?.contains("debian-archive-keyring") == true)
        let toolless = try await mirror.resolver(variables: ["PATH": mirror.folder.path])
        let tool = try await mirror.failure("a", resolver: toolless)
        #expect(tool?.rule == "debian-verifier-missing" && tool?.hint?.contains("gpgv") == true)
    }

    private func change(_ file: String, of mirror: DebianMirrorCase, _ work: (String) -> String) async throws {
        let path = mirror.mirror + "/dists/" + file
        try AtomicFile.write(Array(work(String(decoding: Files.read(path), as: UTF8.self)).utf8), to: path)
    }
}
