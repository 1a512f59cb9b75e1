import Archives
import BuildModel
import Testing

/// Archives that are entries of other archives: jars in packages.
@Suite struct NestedArchiveTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private let inner = RawZip(.init("com/example/App.class", "app"), .init("META-INF/MANIFEST.MF", "manifest"))

    /// Puts bytes into a zip as `lib/a.jar`, stored, and opens them there.
    private func open(_ bytes: [UInt8], limit: Int = NestedArchive.largest) throws -> NestedArchive {
        var entry = RawZip.Entry("lib/a.jar")
        entry.contents = bytes
        let outer = try ZipDirectory(path: folder.write("outer.zip", RawZip(entry).bytes), policy: .inspect)
        return try NestedArchive(try #require(outer.entry(named: "lib/a.jar")), of: outer, limit: limit)
    }

    private func code(_ bytes: [UInt8], limit: Int = NestedArchive.largest) -> ArchiveError.Code? {
        do {
            _ = try open(bytes, limit: limit)
            return nil
        } catch {
            return (error as? ArchiveError)?.code
        }
    }

    @Test func readsWhereItLies() throws {
        let archive = try open(inner.bytes)
        #expect(archive.count == 2)
        #expect(archive.unpackedSize == 0)
        #expect(archive.contains("com/example/App.class"))
        #expect(!archive.contains("com/example/App.clas"))
        #expect(try archive.bytes(of: "com/example/App.class") == Array("app".utf8))
        #expect(try archive.bytes(of: "com/example/Other.class") == nil)
        #expect(archive.names(endingWith: ".class", limit: 10) == ["com/example/App.class"])
        #expect(archive.names(endingWith: "", limit: 1).count == 1)
    }

    @Test func unpacksWhatIsCompressed() throws {
        let path = folder.file("packed.zip")
        var jar = RawZip(.init("a.txt", "first"))
        jar.entries += (0..<200).map { RawZip.Entry("com/example/Class\($0).class", "class \($0)") }
        var writer = try ZipWriter(path: path)
        writer.add(ZipMember(path: try PackagePath("app.jar"), content: .bytes(jar.bytes)))
        _ = try writer.finish()
        let outer = try ZipDirectory(path: path)
        let entry = try #require(outer.entry(named: "app.jar"))
        #expect(entry.method == 8)
        let archive = try NestedArchive(entry, of: outer)
        #expect(archive.count == 201)
        #expect(archive.unpackedSize == jar.bytes.count)
        #expect(try archive.bytes(of: "com/example/Class199.class") == Array("class 199".utf8))
    }

    @Test func opensArchivesInArchives() throws {
        var entry = RawZip.Entry("lib/inner.jar")
        entry.contents = inner.bytes
        let archive = try open(RawZip(entry).bytes)
        let deeper = try #require(try archive.archive(named: "lib/inner.jar"))
        #expect(try deeper.bytes(of: "com/example/App.class") == Array("app".utf8))
        #expect(deeper.path.hasSuffix("outer.zip!lib/a.jar!lib/inner.jar"))
        #expect(try archive.archive(named: "lib/other.jar") == nil)
    }

    @Test func readsBehindAPrefix() throws {
        var zip = inner
        zip.prefix = Array("#!/bin/sh\nexec java -jar $0\n".utf8)
        #expect(try open(zip.bytes).bytes(of: "com/example/App.class") == Array("app".utf8))
        zip.offsetError = zip.prefix.count
        #expect(try open(zip.bytes).bytes(of: "com/example/App.class") == Array("app".utf8))
    }

    @Test func refusesWhatIsNoArchive() {
        #expect(code([]) == .notZip)
        #expect(code(Array("<html>404</html>".utf8)) == .notZip)
        #expect(code(Array(inner.bytes.dropLast(60))) == .truncated)
    }

    @Test(arguments: 1..<10) func survivesCutAtEveryTenth(_ tenth: Int) {
        let bytes = inner.bytes
        #expect(code(Array(bytes.prefix(bytes.count * tenth / 10))) != nil)
    }

    @Test func survivesAnyChangedByte() throws {
        let bytes = inner.bytes
        for index in bytes.indices {
            for value in [0, 0x7F, 0xFF] as [UInt8] {
                var changed = bytes
                changed[index] = value
                guard let archive = try? open(changed) else { continue }
                for name in archive.names(endingWith: "", limit: 10) { _ = try? archive.bytes(of: name) }
            }
        }
    }

    @Test func refusesMoreThanTheLimit() throws {
        #expect(code(inner.bytes, limit: 20) == .memberTooLarge)
        let archive = try open(inner.bytes)
        #expect(throws: ArchiveError.self) { try archive.bytes(of: "META-INF/MANIFEST.MF", limit: 3) }
    }

    /// An entry that says that it unpacks to gigabytes is not read.
    @Test func refusesEntryThatClaimsGigabytes() throws {
        var zip = inner
        zip.entries[0].method = 8
        zip.entries[0].size = 0xFFFF_FFF0
        let archive = try open(zip.bytes)
        let error = #expect(throws: ArchiveError.self) { try archive.bytes(of: "com/example/App.class") }
        #expect(error?.code == .memberTooLarge)
    }

    @Test func refusesDirectoryThatClaimsMoreThanItHolds() {
        var zip = inner
        zip.countError = 40_000
        #expect(code(zip.bytes) == .damagedDirectory)
    }

    @Test(arguments: [0x7FFF_FFFF, 0xFFFF_FFFE, 200] as [UInt32])
    func refusesEntryThatLiesElsewhere(_ offset: UInt32) throws {
        var zip = inner
        zip.entries[0].offset = offset
        let archive = try open(zip.bytes)
        #expect(throws: ArchiveError.self) { try archive.bytes(of: "com/example/App.class") }
    }

    @Test func refusesContentsThatAreNotThoseOfTheDirectory() throws {
        var zip = inner
        zip.entries[0].crc = 1
        let error = #expect(throws: ArchiveError.self) { try open(zip.bytes).bytes(of: "com/example/App.class") }
        #expect(error?.code == .checksumMismatch)
    }

    @Test func refusesEncryptedEntry() throws {
        var zip = inner
        zip.entries[0].flags |= 1
        let error = #expect(throws: ArchiveError.self) { try open(zip.bytes).bytes(of: "com/example/App.class") }
        #expect(error?.code == .unsupportedMethod)
    }
}
