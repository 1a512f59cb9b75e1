import BuildModel
import Testing

@testable import Assembling

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Sources that cannot be packed. The output of an earlier build stays as it was each time.
struct HostileSourcesTests {
    private func refusal(_ prepare: (TemporaryFolder) throws -> Void) async throws -> [Finding] {
        let folder = try TemporaryFolder()
        try folder.write("code/index.py", "pass\n")
        try folder.write("out.zip", "earlier")
        try prepare(folder)
        var assembly = Assembly(folder)
        assembly.id = PackageID(.function, "f")
        assembly.add(source: "code")
        let failure = try await assembly.failure()
        #expect(failure.kind == .project)
        #expect(failure.findings.allSatisfy { $0.severity == .error && $0.location.package == "functions/f" })
        #expect(try folder.read("out.zip") == Array("earlier".utf8))
        #expect(try folder.names() == ["code", "out.zip"])
        return failure.findings
    }

    @Test(arguments: ["/etc/passwd", "../secret", "lib/../../secret", "../code/index.py"])
    func refusesSymlinkThatLeavesTheFolder(target: String) async throws {
        let findings = try await refusal { try $0.link("code/link", to: target) }
        #expect(findings.map(\.rule) == ["symlink-escape"])
        #expect(findings[0].message == "`link` is a link to `\(target)`, which is outside of the folder")
    }

    @Test func refusesPipe() async throws {
        let findings = try await refusal { #expect(mkfifo($0.file("code/pipe"), 0o600) == 0) }
        #expect(findings.map(\.rule) == ["file-unreadable"])
        #expect(findings[0].message.contains("`pipe` is not a plain file"))
    }

    @Test func refusesFourGibibytesWithoutReadingThem() async throws {
        let findings = try await refusal { folder in
            try folder.write("code/disk.img", "")
            #expect(truncate(folder.file("code/disk.img"), 4 << 30) == 0)
        }
        #expect(findings.map(\.rule) == ["file-too-large"])
        #expect(findings[0].message.contains("`disk.img` has 4294967296 bytes"))
    }

    #if os(Linux)
        @Test func refusesNameThatIsNotUTF8() async throws {
            let findings = try await refusal { folder in
                var name = Array(folder.file("code/caf").utf8CString.dropLast())
                name += [CChar(bitPattern: 0xE9), 0]
                let file = open(name, O_CREAT | O_WRONLY, 0o644)
                try #require(file >= 0)
                close(file)
            }
            #expect(findings.map(\.rule) == ["file-name-encoding"])
            #expect(findings[0].message.hasPrefix("rename `caf"))
        }
    #endif

    @Test(arguments: ["back\\slash.py", "new\nline.py", "C:evil"])
    func refusesNameThatNoPackageMayHave(name: String) async throws {
        let findings = try await refusal { try $0.write("code/" + name, "") }
        #expect(findings.map(\.rule) == ["file-name"])
    }

    @Test(.enabled(if: geteuid() != 0, "root can read everything"))
    func reportsFileThatCannotBeRead() async throws {
        let findings = try await refusal { try $0.write("code/secret", "x", mode: 0) }
        #expect(findings.map(\.rule) == ["file-unreadable"])
    }

    @Test func tellsAllProblemsAtOnce() async throws {
        let findings = try await refusal { folder in
            try folder.link("code/a", to: "/etc")
            try folder.link("code/b", to: "..")
            #expect(mkfifo(folder.file("code/pipe"), 0o600) == 0)
        }
        #expect(findings.map(\.rule) == ["symlink-escape", "symlink-escape", "file-unreadable"])
    }

    @Test func reportsFolderThatIsGone() async throws {
        var assembly = Assembly(try TemporaryFolder())
        assembly.add(source: "gone")
        let failure = try await assembly.failure()
        #expect(failure.kind == .project && failure.findings.map(\.rule) == ["file-unreadable"])
        #expect(failure.findings[0].message.contains("gone"))
    }

    @Test func refusesSingleFileThatIsNone() async throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("assets")
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        try folder.write("odd", "x")
        var assembly = Assembly(folder)
        for (name, place) in [("assets", "assets"), ("pipe", "pipe"), ("odd", "../odd")] {
            assembly.ingredients.append(.file(from: folder.file(name), to: place))
        }
        let failure = try await assembly.failure()
        #expect(failure.findings.map(\.rule) == ["file-unreadable", "file-unreadable", "file-name"])
    }
}
