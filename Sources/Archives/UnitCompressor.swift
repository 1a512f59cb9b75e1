import CLibDeflate

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
    private let archive: String
    private let compressor: OpaquePointer
    private var input = ByteBuffer()
    private var output = ByteBuffer()

    /// Memory that is kept from one unit to the next.
    private static let kept = 1 << 20

    init(archive: String) throws(ArchiveError) {
        guard let compressor = libdeflate_alloc_compressor(ZipCompression.level) else {
            throw ArchiveError(.outOfResources, .write, path: archive, detail: "no memory for a compressor")
        }
        self.archive = archive
        self.compressor = compressor
    }

    deinit { libdeflate_free_compressor(compressor) }

    mutating func compress(_ unit: CompressionUnit) throws(ArchiveError) -> CompressedUnit {
        defer {
            input.shrink(to: Self.kept)
            output.shrink(to: Self.kept)
        }
        let read = input.prefix(unit.range.count)
        try unit.source.read(at: unit.range.lowerBound, into: read)
        let contents = UnsafeRawBufferPointer(read)
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
            let bound = libdeflate_deflate_compress_bound(compressor, contents.count)
            let room = output.prefix(bound + OpenedStream.growth)
            let count = libdeflate_deflate_compress(
                compressor, contents.baseAddress, contents.count, room.baseAddress, bound)
            guard count > 0 else {
                throw ArchiveError(.libraryFailure, .write, path: archive, detail: "libdeflate gave no block")
            }
            let length = isLast ? count : try OpenedStream(room, count, archive: archive).length
            let bytes = Array(UnsafeRawBufferPointer(rebasing: room[..<length]))
            return CompressedUnit(bytes: bytes, isStored: false, crc32: crc, size: size)
        }
    }
}
