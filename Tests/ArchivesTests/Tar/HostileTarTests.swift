import Archives
import Foundation
import Testing

/// One test for each attack on who unpacks a tar archive.
struct HostileTarTests {
    let folder: ScratchFolder
    /// What is unpacked into; beside it lies what attacks aim at.
    let inside: String

    init() throws {
        folder = try ScratchFolder()
        inside = folder.file("inside")
        try FileManager.default.createDirectory(atPath: inside, withIntermediateDirectories: true)
        try folder.write("victim", Array("untouched".utf8))
    }

    @discardableResult
    private func unpack(_ tar: RawTar, _ options: UnpackOptions = .strict) throws -> UnpackSummary {
        try TarReader(path: folder.write("a.tar", tar.bytes), bounds: options.bounds).unpack(into: inside, options)
    }

    private func expect(
        _ code: ArchiveError.Code, _ tar: RawTar, _ options: UnpackOptions = .strict,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let error = #expect(throws: ArchiveError.self, sourceLocation: sourceLocation) { try unpack(tar, options) }
        #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
        #expect(try folder.read("victim") == Array("untouched".utf8), sourceLocation: sourceLocation)
        #expect(folder.names == ["a.tar", "inside", "victim"], sourceLocation: sourceLocation)
    }

    private func text(_ name: String) -> String? { try? String(contentsOfFile: inside + "/" + name, encoding: .utf8) }

    @Test func rejectsAbsoluteName() throws { try expect(.refused(.absoluteName), RawTar(.file("/tmp/x"))) }

    @Test func rejectsNameThatLeavesFolder() throws {
        try expect(.refused(.nameLeavesPackage), RawTar(.file("a/../../victim")))
        try expect(.refused(.nameLeavesPackage), RawTar(.file("../victim")))
    }

    @Test func rejectsNameThatIsNotUTF8() throws {
        try expect(.refused(.nameNotUTF8), RawTar(.init(bytes: [0x61, 0xFF, 0x62])))
    }

    @Test func rejectsNameWithControlCharacter() throws {
        try expect(.refused(.nameWithControlCharacter), RawTar(.file("a\u{1B}[2J")))
    }

    @Test func rejectsEmptyName() throws { try expect(.refused(.emptyName), RawTar(.file("./"))) }

    @Test func rejectsOverlongPart() throws {
        let long = String(repeating: "x", count: 300)
        try expect(.refused(.nameTooLong), RawTar(.pax(path: long), .file("short")))
    }

    @Test func rejectsSymlinkThatLeavesFolder() throws {
        try expect(.refused(.symlinkLeavesPackage), RawTar(.symlink("x", "../victim")))
        try expect(.refused(.symlinkLeavesPackage), RawTar(.folder("a"), .symlink("a/x", "../../victim")))
    }

    @Test func rejectsAbsoluteSymlinkUnlessAskedFor() throws {
        try expect(.refused(.symlinkLeavesPackage), RawTar(.symlink("x", "/etc/passwd")))
    }

    /// `y/z` leads to the root, so `y/z/../victim` is outside although its text is not.
    @Test func rejectsSymlinkThatClimbsBehindALink() throws {
        let tar = RawTar(
            .folder("y"), .folder("y/a"), .symlink("y/a/z", "../.."), .symlink("x", "y/a/z/../victim"))
        try expect(.refused(.symlinkLeavesPackage), tar)
    }

    @Test func neverWritesThroughALinkThatLeaves() throws {
        // The link was put there before, by somebody else.
        try FileManager.default.createSymbolicLink(
            atPath: inside + "/out", withDestinationPath: folder.path)
        try unpack(RawTar(.file("out/victim", "attacked")))
        #expect(try folder.read("victim") == Array("untouched".utf8))
        // The folder that the link names lies below the root now.
        #expect(text(folder.path.dropFirst() + "/victim") == "attacked")
    }

    @Test func neverWritesThroughALinkWithTooManyParents() throws {
        try FileManager.default.createSymbolicLink(atPath: inside + "/out", withDestinationPath: "../../../..")
        try unpack(RawTar(.file("out/victim", "attacked")))
        #expect(text("victim") == "attacked")
        #expect(try folder.read("victim") == Array("untouched".utf8))
    }

    @Test func replacesALinkThatStandsWhereAFileGoes() throws {
        try FileManager.default.createSymbolicLink(
            atPath: inside + "/x", withDestinationPath: folder.file("victim"))
        try unpack(RawTar(.file("x", "mine")))
        #expect(text("x") == "mine")
        #expect(try folder.read("victim") == Array("untouched".utf8))
    }

    @Test func neverWritesIntoAFileWithFurtherNames() throws {
        try FileManager.default.linkItem(atPath: folder.file("victim"), toPath: inside + "/x")
        try unpack(RawTar(.file("x", "mine")))
        #expect(try folder.read("victim") == Array("untouched".utf8))
    }

    @Test func rejectsLinksInACircle() throws {
        try expect(
            .refused(.symlinkLeavesPackage), RawTar(.symlink("a", "b"), .symlink("b", "a"), .file("a/x")))
    }

