/// A zip archive that is an entry of another one, such as a jar in a package: its directory, and the contents by name. Only
/// what a lookup needs is checked; nothing of the archive is believed beyond its bounds.
public final class NestedArchive: Sendable {
    /// The archive in errors: path and entry.
    public let path: String
    /// Bytes that the archive takes in memory; none where it is read from the file around it.
    public let unpackedSize: Int
    /// How many entries the directory lists.
    public var count: Int { records.count }

    private let file: RandomAccessFile
    private let directory: LittleEndian
    private let records: [CentralRecord]
    /// Bytes before the archive that its own offsets do not count.
    private let shift: UInt64
    private let directoryOffset: UInt64

    /// Larger archives inside archives are not opened.
    public static let largest = 128 << 20
    private static let bounds = ZipBounds(entries: 200_000, directoryBytes: 32 << 20)

    /// Opens an entry of an archive. Entries that are stored are read where they lie, others are unpacked into memory.
    /// Throws `memberTooLarge` for entries of more than `limit` bytes.
    public convenience init(
        _ entry: ZipEntry, of archive: ZipDirectory, limit: Int = NestedArchive.largest
    ) throws(ArchiveError) {
        try archive.requireOwn(entry)
        try self.init(entry, in: archive.file, limit: limit)
    }

    /// Opens an archive that is an entry of this one; `nil` if there is no such entry.
    public func archive(named name: String, limit: Int = NestedArchive.largest) throws(ArchiveError) -> NestedArchive? {
        guard let entry = try entry(named: name) else { return nil }
        return try NestedArchive(entry, in: file, limit: limit)
    }

    private convenience init(_ entry: ZipEntry, in outer: RandomAccessFile, limit: Int) throws(ArchiveError) {
        let path = outer.path + "!" + entry.name
        guard entry.size <= UInt64(max(0, limit)) else {
            throw ArchiveError(
                .memberTooLarge, .open, path: path, detail: "\(entry.size) bytes, limit is \(limit)")
        }
        if entry.method == 0, entry.size == entry.compressedSize, !entry.isEncrypted {
            let range = entry.dataOffset..<entry.dataOffset + entry.size
            try self.init(RandomAccessFile(path: path, piece: range, of: outer), unpackedSize: 0)
        } else {
            var inflater = try Inflater(file: outer)
            let bytes = try inflater.bytes(of: entry)
            try self.init(RandomAccessFile(path: path, bytes: bytes), unpackedSize: bytes.count)
        }
    }

    private init(_ file: RandomAccessFile, unpackedSize: Int) throws(ArchiveError) {
        self.unpackedSize = unpackedSize
        let end = try ZipEnd(of: file)
        guard end.directorySize <= UInt64(Self.bounds.directoryBytes), end.entries <= UInt64(Self.bounds.entries),
            end.entries <= end.directorySize / UInt64(CentralRecord.length)
        else {
            throw ArchiveError(
                .damagedDirectory, .open, path: file.path,
                detail: "\(end.entries) entries in \(end.directorySize) bytes are beyond the bounds")
        }
        let directory = LittleEndian(bytes: try file.bytes(at: end.directoryOffset, count: Int(end.directorySize)))
        var records: [CentralRecord] = []
        records.reserveCapacity(Int(end.entries))
        var at = 0
        for index in 0..<Int(end.entries) {
            guard let record = CentralRecord(in: directory, at: at) else {
                throw ArchiveError(
                    .damagedDirectory, .open, path: file.path, detail: "record \(index) of the directory is damaged")
            }
            records.append(record)
            at = record.end
        }
        self.file = file
        path = file.path
        self.directory = directory
        self.records = records
        shift = end.shift
        directoryOffset = end.directoryOffset
    }

    /// Whether there is an entry of exactly this name.
    public func contains(_ name: String) -> Bool { index(of: name) != nil }

    /// The contents of an entry, `nil` if there is none of this name. Throws `memberTooLarge` before reading if they are
    /// larger than the limit.
    public func bytes(of name: String, limit: Int = 16 << 20) throws(ArchiveError) -> [UInt8]? {
        guard let entry = try entry(named: name) else { return nil }
        guard entry.size <= UInt64(max(0, limit)) else {
            throw ArchiveError(
                .memberTooLarge, .read, path: path, entry: name, detail: "\(entry.size) bytes, limit is \(limit)")
        }
        var inflater = try Inflater(file: file)
        return try inflater.bytes(of: entry)
    }

    /// Names that end with a text, in the order of the directory, no more than `limit`.
    public func names(endingWith ending: String, limit: Int) -> [String] {
        let ending = Array(ending.utf8)
        var names: [String] = []
        for record in records where names.count < limit {
            let name = directory.bytes[record.name]
            if name.count >= ending.count, name.suffix(ending.count).elementsEqual(ending) {
                names.append(String(decoding: name, as: UTF8.self))
            }
        }
        return names
    }

    private func index(of name: String) -> Int? {
        let wanted = Array(name.utf8)
        return directory.bytes.withUnsafeBufferPointer { bytes in
            records.firstIndex { record in
                record.name.count == wanted.count && bytes[record.name].elementsEqual(wanted)
            }
        }
    }

    /// The entry of a name with the place of its data, which its local header tells.
    private func entry(named name: String) throws(ArchiveError) -> ZipEntry? {
        guard let index = index(of: name) else { return nil }
        let record = records[index]
        let (start, overflow) = record.localOffset.addingReportingOverflow(shift)
        guard !overflow, start < directoryOffset, directoryOffset - start >= UInt64(LocalHeader.length) else {
            throw damaged(name, "the entry lies outside the archive")
        }
        let found = LittleEndian(bytes: try file.bytes(at: start, count: LocalHeader.length))
        guard let header = LocalHeader(in: found, at: 0) else { throw damaged(name, "the local header is missing") }
        let data = start + UInt64(LocalHeader.length + header.nameLength + header.extraLength)
        guard data <= directoryOffset, record.compressedSize <= directoryOffset - data else {
            throw damaged(name, "the entry reaches into the directory")
        }
        var entry = ZipEntry(record, EntryName(directory.bytes[record.name]), index: index)
        entry.moveData(to: data)
        return entry
    }

    private func damaged(_ name: String, _ detail: String) -> ArchiveError {
        ArchiveError(.damagedDirectory, .read, path: path, entry: name, detail: detail)
    }
}
