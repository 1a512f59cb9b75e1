import CLibArchive

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a tar archive (ustar, GNU, pax; plain or compressed by gzip, bzip2, xz, lzma or zstd) from its first entry to its
/// last. Hostile names, devices and archives that stop early are errors.
public struct TarReader: ~Copyable {
    /// The archive.
    public let path: String
    private let reader: LibraryReader
    private let bounds: TarBounds
    private var count = 0
    private var current: TarEntry?
    private var left: UInt64 = 0
    /// What all files so far claim to hold: files with holes hold more than the archive has bytes.
    private var claimed: UInt64 = 0

    /// Opens an archive.
    public init(path: String, bounds: TarBounds = TarBounds()) throws(ArchiveError) {
        try self.init(RandomAccessFile(path: path, followingLinks: true), bounds: bounds)
    }

    init(_ file: RandomAccessFile, bounds: TarBounds) throws(ArchiveError) {
        path = file.path
        self.bounds = bounds
        reader = try LibraryReader.open(file, as: .tar)
    }

    /// The next entry, `nil` behind the last. What is left of the entry before is skipped.
    public mutating func next() throws(ArchiveError) -> TarEntry? {
        if let current {
            guard archive_read_data_skip(reader.handle) >= ARCHIVE_WARN else {
                throw reader.error(.read, entry: current.path)
            }
        }
        try checkTotal()
        let before = reader.position
        var raw: OpaquePointer?
        let result = archive_read_next_header(reader.handle, &raw)
        current = nil
        if result == ARCHIVE_EOF {
            // The library also ends where the bytes end; a whole archive ends with a block of zeros.
            guard reader.position - before >= 512 else {
                throw ArchiveError(.truncated, .read, path: path, detail: "it ends without the mark of its end")
            }
            return nil
        }
        // A warning is about an attribute that is not used here, or about a name, and names are checked below.
        guard result >= ARCHIVE_WARN, let raw else { throw reader.error(.read, count == 0 ? .notTar : .damagedData) }
        count += 1
        guard count <= bounds.entries else {
            throw ArchiveError(
                .tooManyEntries, .read, path: path, detail: "it has more than \(bounds.entries) entries")
        }
        let entry = try checked(raw)
        current = entry
        left = entry.size
        claimed += entry.size
        try checkTotal()
        return entry
    }

    /// Bytes of the entry that `next` gave last; 0 at its end.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        guard let current, buffer.count > 0 else { return 0 }
        let count = try reader.read(into: buffer, entry: current.path)
        try checkTotal()
        guard count <= left else {
            throw ArchiveError(
                .sizeMismatch, .read, path: path, entry: current.path, detail: "it is longer than its header says")
        }
        left -= UInt64(count)
        guard count > 0 || left == 0 else {
            throw ArchiveError(
                .truncated, .read, path: path, entry: current.path, detail: "\(left) bytes of it are missing")
        }
        return count
    }

    /// The contents of the entry that `next` gave last.
    public mutating func contents(limit: Int) throws(ArchiveError) -> [UInt8] {
        guard let current else { return [] }
        guard current.size <= UInt64(limit) else {
            throw ArchiveError(
                .memberTooLarge, .read, path: path, entry: current.path, detail: "it is larger than \(limit) bytes")
        }
        var bytes = [UInt8](repeating: 0, count: Int(current.size))
        var filled = 0
        while filled < bytes.count {
            var failure: ArchiveError?
            let count = bytes.withUnsafeMutableBytes { buffer -> Int in
                do throws(ArchiveError) {
                    return try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            filled += count
        }
        return bytes
    }

    private func checkTotal() throws(ArchiveError) {
        guard max(UInt64(clamping: reader.position), claimed) <= bounds.totalBytes else {
            throw ArchiveError(
                .refused(.totalTooLarge), .read, path: path,
                detail: "it unpacks to more than \(bounds.totalBytes) bytes")
        }
    }

    /// The entry with a name that was checked. Names are taken as bytes: their texts depend on the locale of the process.
    private func checked(_ raw: OpaquePointer) throws(ArchiveError) -> TarEntry {
        let name = try TarName.checked(Self.bytes(archive_entry_pathname(raw)), of: path)
        func refusal(_ kind: ZipDefect.Kind, _ detail: String) -> ArchiveError {
            ArchiveError(.refused(kind), .read, path: path, entry: name, detail: detail)
        }
        let isExecutable = archive_entry_perm(raw) & 0o100 != 0
        func entry(_ kind: TarEntry.Kind, size: UInt64 = 0) -> TarEntry {
            TarEntry(path: name, kind: kind, size: size, isExecutable: isExecutable)
        }
        if let target = archive_entry_hardlink(raw) {
            return entry(.hardLink(to: try TarName.checked(Self.bytes(target), of: path)))
        }
        let kind = mode_t(archive_entry_filetype(raw))
        switch kind {
        case S_IFDIR: return entry(.folder)
        case S_IFLNK:
            let bytes = Self.bytes(archive_entry_symlink(raw))
            guard let target = String(validating: bytes, as: UTF8.self), !bytes.isEmpty, bytes.count <= 4095 else {
                throw refusal(.symlinkDamaged, "the target of the link is empty, too long or not UTF-8")
            }
            return entry(.symlink(target: target))
        case S_IFREG:
            guard !name.isEmpty else { throw refusal(.emptyName, "a file without a name") }
            guard let size = UInt64(exactly: archive_entry_size(raw)) else {
                throw refusal(.implausibleSize, "its size is negative")
            }
            guard size <= bounds.memberBytes else {
                throw ArchiveError(
                    .memberTooLarge, .read, path: path, entry: name, detail: "it claims to have \(size) bytes")
            }
            return entry(.file, size: size)
        default: throw refusal(.specialFile, "it is a device, a pipe or a socket")
        }
    }

    private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
        guard let text else { return [] }
        return UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
    }
}

extension LibraryReader {
    /// Begins with the one entry that the raw format has; `false` for an empty file.
    borrowing func beginRaw() throws(ArchiveError) -> Bool {
        var raw: OpaquePointer?
        switch archive_read_next_header(handle, &raw) {
        case ARCHIVE_EOF: return false
        case ARCHIVE_OK, ARCHIVE_WARN: return true
        default: throw error(.open)
        }
    }
}
