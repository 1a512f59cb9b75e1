import Archives
import Testing

/// One test for each attack: the strict policy refuses it with its own code, and inspection lists it.
@Suite struct HostileArchiveTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// Expects both policies to find the defect, and inspection to find no other that is refused.
    private func expect(
        _ kind: ZipDefect.Kind, entry: String?, in zip: RawZip, and others: Set<ZipDefect.Kind> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = try folder.write("hostile.zip", zip.bytes)
        let inspected = try ZipDirectory(path: path, policy: .inspect)
        let refused = inspected.defects.filter { $0.kind.isRefused }
        #expect(
            refused.contains { $0.kind == kind && $0.entry == entry }, "\(inspected.defects)",
            sourceLocation: sourceLocation)
        #expect(Set(refused.map(\.kind)).subtracting(others) == [kind], sourceLocation: sourceLocation)
        let error = #expect(throws: ArchiveError.self, sourceLocation: sourceLocation) { try ZipDirectory(path: path) }
        guard case .refused(let found)? = error?.code else {
            Issue.record("not refused: \(String(describing: error))", sourceLocation: sourceLocation)
            return
        }
        #expect(found == kind || others.contains(found), sourceLocation: sourceLocation)
    }

    @Test func rejectsNameThatLeavesPackage() throws {
        try expect(.nameLeavesPackage, entry: "a/../../b", in: RawZip(.init("a/../../b")))
    }

    @Test func rejectsAbsoluteName() throws {
        try expect(.absoluteName, entry: "/etc/passwd", in: RawZip(.init("/etc/passwd")))
    }

    @Test func rejectsDriveLetter() throws {
        try expect(.absoluteName, entry: "C:/x", in: RawZip(.init("C:/x")))
    }

    @Test func rejectsBackslashInName() throws {
        try expect(.nameWithControlCharacter, entry: "..\\x", in: RawZip(.init("..\\x")))
    }

    @Test func rejectsNULInName() throws {
        try expect(.nameWithControlCharacter, entry: "a.py\0.txt", in: RawZip(.init("a.py\0.txt")))
    }

    @Test func rejectsNameThatIsNotNormal() throws {
        try expect(.nameNotNormal, entry: "./a", in: RawZip(.init("./a")))
    }

    @Test func rejectsEmptyName() throws {
        try expect(.emptyName, entry: "", in: RawZip(.init("")))
    }

    @Test func rejectsNameThatIsNotUTF8() throws {
        var entry = RawZip.Entry("x")
        entry.name = [0x61, 0xFF, 0xFE]
        try expect(.nameNotUTF8, entry: "a\u{FFFD}\u{FFFD}", in: RawZip(entry), and: [.libraryDisagrees])
    }

    @Test func rejectsDuplicateEntry() throws {
        try expect(.duplicateName, entry: "a.py", in: RawZip(.init("a.py", "one"), .init("b"), .init("a.py", "two")))
    }

    @Test func rejectsFileAndFolderOfOneName() throws {
        var folder = RawZip.Entry("a/", "")
        folder.mode = 0o040755
        try expect(.duplicateName, entry: "a/", in: RawZip(.init("a"), folder))
    }

    @Test func rejectsNamesThatDifferOnlyByCase() throws {
        try expect(.caseClash, entry: "pkg/Über.py", in: RawZip(.init("pkg/über.py"), .init("pkg/Über.py")))
    }

    @Test func rejectsEntryInsideFile() throws {
        try expect(.entryInsideFile, entry: "a/b/c", in: RawZip(.init("a"), .init("a/b/c")))
    }

    @Test func rejectsEntryThroughSymlink() throws {
        var link = RawZip.Entry("a", "b")
        link.mode = 0o120777
        try expect(.entryInsideFile, entry: "a/c", in: RawZip(link, .init("a/c")))
    }

    @Test func rejectsSymlinkThatLeavesPackage() throws {
        var link = RawZip.Entry("lib/a", "../../etc")
        link.mode = 0o120777
        try expect(.symlinkLeavesPackage, entry: "lib/a", in: RawZip(link))
        link.contents = Array("/etc/passwd".utf8)
        try expect(.symlinkLeavesPackage, entry: "lib/a", in: RawZip(link))
    }

    @Test func rejectsSymlinkWithDamagedTarget() throws {
        var link = RawZip.Entry("a", "b")
        link.mode = 0o120777
        link.crc = 1
        try expect(.symlinkDamaged, entry: "a", in: RawZip(link))
    }

    @Test func rejectsDevice() throws {
        var device = RawZip.Entry("dev/sda", "")
        device.mode = 0o060644
        try expect(.specialFile, entry: "dev/sda", in: RawZip(device))
    }

    @Test func rejectsSetuid() throws {
        var program = RawZip.Entry("bin/su")
        program.mode = 0o104755
        try expect(.setuid, entry: "bin/su", in: RawZip(program))
        program.mode = 0o102755
        try expect(.setuid, entry: "bin/su", in: RawZip(program))
    }

    @Test func rejectsEncryptedEntry() throws {
        var entry = RawZip.Entry("a")
        entry.flags |= 1
        try expect(.encrypted, entry: "a", in: RawZip(entry))
    }

    @Test func rejectsUnknownMethod() throws {
        var entry = RawZip.Entry("a")
        entry.method = 12
        try expect(.unknownMethod, entry: "a", in: RawZip(entry))
    }

    @Test func rejectsLocalHeaderThatDisagrees() throws {
        var name = RawZip.Entry("a.py")
        name.localName = Array("b.py".utf8)
        try expect(.headersDisagree, entry: "a.py", in: RawZip(name))
        var size = RawZip.Entry("a.py")
        size.localSize = 3
        try expect(.headersDisagree, entry: "a.py", in: RawZip(size))
        var crc = RawZip.Entry("a.py")
        crc.localCRC = 3
        try expect(.headersDisagree, entry: "a.py", in: RawZip(crc))
        var method = RawZip.Entry("a.py")
        method.localMethod = 8
        try expect(.headersDisagree, entry: "a.py", in: RawZip(method))
        var flags = RawZip.Entry("a.py")
        flags.localFlags = 0x0801
        try expect(.headersDisagree, entry: "a.py", in: RawZip(flags))
    }

    @Test func rejectsRecordBehindTheDataThatDisagrees() throws {
        var entry = RawZip.Entry("a.py")
        entry.flags |= 8
        entry.localCRC = 0
        entry.localSize = 0
        entry.after = le32(0x0807_4B50) + le32(RawZip.crc32(entry.contents)) + le32(3) + le32(3)
        try expect(.headersDisagree, entry: "a.py", in: RawZip(entry))
    }

    @Test func rejectsSecondNameInExtraField() throws {
        var entry = RawZip.Entry("a.py")
        let other = Array("../b.py".utf8)
        entry.extra = le16(0x7075) + le16(UInt16(5 + other.count)) + [1] + le32(RawZip.crc32(entry.name)) + other
        let path = try folder.write("hostile.zip", RawZip(entry).bytes)
        #expect(try ZipDirectory(path: path, policy: .inspect).defects.map(\.kind).contains(.secondNameDisagrees))
        #expect(throws: ArchiveError.self) { try ZipDirectory(path: path) }
    }

    @Test func rejectsKindThatNameAndModeDisagreeOn() throws {
        var entry = RawZip.Entry("a/", "")
        entry.mode = 0o100644
        try expect(.kindUnclear, entry: "a/", in: RawZip(entry))
    }

    @Test func rejectsTrailingBytes() throws {
        var zip = RawZip(.init("a"))
        zip.suffix = Array("hidden".utf8)
        try expect(.trailingBytes, entry: nil, in: zip, and: [.libraryDisagrees])
    }

    @Test func rejectsLeadingBytes() throws {
        var zip = RawZip(.init("a"))
        zip.prefix = Array("#!/bin/sh\n".utf8)
        try expect(.leadingBytes, entry: nil, in: zip)
        zip.offsetError = zip.prefix.count
        try expect(.leadingBytes, entry: nil, in: zip, and: [.libraryDisagrees])
    }

    @Test func rejectsSecondEndRecordInComment() throws {
        var inner = RawZip(.init("other"))
        inner.entries = []
        var zip = RawZip(.init("a"))
        zip.comment = inner.bytes
        try expect(.ambiguousEnd, entry: nil, in: zip, and: [.leadingBytes, .hiddenEntry, .libraryDisagrees])
    }

    @Test func rejectsEntryThatIsNotListed() throws {
        var hidden = RawZip.Entry("hidden.py")
        hidden.isListed = false
        try expect(.hiddenEntry, entry: nil, in: RawZip(.init("a"), hidden, .init("b")))
        try expect(.hiddenEntry, entry: nil, in: RawZip(hidden, .init("b")))
    }

    @Test func rejectsOverlappingEntries() throws {
        var second = RawZip.Entry("a")
        second.offset = 0
        second.isListed = true
        var zip = RawZip(.init("a"), second)
        zip.entries[1].after = []
        let path = try folder.write("hostile.zip", zip.bytes)
        let kinds = try ZipDirectory(path: path, policy: .inspect).defects.map(\.kind)
        #expect(kinds.contains(.overlappingEntries))
        #expect(throws: ArchiveError.self) { try ZipDirectory(path: path) }
    }

    @Test func rejectsBombThatClaimsMoreThanDeflateHolds() throws {
        var bomb = RawZip.Entry("bomb", "")
        bomb.method = 8
        bomb.data = [3, 0]
        bomb.size = 1 << 30
        try expect(.implausibleSize, entry: "bomb", in: RawZip(bomb))
    }

    @Test func rejectsArchiveBeyondTheBounds() throws {
        let path = try folder.write("large.zip", RawZip(.init("a", "12345678"), .init("b", "12345678")).bytes)
        func codes(_ bounds: ZipBounds) throws -> [ZipDefect.Kind] {
            try ZipDirectory(path: path, policy: ZipPolicy(.inspect, bounds: bounds)).defects.map(\.kind)
        }
        #expect(try codes(ZipBounds(memberBytes: 7)) == [.implausibleSize, .implausibleSize])
        #expect(try codes(ZipBounds(totalBytes: 15)) == [.totalTooLarge])
        #expect(try codes(ZipBounds(totalBytes: 16)).isEmpty)
        let error = #expect(throws: ArchiveError.self) { try codes(ZipBounds(entries: 1)) }
        #expect(error?.code == .refused(.totalTooLarge))
    }

    @Test func listsWhatIsOnlyOdd() throws {
        var entry = RawZip.Entry("größe.txt")
        entry.flags = 0
        entry.mode = 0o100666
        let directory = try ZipDirectory(path: folder.write("odd.zip", RawZip(entry).bytes))
        #expect(Set(directory.defects.map(\.kind)) == [.utf8FlagMissing, .worldWritable])
        #expect(directory.entries.map(\.name) == ["größe.txt"])
    }

    @Test func listsAllDefectsAtOnce() throws {
        var program = RawZip.Entry("../su")
        program.mode = 0o104777
        let path = try folder.write("many.zip", RawZip(program, .init("/abs"), .init("a"), .init("A")).bytes)
        let kinds = try ZipDirectory(path: path, policy: .inspect).defects.map(\.kind)
        #expect(Set(kinds) == [.nameLeavesPackage, .setuid, .worldWritable, .absoluteName, .caseClash])
    }
}
