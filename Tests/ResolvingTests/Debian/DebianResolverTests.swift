import BuildModel
import FileTrees
import FunctionCompute
import Testing

@testable import Resolving

@Suite(.enabled(if: DebianMirrorCase.isPossible), .timeLimit(.minutes(30)))
struct DebianResolverTests {
    @Test func takesTheNewestOverAllSuites() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a", "1.0-1"), .init("b", "2.0~rc1")])
        try await mirror.publish([.init("b", "2.0")], suite: "bookworm-updates")
        try await mirror.publish([.init("a", "1.0-1+deb12u1")], suite: "bookworm-security")
        #expect(try await mirror.choose("a", "b") == ["a 1.0-1+deb12u1", "b 2.0"])
    }

    @Test func followsDependenciesAlternativesAndProvidedNames() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([
            .init("app", "1.0", "Depends: lib (>= 2), missing | other, mail-agent, app-data (= 1.0)"),
            .init("lib", "2.1", "Pre-Depends: base"), .init("base"), .init("other"),
            .init("app-data", "1.0", "Depends: app"),
            .init("zmail", "1", "Provides: mail-agent", "Priority: important"),
            .init("amail", "1", "Provides: mail-agent (= 3), x", "Priority: optional"),
        ])
        #expect(
            Set(try await mirror.choose("app"))
                == ["app 1.0", "lib 2.1", "other 1.0", "zmail 1", "app-data 1.0", "base 1.0"])
        #expect(try await mirror.choose("app", closure: false) == ["app 1.0"])
        #expect(try await mirror.choose("mail-agent", closure: false) == ["zmail 1"])
    }

    @Test func anAlternativeThatIsThereAlreadyIsEnough() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("app", "1", "Depends: one | two"), .init("one"), .init("two")])
        #expect(try await mirror.choose("two", "app") == ["two 1.0", "app 1"])
    }

    @Test func leavesOutWhatIsPresentAndWhatItStandsFor() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([
            .init("app", "1", "Depends: libc6 (>= 2.28), mail-agent"), .init("libc6", "2.36"),
            .init("amail", "1", "Provides: mail-agent"),
        ])
        #expect(try await mirror.choose("app", present: ["libc6", "amail"]) == ["app 1"])
    }

    @Test func aNameProvidedWithoutVersionMeetsNoVersion() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("app", "1", "Depends: thing (>= 2)"), .init("p", "3", "Provides: thing")])
        let finding = try await mirror.failure("app")
        #expect(finding?.rule == "debian-dependency-missing")
        #expect(finding?.message.contains("`thing (>= 2)`") == true)
    }

    @Test func offersTheNearestName() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("libcurl4"), .init("curl")])
        let finding = try await mirror.failure("libcurl5")
        #expect(finding?.rule == "debian-package-unknown")
        #expect(finding?.message == "Debian 12 (bookworm) has no package `libcurl5`")
        #expect(finding?.hint == "did you mean `libcurl4`?")
    }

    @Test func worksWithoutTheNetworkFromTheStore() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a", "1", "Depends: b"), .init("b"), .init("c")])
        _ = try await mirror.choose("a")
        let offline = try await mirror.resolver(
            offline: true, now: DebianMirrorCase.now + 90 * 86_400,
            variables: [:])
        #expect(try await offline.archives(["a"], release: .bookworm, closure: true).count == 2)
        let finding = try await mirror.failure("c", resolver: offline)
        #expect(finding?.rule == "offline-missing" && finding?.message.contains("`c` 1.0") == true)
        let empty = try await mirror.resolver(offline: true, store: "empty")
        #expect(try await mirror.failure("a", resolver: empty)?.rule == "offline-missing")
    }

    @Test func asksTheMirrorAgainOnlyAfterSomeHours() async throws {
        let mirror = try await DebianMirrorCase()
        try await mirror.publish([.init("a", "1")])
        #expect(try await mirror.choose("a") == ["a 1"])
        try await mirror.publish([.init("a", "2")])
        #expect(try await mirror.choose("a") == ["a 1"])
        let later = try await mirror.resolver(now: DebianMirrorCase.now + SuiteLoader.freshness)
        #expect(try await later.archives(["a"], release: .bookworm, closure: true).map(\.version) == ["2"])
    }

    @Test(arguments: ["", "x", "1", "Package:", ":\n", "Package: a\n\n\nVersion"])
    func builderTakesAnyTextInAnyPieces(_ text: String) {
        let bytes = Array((text + "\nPackage: z\nVersion: 1\n\n").utf8)
        for size in 1...bytes.count {
            var builder = PackageIndexBuilder()
            var rest = bytes[...]
            while !rest.isEmpty {
                Array(rest.prefix(size)).withUnsafeBytes { builder.take($0) }
                rest = rest.dropFirst(size)
            }
            #expect(PackageIndex(builder.finish(), root: "")?.names.contains("z") == true)
        }
    }

    @Test func findsEveryNameAmongNeighbours() {
        var builder = PackageIndexBuilder()
        let digest = String(repeating: "a", count: 64)
        let names = ["lib", "lib-a", "lib+", "lib.b", "liba", "libb", "z", "a"]
        for name in names {
            let text =
                "Package: \(name)\nVersion: 1\nArchitecture: all\nFilename: p/\(name)\nSize: 1\nSHA256: \(digest)\n\n"
            Array(text.utf8).withUnsafeBytes { builder.take($0) }
        }
        let index = PackageIndex(builder.finish(), root: "http://m")
        for name in names { #expect(index?.packages(name, .package).map(\.url) == ["http://m/p/\(name)"]) }
        for name in ["", "li", "lib-", "zz", "A"] { #expect(index?.packages(name, .package).isEmpty == true) }
    }
}
