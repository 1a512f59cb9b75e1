/// The contents of a file that may be compressed by gzip, bzip2, xz, lzma or zstd, read from the front. What is not
/// compressed comes as it is.
public struct UnpackedStream: ~Copyable {
    private let reader: LibraryReader
    private let limit: UInt64
    private var given: UInt64 = 0
    private var hasEntry: Bool

    /// Opens a file; more than `limit` unpacked bytes are an error.
    public init(path: String, limit: UInt64) throws(ArchiveError) {
        let file = try RandomAccessFile(path: path, followingLinks: true)
        let reader = try LibraryReader.open(file, as: .raw)
        hasEntry = try reader.beginRaw()
        self.reader = reader
        self.limit = limit
    }

    /// Fills a buffer as far as it goes and says how much it took; 0 at the end. Compressed data that stops early throws
    /// `truncated`, unpacked bytes beyond the limit throw `memberTooLarge`.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        guard hasEntry, buffer.count > 0 else { return 0 }
        let count = try reader.read(into: buffer, entry: nil)
        given += UInt64(count)
        guard given <= limit else {
            throw ArchiveError(
                .memberTooLarge, .read, path: reader.path, detail: "it unpacks to more than \(limit) bytes")
        }
        if count == 0 { hasEntry = false }
        return count
    }
}
