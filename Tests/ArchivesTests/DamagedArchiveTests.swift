import Archives
import BuildModel
import TestSupport
import Testing

/// Archives that are broken rather than hostile: a precise error, never a trap, never an end that looks like success.
@Suite struct DamagedArchiveTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// What opening or reading through answers; nil if all is well.
    private func code(_ bytes: [UInt8]) throws -> ArchiveError.Code? {
        let path = try folder.write("damaged.zip", bytes)
        do throws(ArchiveError) {
            let directory = try ZipDirectory(path: path)
            for result in try directory.verifyAll(initial: { _ in 0 }, update: { $0 += $1.count }) {
                if let failure = result.failure { return failure.code }
            }
            return nil
        } catch {
            return error.code
        }
    }

    /// A real archive with stored, compressed and large members.
    private func sample() throws -> [UInt8] {
        var writer = try ZipWriter(path: folder.file("sample.zip"))
        var generator = SeededGenerator(seed: 7)
        for index in 0..<20 {
            let text = Array(String(repeating: "line \(index) of a file\n", count: 40).utf8)
            writer.add(ZipMember(path: try PackagePath("pkg/m\(index).py"), content: .bytes(text)))
        }
        writer.add(ZipMember(path: try PackagePath("pkg/noise.bin"), content: .bytes(generator.noise(3000))))
        writer.add(ZipMember(path: try PackagePath("pkg/link"), content: .symlink(target: "m1.py")))
        _ = try writer.finish()
        return try folder.read("sample.zip")
    }

    @Test func rejectsEmptyFile() throws { #expect(try code([]) == .notZip) }

    @Test func rejectsGarbage() throws {
        var generator = SeededGenerator(seed: 1)
        #expect(try code(generator.noise(70_000)) == .notZip)
        #expect(try code(Array("PK".utf8)) == .notZip)
    }

    @Test func rejectsArchiveCutAtEveryTenthOfItsLength() throws {
        let whole = try sample()
        for tenth in 1..<10 {
            #expect(try code(Array(whole.prefix(whole.count * tenth / 10))) == .truncated)
        }
        #expect(try code(whole.dropLast(1)) != nil)
        #expect(try code(whole) == nil)
    }

    @Test func rejectsEndRecordThatCountsTooMany() throws {
        var zip = RawZip(.init("a"))
        zip.countError = 1
        #expect(try code(zip.bytes) == .damagedDirectory)
        zip.countError = 60_000
        #expect(try code(zip.bytes) == .damagedDirectory)
    }

    @Test func rejectsDirectoryOutsideTheFile() throws {
        var bytes = RawZip(.init("a")).bytes
        bytes.replaceSubrange(bytes.count - 6..<bytes.count - 2, with: le32(0x7FFF_FFFF))
        #expect(try code(bytes) == .damagedDirectory)
    }

    @Test func rejectsEntryOutsideTheFile() throws {
        var entry = RawZip.Entry("a")
        entry.offset = 0x7000_0000
        #expect(try code(RawZip(entry).bytes) == .damagedDirectory)
    }

    @Test func rejectsWrongCRC() throws {
        var entry = RawZip.Entry("a")
        entry.crc = 1
        #expect(try code(RawZip(entry).bytes) == .checksumMismatch)
    }

    @Test func rejectsWrongSizeOfCompressedData() throws {
        var entry = RawZip.Entry("a", "")
        entry.method = 8
        entry.data = [3, 0]
        entry.size = 5
        #expect(try code(RawZip(entry).bytes) == .sizeMismatch)
    }

    @Test func rejectsBytesBehindCompressedData() throws {
        var entry = RawZip.Entry("a", "")
        entry.method = 8
        entry.data = [3, 0, 1, 2, 3]
        #expect(try code(RawZip(entry).bytes) == .sizeMismatch)
    }

    @Test func rejectsDamagedCompressedData() throws {
        var entry = RawZip.Entry("a", "some contents")
        entry.method = 8
        entry.data = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(try code(RawZip(entry).bytes) == .damagedData)
    }

    @Test func rejectsBombOfLargeMember() throws {
        // Real data of more than the size that the directory claims: the reader stops at the claim.
        let path = folder.file("zeros.zip")
        var writer = try ZipWriter(path: path)
        writer.add(ZipMember(path: try PackagePath("zeros"), content: .bytes(Array(repeating: 0, count: 20 << 20))))
        _ = try writer.finish()
        var bytes = try folder.read("zeros.zip")
        let claim = le32(6 << 20)
        bytes.replaceSubrange(22..<26, with: claim)
        let record = bytes.count - 22 - 46 - 5
        bytes.replaceSubrange(record + 24..<record + 28, with: claim)
        #expect(try code(bytes) == .sizeMismatch)
    }

    @Test func rejectsFolderPipeAndMissingFile() throws {
        #expect(throws: ArchiveError.self) { try ZipDirectory(path: folder.path) }
        let error = #expect(throws: ArchiveError.self) { try ZipDirectory(path: folder.file("missing.zip")) }
        #expect(error?.code == .notFound)
        #expect(error?.path == folder.file("missing.zip"))
    }

    @Test func refusesMoreBytesThanTheCallerWants() throws {
        let directory = try ZipDirectory(path: folder.write("a.zip", RawZip(.init("a", "12345")).bytes))
        let error = #expect(throws: ArchiveError.self) { try directory.bytes(of: directory.entries[0], limit: 4) }
        #expect(error?.code == .memberTooLarge)
        #expect(try directory.bytes(of: directory.entries[0], limit: 5) == Array("12345".utf8))
    }

    @Test func refusesEntryOfAnotherArchive() throws {
        let one = try ZipDirectory(path: folder.write("1.zip", RawZip(.init("a", "1")).bytes))
        let two = try ZipDirectory(path: folder.write("2.zip", RawZip(.init("b", "2")).bytes))
        let error = #expect(throws: ArchiveError.self) { try one.bytes(of: two.entries[0]) }
        #expect(error?.code == .foreignEntry)
    }

    @Test func survivesMutations() throws {
        let whole = try sample()
        var generator = SeededGenerator(seed: 42)
        var accepted = 0
        for round in 0..<2000 {
            var bytes = whole
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                // Half of the changes hit the directory, where the structure is.
                let low = round % 2 == 0 ? 0 : bytes.count * 3 / 4
                let place = Int.random(in: low..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2: bytes[place] = 0xFF
                default: bytes.removeSubrange(place..<min(place + 5, bytes.count))
                }
            }
            let path = folder.file("damaged.zip")
            if try code(bytes) == nil { accepted += 1 }
            // Listing must bear anything that has an end record; what it lists must be readable or say why not.
            if let directory = try? ZipDirectory(path: path, policy: .inspect) {
                for entry in directory.entries where entry.size < 1 << 20 {
                    _ = try? directory.bytes(of: entry)
                }
            }
        }
        // A change is only invisible where nobody looks: times, versions, attributes.
        #expect(accepted < 400)
    }
}
