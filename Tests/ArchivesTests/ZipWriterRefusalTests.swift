import Archives
import BuildModel
import Foundation
import Synchronization
import Testing

/// What a writer refuses, and that a refusal leaves the last good archive and nothing else.
@Suite struct ZipWriterRefusalTests {
    let folder: ScratchFolder
    let before = Array("the last good archive".utf8)

    init() throws {
        folder = try ScratchFolder()
        try folder.write("out.zip", before)
    }

    private func bytes(_ path: String, _ text: String = "x") throws -> ZipMember {
        ZipMember(path: try PackagePath(path), content: .bytes(Array(text.utf8)))
    }

    /// Expects an error, the old archive as it was, and no temporary file.
    @discardableResult
    private func refusal(
        _ code: ArchiveError.Code, entry: String? = nil, _ members: [ZipMember], _ options: ZipOptions = ZipOptions(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> ArchiveError? {
        let error = #expect(throws: ArchiveError.self, sourceLocation: sourceLocation) {
            var writer = try ZipWriter(path: folder.file("out.zip"))
            writer.add(contentsOf: members)
            _ = try writer.finish(options)
        }
        #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
        #expect(error?.entry == entry, sourceLocation: sourceLocation)
        #expect(try folder.read("out.zip") == before, sourceLocation: sourceLocation)
        #expect(folder.names.filter { $0.hasSuffix(".tmp") }.isEmpty, sourceLocation: sourceLocation)
        return error
    }

    @Test func refusesNothing() throws { try refusal(.noMembers, []) }

    @Test func refusesDuplicate() throws {
        try refusal(.duplicateMember, entry: "a/b", [try bytes("a/b"), try bytes("c"), try bytes("a/b")])
    }

    @Test func refusesNamesThatDifferOnlyByCaseAndNamesBoth() throws {
        let error = try refusal(.caseClash, entry: "readme.md", [try bytes("readme.md"), try bytes("README.md")])
        #expect(error?.detail.contains("`README.md`") == true)
    }

    @Test func refusesMemberInsideFile() throws {
        try refusal(.memberInsideFile, entry: "a/b/c", [try bytes("a"), try bytes("a/b/c"), try bytes("a-b")])
    }

    @Test func refusesSymlinkThatLeavesPackage() throws {
        for target in ["../../x", "/etc/passwd", "", "b/../../../x", "a\0b"] {
            let link = ZipMember(path: try PackagePath("lib/a"), content: .symlink(target: target))
            try refusal(.symlinkLeavesPackage, entry: "lib/a", [link])
        }
        let link = ZipMember(path: try PackagePath("a"), content: .symlink(target: "../x"))
        try refusal(.symlinkLeavesPackage, entry: "a", [link])
    }

    @Test func refusesMissingFile() throws {
        let member = ZipMember(path: try PackagePath("a"), content: .file(path: folder.file("missing")))
        let error = try refusal(.notFound, entry: "a", [member])
        #expect(error?.path == folder.file("missing"))
    }

    @Test func refusesFolderSymlinkAndPipe() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("out.zip"))
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        for name in ["link", "pipe", "."] {
            let member = ZipMember(path: try PackagePath("a"), content: .file(path: folder.file(name)))
            try refusal(.notRegularFile, entry: "a", [member])
        }
    }

    @Test func refusesSparseFileOfFourGigabytes() throws {
        let path = try folder.write("sparse", [])
        #expect(truncate(path, 4 << 30) == 0)
        let member = ZipMember(path: try PackagePath("sparse"), content: .file(path: path))
        let error = try refusal(.memberTooLarge, entry: "sparse", [member])
        #expect(error?.detail.contains("4294967296") == true)
    }

    @Test func refusesMemberBeyondTheLimit() throws {
        try refusal(.memberTooLarge, entry: "a", [try bytes("a", "123456")], ZipOptions(memberLimit: 5))
    }

    @Test func refusesFileThatChangesWhileItIsRead() throws {
        let path = try folder.write("growing", Array(repeating: 7, count: 100))
        // The question comes after the file was planned for and before it is read.
        let options = ZipOptions(
            threads: 1,
            isCancelled: { [folder] in
                _ = try? folder.write("growing", Array(repeating: 7, count: 200))
                return false
            })
        let member = ZipMember(path: try PackagePath("a"), content: .file(path: path))
        try refusal(.fileChanged, entry: "a", [member], options)
    }

    @Test func namesTheMemberThatFailedAndNotTheOneThatIsBeingWritten() throws {
        let path = try folder.write("vanishing", [1])
        let options = ZipOptions(
            threads: 1,
            isCancelled: { [folder] in
                unlink(folder.file("vanishing"))
                return false
            })
        var members = try (0..<20).map { try bytes("a\($0)") }
        members.append(ZipMember(path: try PackagePath("z"), content: .file(path: path)))
        try refusal(.notFound, entry: "z", members, options)
    }

    @Test func refusesFolderCopiedFromArchive() throws {
        var entry = RawZip.Entry("d/", "")
        entry.mode = 0o040755
        let source = try ZipDirectory(path: folder.write("source.zip", RawZip(entry).bytes))
        let member = ZipMember(path: try PackagePath("d"), content: .copied(from: source, source.entries[0]))
        try refusal(.notRegularFile, entry: "d/", [member])
    }

    @Test func stopsWhenCancelledAtAnyMoment() throws {
        var members = try (0..<50).map { try bytes("m\($0)", String(repeating: "text \($0) ", count: 100)) }
        members.append(ZipMember(path: try PackagePath("large"), content: .bytes(Array(repeating: 1, count: 10 << 20))))
        for moment in [0, 1, 5, 40, 80] {
            let count = Mutex(0)
            let options = ZipOptions(isCancelled: {
                count.withLock {
                    $0 += 1; return $0 > moment
                }
            })
            let error = #expect(throws: ArchiveError.self) {
                var writer = try ZipWriter(path: folder.file("out.zip"))
                writer.add(contentsOf: members)
                _ = try writer.finish(options)
            }
            #expect(error?.code == .cancelled)
            #expect(try folder.read("out.zip") == before)
            #expect(folder.names == ["out.zip"])
        }
    }

    @Test func saysThatTheFolderIsMissing() {
        let error = #expect(throws: ArchiveError.self) { _ = try ZipWriter(path: folder.file("missing/out.zip")) }
        #expect(error?.code == .notFound)
        #expect(error?.operation == .create)
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func saysThatTheFolderMayNotBeWrittenTo() throws {
        try FileManager.default.createDirectory(atPath: folder.file("closed"), withIntermediateDirectories: false)
        #expect(chmod(folder.file("closed"), 0o500) == 0)
        let error = #expect(throws: ArchiveError.self) { _ = try ZipWriter(path: folder.file("closed/out.zip")) }
        #expect(error?.code == .notPermitted)
    }

    @Test func saysThatAFolderIsInTheWay() throws {
        try FileManager.default.createDirectory(atPath: folder.file("taken"), withIntermediateDirectories: false)
        let error = #expect(throws: ArchiveError.self) {
            var writer = try ZipWriter(path: folder.file("taken"))
            writer.add(try bytes("a"))
            _ = try writer.finish()
        }
        #expect(error?.operation == .commit)
        #expect(folder.names == ["out.zip", "taken"])
    }
}