    @Test func rejectsHardLinkOutOfTheFolder() throws {
        try expect(.refused(.nameLeavesPackage), RawTar(.hardLink("x", "../victim")))
        try expect(.refused(.absoluteName), RawTar(.hardLink("x", folder.file("victim"))))
    }

    @Test func rejectsHardLinkToWhatTheArchiveDidNotBring() throws {
        try FileManager.default.createSymbolicLink(atPath: inside + "/l", withDestinationPath: folder.file("victim"))
        try expect(.hardLinkWithoutFile, RawTar(.hardLink("x", "l")))
        try expect(.hardLinkWithoutFile, RawTar(.hardLink("x", "nothing")))
    }

    @Test func rejectsHardLinkToASymlink() throws {
        try expect(.hardLinkWithoutFile, RawTar(.file("f"), .symlink("l", "f"), .hardLink("x", "l")))
    }

    @Test func rejectsDevicesAndPipes() throws {
        for type: Character in ["3", "4", "6"] {
            try expect(.refused(.specialFile), RawTar(.init("dev/x", type: type)))
        }
    }

    @Test func stripsSetUserBitsAndWorldWritable() throws {
        try unpack(
            RawTar(.init("a", "x", mode: 0o4755), .init("b", "x", mode: 0o2666), .init("c", type: "5", mode: 0o1777)))
        for (name, mode) in [("a", 0o755), ("b", 0o644), ("c", 0o755)] {
            let found = try FileManager.default.attributesOfItem(atPath: inside + "/" + name)[.posixPermissions]
            #expect((found as? NSNumber)?.intValue == mode, "\(name)")
        }
    }

    @Test func rejectsMoreBytesThanBounds() throws {
        let bounds = TarBounds(entries: 10, memberBytes: 100, totalBytes: 4096)
        let big = RawTar(.file("a", String(repeating: "x", count: 101)))
        try expect(.memberTooLarge, big, UnpackOptions(bounds: bounds))
        var many = RawTar()
        many.entries = (0..<9).map { .file("f\($0)", "x") }
        try expect(.refused(.totalTooLarge), many, UnpackOptions(bounds: bounds))
        many.entries = (0..<11).map { .folder("d\($0)") }
        try expect(.tooManyEntries, many, UnpackOptions(bounds: TarBounds(entries: 10)))
    }

    @Test func rejectsHeaderThatClaimsMoreThanThereIs() throws {
        try expect(.truncated, RawTar(.init("a", "few", size: 1 << 20)))
    }

    @Test func rejectsTruncatedArchiveAtEveryPlace() throws {
        let whole = RawTar(.file("a", String(repeating: "x", count: 600)), .file("b", "short")).bytes
        // The first of the two blocks of zeros suffices.
        for count in stride(from: 64, to: whole.count - 1024 + 512, by: 64) {
            let path = try folder.write("cut.tar", Array(whole.prefix(count)))
            let error = #expect(throws: ArchiveError.self) { try TarReader(path: path).unpack(into: inside) }
            #expect([.truncated, .notTar].contains(error?.code), "\(count): \(String(describing: error))")
        }
    }

    @Test func rejectsDuplicateName() throws {
        try expect(.refused(.duplicateName), RawTar(.file("a", "1"), .file("./a", "2")))
        try expect(.refused(.duplicateName), RawTar(.symlink("a", "b"), .folder("a")))
    }

    @Test func rejectsEntryInsideFile() throws { try expect(.memberInsideFile, RawTar(.file("a"), .file("a/b"))) }

    @Test func tellsNamesThatDifferByCaseWhereAsked() throws {
        let tar = RawTar(.file("xt_MARK.h", "1"), .file("xt_mark.h", "2"))
        try expect(.refused(.caseClash), tar, UnpackOptions(refusesCaseClashes: true))
    }

    @Test(.enabled(if: OutsideTool.isThere("gzip"))) func rejectsCompressionInLayers() throws {
        let path = try folder.write("a.tar", RawTar(.file("a")).bytes)
        for _ in 0..<2 { _ = try OutsideTool("gzip")?.run(["-f", "-S", ".gz", path]); rename(path + ".gz", path) }
        let error = #expect(throws: ArchiveError.self) { try TarReader(path: path).unpack(into: inside) }
        #expect(error?.code == .unsupportedMethod)
    }

    @Test(.enabled(if: OutsideTool.isThere("gzip"))) func rejectsBombOfFewBytes() throws {
        let path = try folder.write(
            "bomb.tar", RawTar(.file("zeros", String(repeating: "\0", count: 8 << 20))).bytes)
        _ = try OutsideTool("gzip")?.run(["-9", path])
        #expect(try folder.read("bomb.tar.gz").count < 20_000)
        let bounds = TarBounds(totalBytes: 1 << 20)
        let error = #expect(throws: ArchiveError.self) {
            try TarReader(path: folder.file("bomb.tar.gz"), bounds: bounds).unpack(into: inside)
        }
        #expect(error?.code == .refused(.totalTooLarge))
    }

    @Test func rejectsWhatIsNoTar() throws {
        let path = try folder.write("no.tar", Array(String(repeating: "no tar at all ", count: 200).utf8))
        let error = #expect(throws: ArchiveError.self) { try TarReader(path: path).unpack(into: inside) }
        #expect(error?.code == .notTar)
    }
}
