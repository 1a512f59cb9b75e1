import BuildModel
import FileTrees
import Testing

@testable import BuildPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a folder stands changes with every kind of change, and with nothing else.
struct FolderStateTests {
    private func state(_ project: ProjectFolder, exclude: [String] = []) throws -> FolderState {
        try FolderState.now(SourceFolder(path: project.file("code"), exclude: exclude)).state
    }

    private func key(_ project: ProjectFolder, exclude: [String] = []) throws -> Digest {
        try state(project, exclude: exclude).standing
    }

    static let changes: [(String, @Sendable (ProjectFolder) throws -> Void)] = [
        ("contents of the same length", { try $0.write("code/a.txt", "B") }),
        ("longer contents", { try $0.write("code/a.txt", "AA") }),
        ("touch", { #expect(utimes($0.file("code/a.txt"), nil) == 0) }),
        ("mode", { try Files.setMode(0o755, of: $0.file("code/a.txt")) }),
        ("rename", { try Files.move($0.file("code/a.txt"), to: $0.file("code/b.txt")) }),
        ("move to a folder", { try Files.move($0.file("code/a.txt"), to: $0.file("code/sub/a.txt")) }),
        ("removal", { try Files.remove($0.file("code/a.txt")) }),
        ("new file", { try $0.write("code/new.txt", "") }),
        ("new empty folder", { try Files.makeFolders($0.file("code/empty")) }),
        (
            "link to elsewhere",
            {
                try Files.remove($0.file("code/link"))
                try Files.makeLink(at: $0.file("code/link"), to: "sub")
            }
        ),
        (
            "other contents of an old date",
            {
                try $0.write("code/a.txt", "C")
                let second = timeval(tv_sec: 1_000_000_000, tv_usec: 0)
                #expect(utimes($0.file("code/a.txt"), [second, second]) == 0)
            }
        ),
    ]

    private func folder() throws -> ProjectFolder {
        let project = try ProjectFolder()
        try project.write("code/a.txt", "A")
        try project.write("code/sub/x.txt", "x")
        try Files.makeLink(at: project.file("code/link"), to: "a.txt")
        return project
    }

    @Test(arguments: changes.indices) func changesWith(change: Int) throws {
        let project = try folder()
        let before = try state(project)
        #expect(before.isCurrent && before.marks?.stand(at: project.file("code")) == true)
        try Self.changes[change].1(project)
        #expect(try key(project) != before.standing, "\(Self.changes[change].0)")
        #expect(before.marks?.stand(at: project.file("code")) == false && !before.isCurrent)
    }

    @Test func staysWhenNothingOrOnlyIgnoredFilesChange() throws {
        let project = try folder()
        let before = try key(project)
        _ = try Files.read(project.file("code/a.txt"))
        let state = try state(project)
        try project.write("code/__pycache__/a.pyc", "x")
        #expect(try key(project) == before)
        #expect(state.isCurrent)
    }

    @Test func rulesOfWhatIsPackedCount() throws {
        let project = try folder()
        try project.write("code/.fcignore", "x\n")
        let before = try state(project)
        #expect(before.isCurrent)
        try project.write("code/.fcignore", "y\n")
        #expect(before.marks?.stand(at: project.file("code")) == false)
    }

    /// A clock that was set back leaves files from the future: their times prove nothing.
    @Test func filesOfTheFutureAreNotTrusted() throws {
        let project = try folder()
        #expect(try state(project).marks != nil)
        // The system lets nobody set the time of the last change, so the mark is made by hand.
        var mark = FileMark(try Files.status(project.file("code/a.txt")))
        mark.changed = 4_000_000_000_000_000_000
        let listing = try FileTree.walk(project.file("code"))
        #expect(TreeMarks(of: listing, and: [(path: "a.txt", mark: mark)]) == nil)
    }

    @Test func ignoredFilesThatAreTakenInCount() throws {
        let project = try folder()
        #expect(try key(project) != key(project, exclude: ["a.txt"]))
    }

    @Test func quickSecondEditIsNoticed() throws {
        let project = try folder()
        for round in 0..<20 {
            try project.write("code/a.txt", "1")
            let before = try key(project)
            try project.write("code/a.txt", "2")
            #expect(try key(project) != before, "round \(round)")
        }
    }
}
