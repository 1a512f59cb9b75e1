/// Makes a complete deflate stream one that another can follow, so that pieces of large contents can be compressed apart
/// and joined: the last block loses its mark as the last one, and an empty stored block brings the end to a whole byte.
/// (zlib's flushes end pieces like that; libdeflate has none, so the place of the last block is found by unpacking, which
/// costs a fraction of packing.)
struct OpenedStream {
    /// Bytes that a stream grows by at most.
    static let growth = 5

    /// Length of the stream now.
    let length: Int

    /// Opens the stream in the first `count` bytes, which has room to grow.
    init(_ stream: UnsafeMutableRawBufferPointer, _ count: Int, archive: String) throws(ArchiveError) {
        let blocks = try Self.lastBlock(of: UnsafeMutableRawBufferPointer(rebasing: stream[..<count]), archive)
        guard (blocks.end + 7) / 8 == count else {
            throw Self.failure("ends at bit \(blocks.end) of \(count) bytes", archive)
        }
        stream[blocks.start / 8] &= ~(1 << UInt8(blocks.start % 8))
        var end = count
        // Three zero bits are the header of the stored block. Bits behind the end are zero already.
        if count * 8 - blocks.end < 3 {
            stream[end] = 0
            end += 1
        }
        for byte: UInt8 in [0, 0, 0xFF, 0xFF] {
            stream[end] = byte
            end += 1
        }
        length = end
    }

    /// At which bits the last block begins and ends.
    private static func lastBlock(of packed: UnsafeMutableRawBufferPointer, _ archive: String) throws(ArchiveError) -> (
        start: Int, end: Int
    ) {
        let stream = try InflateStream(path: archive)
        var output = ByteBuffer()
        let room = output.prefix(64 << 10)
        stream.feed(packed)
        var start = 0
        while true {
            let step = stream.step(into: room, stoppingAtBlocks: true)
            guard case .more = step.state else { throw failure("has no last block", archive) }
            let place = stream.place
            if place.isBehindBlock {
                let bit = (packed.count - stream.available) * 8 - place.unusedBits
                if place.isLastBlock { return (start, bit) }
                start = bit
            } else if step.count == 0, stream.isHungry {
                throw failure("ends early", archive)
            }
        }
    }

    private static func failure(_ words: String, _ archive: String) -> ArchiveError {
        ArchiveError(.libraryFailure, .write, path: archive, detail: "a compressed block \(words)")
    }
}
