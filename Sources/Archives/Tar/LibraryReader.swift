import CLibArchive

/// A reading handle of libarchive over a file. The handle and the bytes that it reads live as long as this value.
struct LibraryReader: ~Copyable {
    /// What the library may see in the file.
    enum Format {
        /// A tar archive, plain or compressed.
        case tar
        /// Any bytes, compressed or not.
        case raw
    }

    let handle: OpaquePointer
    let path: String
    private let feed: Feed

    private init(handle: OpaquePointer, path: String, feed: Feed) {
        self.handle = handle
        self.path = path
        self.feed = feed
    }

    /// Begins to read; the compression is recognised by the first bytes.
    static func open(_ file: RandomAccessFile, as format: Format) throws(ArchiveError) -> LibraryReader {
        guard let handle = archive_read_new() else {
            throw ArchiveError(.outOfResources, .open, path: file.path, detail: "libarchive gives no handle")
        }
        let reader = LibraryReader(handle: handle, path: file.path, feed: Feed(file))
        try reader.begin(format)
        return reader
    }

    private func begin(_ format: Format) throws(ArchiveError) {
        // A compression that the library can only read by starting a program answers a warning and works.
        archive_read_support_filter_gzip(handle)
        archive_read_support_filter_bzip2(handle)
        archive_read_support_filter_xz(handle)
        archive_read_support_filter_lzma(handle)
        archive_read_support_filter_zstd(handle)
        switch format {
        case .tar: archive_read_support_format_tar(handle)
        case .raw:
            archive_read_support_format_raw(handle)
            archive_read_support_format_empty(handle)
        }
        let context = Unmanaged.passUnretained(feed).toOpaque()
        let result = archive_read_open2(
            handle, context, nil,
            { _, context, bytes in
                guard let context else { return -1 }
                return Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue().next(bytes)
            }, nil, nil)
        guard result == ARCHIVE_OK else {
            throw error(.open, format == .tar ? .notTar : .damagedData)
        }
        // One compression is usual; layers of them are made to multiply.
        guard archive_filter_count(handle) <= 2 else {
            throw ArchiveError(.unsupportedMethod, .open, path: path, detail: "it is compressed more than once")
        }
    }

    deinit { archive_read_free(handle) }

    /// The error that stands behind the last answer of the library.
    func error(
        _ operation: ArchiveError.Operation, _ code: ArchiveError.Code = .damagedData, entry: String? = nil
    ) -> ArchiveError {
        if let failure = feed.failure { return failure }
        let words = archive_error_string(handle).map { String(cString: $0) } ?? "libarchive gives no reason"
        // The library has one number for every kind of damage; that the bytes ended is known here.
        let lower = words.lowercased()
        let isCut =
            feed.isAtEnd && ["truncated", "premature end", "no progress is possible"].contains(where: lower.contains)
        return ArchiveError(isCut ? .truncated : code, operation, path: path, entry: entry, detail: words)
    }

    /// Bytes of the unpacked stream that were used so far.
    var position: Int64 { archive_filter_bytes(handle, 0) }

    /// Unpacked bytes of the current entry; 0 at its end.
    func read(into buffer: UnsafeMutableRawBufferPointer, entry: String?) throws(ArchiveError) -> Int {
        while true {
            let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard count == Int(ARCHIVE_RETRY) else { throw error(.read, entry: entry) }
        }
    }

    /// Hands the bytes of the file to the library.
    private final class Feed {
        let file: RandomAccessFile
        private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        private var offset: UInt64 = 0
        private(set) var failure: ArchiveError?

        init(_ file: RandomAccessFile) { self.file = file }

        deinit { buffer.deallocate() }

        var isAtEnd: Bool { offset >= file.size }

        func next(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
            do throws(ArchiveError) {
                let count = try file.read(at: offset, into: buffer)
                offset += UInt64(count)
                bytes?.pointee = UnsafeRawPointer(buffer.baseAddress)
                return count
            } catch {
                failure = error
                return -1
            }
        }
    }
}
