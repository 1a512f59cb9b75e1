import CLibDeflate

/// Reads the contents of entries: small ones at once with libdeflate, large ones in pieces with zlib. Sizes and CRC-32
/// are checked before the last byte is believed. One thread uses one.
struct Inflater: ~Copyable {
    /// Entries up to this size are unpacked at once, which is twice as fast.
    static let wholeLimit: UInt64 = 64 << 20
    /// Pieces of larger ones.
    static let pieceLength = 256 << 10

    private let file: RandomAccessFile
    private let decompressor: OpaquePointer
    private var input = ByteBuffer()
    private var output = ByteBuffer()

    init(file: RandomAccessFile) throws(ArchiveError) {
        guard let decompressor = libdeflate_alloc_decompressor() else {
            throw ArchiveError(.outOfResources, .read, path: file.path, detail: "no memory for a decompressor")
        }
        self.file = file
        self.decompressor = decompressor
    }

    deinit { libdeflate_free_decompressor(decompressor) }

    /// Hands over the contents of an entry in order, in pieces. What was handed over is only to be trusted when the
    /// call has returned without an error.
    mutating func read(_ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) -> Void) throws(ArchiveError) {
        guard !entry.isEncrypted else { throw failure(.unsupportedMethod, entry, "the entry is encrypted") }
        let crc: UInt32
        switch entry.method {
        case 0: crc = try readStored(entry, body)
        case 8 where entry.size <= Self.wholeLimit && entry.compressedSize <= Self.wholeLimit:
            crc = try readWhole(entry, body)
        case 8: crc = try readInPieces(entry, body)
        default: throw failure(.unsupportedMethod, entry, "compression method \(entry.method)")
        }
        guard crc == entry.crc32 else {
            throw failure(.checksumMismatch, entry, "CRC-32 is \(hex(crc)), the directory says \(hex(entry.crc32))")
        }
    }

    /// The contents of an entry as a whole. Several times quicker than in pieces, and it needs memory for the packed and
    /// for the unpacked bytes: the caller has looked at the size.
    mutating func bytes(of entry: ZipEntry) throws(ArchiveError) -> [UInt8] {
        guard entry.method == 8, !entry.isEncrypted, entry.compressedSize <= file.size else {
            var bytes: [UInt8] = []
            try read(entry) { bytes.append(contentsOf: $0) }
            return bytes
        }
        let packed = try file.bytes(at: entry.dataOffset, count: Int(entry.compressedSize))
        var result = LIBDEFLATE_SUCCESS
        var consumed = 0
        let contents = [UInt8](unsafeUninitializedCapacity: Int(entry.size)) { buffer, filled in
            result = packed.withUnsafeBytes {
                libdeflate_deflate_decompress_ex(
                    decompressor, $0.baseAddress, $0.count, buffer.baseAddress, Int(entry.size), &consumed, nil)
            }
            filled = result == LIBDEFLATE_SUCCESS ? Int(entry.size) : 0
        }
        try check(result, consumed, of: packed.count, entry)
        let crc = libdeflate_crc32(0, contents, contents.count)
        guard crc == entry.crc32 else {
            throw failure(.checksumMismatch, entry, "CRC-32 is \(hex(crc)), the directory says \(hex(entry.crc32))")
        }
        return contents
    }

    private mutating func readStored(
        _ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(ArchiveError) -> UInt32 {
        guard entry.size == entry.compressedSize else { throw failure(.sizeMismatch, entry, "stored with two sizes") }
        var crc: UInt32 = 0
        var done: UInt64 = 0
        while done < entry.size {
            let piece = input.prefix(Int(min(UInt64(Self.pieceLength), entry.size - done)))
            try file.fill(piece, at: entry.dataOffset + done)
            crc = libdeflate_crc32(crc, piece.baseAddress, piece.count)
            body(UnsafeRawBufferPointer(piece))
            done += UInt64(piece.count)
        }
        return crc
    }

    private mutating func readWhole(
        _ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(ArchiveError) -> UInt32 {
        let packed = input.prefix(Int(entry.compressedSize))
        try file.fill(packed, at: entry.dataOffset)
        let contents = output.prefix(Int(entry.size))
        var consumed = 0
        let result = libdeflate_deflate_decompress_ex(
            decompressor, packed.baseAddress, packed.count, contents.baseAddress, contents.count, &consumed, nil)
        try check(result, consumed, of: packed.count, entry)
        if contents.count > 0 { body(UnsafeRawBufferPointer(contents)) }
        return libdeflate_crc32(0, contents.baseAddress, contents.count)
    }

    /// Whether all of the packed bytes gave exactly what the directory promises.
    private func check(
        _ result: libdeflate_result, _ consumed: Int, of count: Int, _ entry: ZipEntry
    ) throws(ArchiveError) {
        switch result {
        case LIBDEFLATE_SUCCESS: break
        case LIBDEFLATE_SHORT_OUTPUT, LIBDEFLATE_INSUFFICIENT_SPACE:
            throw failure(.sizeMismatch, entry, "does not unpack to the \(entry.size) bytes of the directory")
        default: throw failure(.damagedData, entry, "the compressed data is damaged")
        }
        guard consumed == count else {
            throw failure(.sizeMismatch, entry, "\(count - consumed) bytes behind the compressed data")
        }
    }

    private mutating func readInPieces(
        _ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(ArchiveError) -> UInt32 {
        let stream = try InflateStream(path: file.path)
        let packed = input.prefix(Self.pieceLength)
        let contents = output.prefix(Self.pieceLength)
        var crc: UInt32 = 0
        var read: UInt64 = 0
        var made: UInt64 = 0
        while true {
            if stream.isHungry, read < entry.compressedSize {
                let count = Int(min(UInt64(packed.count), entry.compressedSize - read))
                let piece = UnsafeMutableRawBufferPointer(rebasing: packed[..<count])
                try file.fill(piece, at: entry.dataOffset + read)
                stream.feed(piece)
                read += UInt64(count)
            }
            let step = stream.step(into: contents)
            if step.count > 0 {
                made += UInt64(step.count)
                guard made <= entry.size else {
                    throw failure(.sizeMismatch, entry, "unpacks to more than the \(entry.size) bytes of the directory")
                }
                crc = libdeflate_crc32(crc, contents.baseAddress, step.count)
                body(UnsafeRawBufferPointer(rebasing: contents[..<step.count]))
            }
            switch step.state {
            case .more where step.count == 0 && stream.isHungry && read == entry.compressedSize:
                throw failure(.damagedData, entry, "the compressed data ends early")
            case .more: continue
            case .failed(let words): throw failure(.damagedData, entry, words)
            case .end:
                guard made == entry.size, stream.isHungry, read == entry.compressedSize else {
                    throw failure(.sizeMismatch, entry, "unpacks to \(made) bytes, the directory says \(entry.size)")
                }
                return crc
            }
        }
    }

    private func failure(_ code: ArchiveError.Code, _ entry: ZipEntry, _ detail: String) -> ArchiveError {
        ArchiveError(code, .read, path: file.path, entry: entry.name, detail: detail)
    }

    private func hex(_ crc: UInt32) -> String { String(crc, radix: 16) }
}
