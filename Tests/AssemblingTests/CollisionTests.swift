import BuildModel
import Testing

@testable import Assembling

/// Two origins that bring one path.
struct CollisionTests {
    @Test func namesBothDistributions() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(
            SampleWheel("first", ["shared/__init__.py": "a = 1\n"]),
            SampleWheel("second", ["shared/__init__.py": "a = 2\n"]))
        let failure = try await assembly.failure()
        #expect(failure.kind == .project && failure.findings.count == 1)
        let finding = failure.findings[0]
        #expect(finding.rule == "path-collision")
        #expect(
            finding.message
                == "`first 1.0` and `second 1.0` both bring `python/shared/__init__.py` with different contents")
        #expect(finding.location.entry == "python/shared/__init__.py" && finding.location.package == "layers/sample")
        #expect(finding.hint?.contains("two layers") == true)
    }

    @Test func takesEqualFilesOnce() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(
            SampleWheel("first", ["shared/__init__.py": ""]), SampleWheel("second", ["shared/__init__.py": ""]))
        try await assembly.build()
        #expect(try assembly.names().filter { $0 == "python/shared/__init__.py" }.count == 1)
    }

    @Test func namesTheUsersFolder() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.folder.write("code/six.py", "mine = True\n")
        assembly.add(source: "code")
        try assembly.add(SampleWheel("six", ["six.py": "mine = False\n"]), at: "")
        let failure = try await assembly.failure()
        #expect(
            failure.findings.map(\.message) == ["`code` and `six 1.0` both bring `six.py` with different contents"])
        #expect(failure.findings[0].hint?.contains("`.fcignore`") == true)
    }

    @Test func takesTheUsersEqualCopyOnce() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.folder.write("code/six.py", "same\n")
        assembly.add(source: "code")
        try assembly.add(SampleWheel("six", ["six.py": "same\n"]), at: "")
        try await assembly.build()
        #expect(try assembly.names().filter { $0 == "six.py" }.count == 1)
    }

    @Test func refusesLinkWhereAnotherBringsAFile() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.folder.write("code/other.py", "")
        try assembly.folder.link("code/six.py", to: "other.py")
        assembly.add(source: "code")
        try assembly.add(SampleWheel("six", ["six.py": ""]), at: "")
        #expect(try await assembly.failure().findings.map(\.rule) == ["path-collision"])
    }

    @Test func refusesNamesThatDifferOnlyByCase() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(SampleWheel("first", ["Shared.py": ""]), SampleWheel("second", ["shared.py": ""]))
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.rule) == ["case-collision"])
        #expect(
            failure.findings[0].message == "`python/Shared.py` (`first 1.0`) and `python/shared.py` (`second 1.0`) "
                + "differ only by case")
    }

    @Test func refusesFileWhereAnotherNeedsAFolder() async throws {
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(
            SampleWheel("first", ["tool": "x"]), SampleWheel("second", ["tool/a.py": "", "tool/deep/b.py": ""]))
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.rule) == ["path-collision"])
        #expect(
            failure.findings[0].message == "`python/tool` is a file of `first 1.0` and a folder of `second 1.0`")
    }

    @Test func tellsOnlyTheFirstOfManyCollisions() async throws {
        let paths = (0..<50).map { "shared/module\($0).py" }
        var assembly = Assembly(try TemporaryFolder())
        try assembly.add(
            SampleWheel("first", Dictionary(uniqueKeysWithValues: paths.map { ($0, "1") })),
            SampleWheel("second", Dictionary(uniqueKeysWithValues: paths.map { ($0, "2") })))
        #expect(try await assembly.failure().findings.count == 10)
    }
}
