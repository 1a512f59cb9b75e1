import CLibArchive

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a plain tar archive (pax) of files, without times and owners: the same files give the same bytes.
public struct TarWriter: ~Copyable {
    private let path: String
    private let handle: OpaquePointer

    /// Begins an archive in a file, which is made or emptied.
    public init(path: String) throws(ArchiveError) {
        guard let handle = archive_write_new() else {
            throw ArchiveError(.outOfResources, .create, path: path, detail: "libarchive is out of memory")
        }
        guard archive_write_set_format_pax_restricted(handle) == ARCHIVE_OK,
            archive_write_open_filename(handle, path) == ARCHIVE_OK
        else {
            let error = Self.error(handle, .create, path)
            archive_write_free(handle)
            throw error
        }
        self.path = path
        self.handle = handle
    }

    deinit { archive_write_free(handle) }

    /// Adds a file under a name; one that has changed its size since it was listed is an error.
    public mutating func add(fileAt source: String, size: Int64, as name: String) throws(ArchiveError) {
        let number = open(source, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            throw ArchiveError(.notFound, .read, path: source, detail: String(cString: strerror(errno)))
        }
        defer { close(number) }
        try begin(name, size: size)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var left = size
        while left > 0 {
            let count = read(number, buffer.baseAddress, min(buffer.count, Int(clamping: left)))
            guard count > 0 else {
                throw ArchiveError(.fileChanged, .read, path: source, detail: "it ends early")
            }
            guard archive_write_data(handle, buffer.baseAddress, count) == count else {
                throw Self.error(handle, .write, path)
            }
            left -= Int64(count)
        }
    }

    /// Adds bytes under a name.
    public mutating func add(_ bytes: [UInt8], as name: String) throws(ArchiveError) {
        try begin(name, size: Int64(bytes.count))
        guard bytes.isEmpty || archive_write_data(handle, bytes, bytes.count) == bytes.count else {
            throw Self.error(handle, .write, path)
        }
    }

    private func begin(_ name: String, size: Int64) throws(ArchiveError) {
        let entry = archive_entry_new()
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, name)
        // `S_IFREG`, which libarchive and the C library both define.
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_size(entry, size)
        archive_entry_set_mtime(entry, 0, 0)
        guard archive_write_header(handle, entry) == ARCHIVE_OK else { throw Self.error(handle, .write, path) }
    }

    /// Writes the end.
    public consuming func finish() throws(ArchiveError) {
        guard archive_write_close(handle) == ARCHIVE_OK else { throw Self.error(handle, .commit, path) }
    }

    private static func error(_ handle: OpaquePointer, _ operation: ArchiveError.Operation, _ path: String)
        -> ArchiveError
    {
        let number = archive_errno(handle)
        let words = archive_error_string(handle).map { String(cString: $0) } ?? "libarchive does not say why"
        let code: ArchiveError.Code =
            switch number {
            case ENOSPC, EDQUOT: .diskFull
            case EACCES, EPERM, EROFS: .notPermitted
            case ENOENT: .notFound
            default: .systemFailure
            }
        return ArchiveError(code, operation, path: path, detail: words)
    }
}
