import BuildModel
import Testing

@testable import Resolving

@Suite struct RequirementsScannerTests {
    private func scan(
        _ folder: TestFolder, _ text: String, environment: [String: String] = [:]
    ) throws -> RequirementsFile {
        let path = try folder.write(text, to: "requirements.txt")
        return RequirementsScanner.scan(path, environment: environment, projectRoot: folder.path)
    }

    @Test func readsRequirementsWithExtrasMarkersAndHashes() throws {
        let folder = try TestFolder()
        let file = try scan(
            folder,
            """
            # a comment
            Flask[async]>=2.0 ; python_version < "3.9"  # why
            idna==3.4 \\
                --hash=sha256:AB \\
                --hash sha256:cd
            """)
        #expect(file.problems.isEmpty)
        #expect(file.requirements.map(\.name) == ["flask", "idna"])
        #expect(file.requirements[0].marker == "python_version < \"3.9\"")
        #expect(file.requirements[1].hashes == ["sha256:ab", "sha256:cd"])
        #expect(file.requirements[1].pinned == "3.4")
        #expect(file.requirements.map(\.line) == [2, 3])
        #expect(file.allowedHashes(of: "idna") == ["sha256:ab", "sha256:cd"])
        #expect(file.allowedHashes(of: "flask") == nil)
    }

    @Test func followsIncludesRelativeToTheIncludingFile() throws {
        let folder = try TestFolder()
        try folder.write("six\n-r more.txt\n", to: "sub/base.txt")
        try folder.write("idna\n", to: "sub/more.txt")
        try folder.write("six<2\n", to: "limits.txt")
        let file = try scan(folder, "-r sub/base.txt\n--constraint=limits.txt\nflask\n")
        #expect(file.requirements.map(\.name) == ["six", "idna", "flask"])
        #expect(file.constraints.map(\.name) == ["six"])
        #expect(
            file.files.map { $0.dropFirst(folder.path.count + 1) } == [
                "requirements.txt", "sub/base.txt", "sub/more.txt", "limits.txt",
            ])
    }

    @Test func namesTheLineOfAMissingInclude() throws {
        let file = try scan(try TestFolder(), "six\n\n-r gone.txt\n")
        #expect(file.problems.map(\.rule) == ["requirements-unreadable"])
        #expect(file.problems.first?.location.line == 3)
        #expect(file.problems.first?.location.file == "requirements.txt")
    }

    @Test func refusesIncludesThatGoRoundInACircle() throws {
        let folder = try TestFolder()
        try folder.write("-r requirements.txt\n", to: "other.txt")
        let file = try scan(folder, "-r other.txt\n")
        #expect(file.problems.map(\.rule) == ["requirements-cycle"])
        #expect(file.problems.first?.location.file == "other.txt")
    }

    @Test func tellsPathsUrlsAndRepositoriesApart() throws {
        let folder = try TestFolder()
        try folder.write("", to: "pkg/pyproject.toml")
        try folder.write("", to: "wheels/a-1-py3-none-any.whl")
        let file = try scan(
            folder,
            """
            -e ./pkg
            wheels/a-1-py3-none-any.whl
            b @ https://example.org/b-1-py3-none-any.whl#sha256=00
            git+https://example.org/c.git@main#egg=c
            d @ git+ssh://git@example.org/d.git
            file://\(folder.path)/wheels/a-1-py3-none-any.whl
            """)
        #expect(file.problems.isEmpty)
        #expect(
            file.requirements.map(\.target) == [
                .folder(folder.path + "/pkg"), .file(folder.path + "/wheels/a-1-py3-none-any.whl"),
                .url("https://example.org/b-1-py3-none-any.whl#sha256=00"),
                .repository("git+https://example.org/c.git@main#egg=c"), .repository("git+ssh://git@example.org/d.git"),
                .file(folder.path + "/wheels/a-1-py3-none-any.whl"),
            ])
        #expect(file.requirements[0].isEditable)
    }

    @Test func localFilesThatAreMissingAreNamed() throws {
        let file = try scan(try TestFolder(), "./gone\n./gone-1-py3-none-any.whl\n")
        #expect(file.problems.map(\.location.line) == [1, 2])
        #expect(Set(file.problems.map(\.rule)) == ["requirement-missing"])
    }

    @Test func expandsVariablesInCapitalsOnly() throws {
        let file = try scan(
            try TestFolder(), "--index-url https://${USER_NAME}:${token}@h/simple\n",
            environment: ["USER_NAME": "me", "token": "x"])
        #expect(file.values(of: "--index-url") == ["https://me:${token}@h/simple"])
    }

    @Test func optionsHaveShortAndJoinedForms() throws {
        let folder = try TestFolder()
        try folder.write("six\n", to: "a.txt")
        let file = try scan(folder, "-ra.txt\n-i https://h/simple\n--pre\n--no-binary lz4,six\n--only-binary=:all:\n")
        #expect(file.requirements.count == 1)
        #expect(file.values(of: "--index-url") == ["https://h/simple"])
        #expect(file.selects("--no-binary", "lz4"))
        #expect(!file.selects("--no-binary", "idna"))
        #expect(file.selects("--only-binary", "anything"))
    }

    @Test func unknownOptionIsRefusedWithItsLine() throws {
        let file = try scan(try TestFolder(), "six\n--indexurl https://h\n")
        #expect(file.problems.first?.message.contains("--indexurl") == true)
        #expect(file.problems.first?.location.line == 2)
    }

    @Test func fileThatIsNotTextIsRefused() throws {
        let folder = try TestFolder()
        let path = folder.path + "/requirements.txt"
        try StoredZip.write([0xFF, 0xFE, 0x00], to: path)
        let file = RequirementsScanner.scan(path, environment: [:], projectRoot: folder.path)
        #expect(file.problems.map(\.rule) == ["requirements-unreadable"])
    }
}
