import CLibDeflate
import CLibZip

/// A unit of work when it is done.
struct CompressedUnit: Sendable {
    /// The bytes for the archive.
    let bytes: [UInt8]
    /// Whether they are the contents as they are.
    let isStored: Bool
    /// CRC-32 of the contents.
    let crc32: UInt32
    /// Bytes of the contents.
    let size: UInt64
}

/// Compresses units; one thread uses one. The bytes depend on the contents alone.
struct UnitCompressor: ~Copyable {
    private let compressor: OpaquePointer
    private var input = ByteBuffer()
    private var output = ByteBuffer()

    /// Memory that is kept from one unit to the next.
    private static let kept = 1 << 20
    /// What deflate may look back at.
    private static let dictionaryLength: UInt64 = 32 << 10

    init(archive: String) throws(ArchiveError) {
        guard let compressor = libdeflate_alloc_compressor(ZipCompression.level) else {
            throw ArchiveError(.outOfResources, .write, path: archive, detail: "no memory for a compressor")
        }
        self.compressor = compressor
    }

    deinit { libdeflate_free_compressor(compressor) }

    mutating func compress(_ unit: CompressionUnit) throws(ArchiveError) -> CompressedUnit {
        defer {
            input.shrink(to: Self.kept)
            output.shrink(to: Self.kept)
        }
        let before: UInt64
        if case .block = unit.method { before = min(Self.dictionaryLength, unit.range.lowerBound) } else { before = 0 }
        let read = input.prefix(unit.range.count + Int(before))
        try unit.source.read(at: unit.range.lowerBound - before, into: read)
        let contents = UnsafeRawBufferPointer(rebasing: read[Int(before)...])
        let crc = libdeflate_crc32(0, contents.baseAddress, contents.count)
        let size = UInt64(contents.count)
        switch unit.method {
        case .stored, .storedBlock:
            return CompressedUnit(bytes: Array(contents), isStored: true, crc32: crc, size: size)
        case .whole:
            // Deflate has to save at least a byte: it gets no more room than that.
            let room = output.prefix(max(contents.count - 1, 0))
            let count = libdeflate_deflate_compress(
                compressor, contents.baseAddress, contents.count, room.baseAddress, room.count)
            let best = count > 0 ? UnsafeRawBufferPointer(rebasing: room[..<count]) : contents
            return CompressedUnit(bytes: Array(best), isStored: count == 0, crc32: crc, size: size)
        case .block(let isLast):
            let stream = try DeflateStream()
            let dictionary = UnsafeMutableRawBufferPointer(rebasing: read[..<Int(before)])
            let block = UnsafeMutableRawBufferPointer(rebasing: read[Int(before)...])
            let room = output.prefix(stream.bound(block.count))
            let count = try stream.compress(block, after: dictionary, into: room, isLast: isLast)
            return CompressedUnit(
                bytes: Array(UnsafeRawBufferPointer(rebasing: room[..<count])), isStored: false, crc32: crc, size: size)
        }
    }
}

/// A zlib stream for one block of a raw deflate stream. Blocks end at a byte, so they can be made apart and joined.
struct DeflateStream: ~Copyable {
    // zlib keeps the address of the stream, so the stream may not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init() throws(ArchiveError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, ZipCompression.blockLevel, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            throw ArchiveError(.outOfResources, .write, path: "", detail: "no memory for zlib")
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Room that a block needs at most, with the marker that ends it.
    func bound(_ count: Int) -> Int { Int(deflateBound(stream, uLong(count))) + 16 }

    /// Compresses a block that follows `dictionary` and says how many bytes it took.
    func compress(
        _ block: UnsafeMutableRawBufferPointer, after dictionary: UnsafeMutableRawBufferPointer,
        into room: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(ArchiveError) -> Int {
        if dictionary.count > 0 {
            deflateSetDictionary(
                stream, dictionary.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(dictionary.count))
        }
        stream.pointee.next_in = block.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(block.count)
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room.count)
        let code = deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        guard code == (isLast ? Z_STREAM_END : Z_OK), stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 else {
            throw ArchiveError(.libraryFailure, .write, path: "", detail: "zlib code \(code)")
        }
        return room.count - Int(stream.pointee.avail_out)
    }
}
