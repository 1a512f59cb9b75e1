import CLibZip

/// A zlib stream that unpacks raw deflate.
struct InflateStream: ~Copyable {
    /// Where a step ended.
    enum State {
        /// Output is full or input is used up.
        case more
        /// The stream is complete.
        case end
        /// The stream is damaged, in zlib's words.
        case failed(String)
    }

    // zlib keeps the address of the stream, so the stream may not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init(path: String) throws(ArchiveError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            throw ArchiveError(.outOfResources, .read, path: path, detail: "no memory for zlib")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether all input is used up.
    var isHungry: Bool { stream.pointee.avail_in == 0 }

    /// Gives the next input, which must stay where it is until it is used up.
    func feed(_ input: UnsafeMutableRawBufferPointer) {
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
    }

    /// Bits of the input byte before the next one that were not used, and whether the stream stands right behind a
    /// block, and in or behind its last one. Tells the truth after a step that stops at blocks.
    var place: (unusedBits: Int, isBehindBlock: Bool, isLastBlock: Bool) {
        let type = Int(stream.pointee.data_type)
        return (type & 63, type & 128 != 0, type & 64 != 0)
    }

    /// Input that is not used up.
    var available: Int { Int(stream.pointee.avail_in) }

    /// Unpacks until the output is full or the input is used up, or until the end of a block.
    func step(into output: UnsafeMutableRawBufferPointer, stoppingAtBlocks: Bool = false) -> (count: Int, state: State)
    {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let code = inflate(stream, stoppingAtBlocks ? Z_BLOCK : Z_NO_FLUSH)
        let count = output.count - Int(stream.pointee.avail_out)
        switch code {
        case Z_OK, Z_BUF_ERROR: return (count, .more)
        case Z_STREAM_END: return (count, .end)
        default: return (count, .failed(stream.pointee.msg.map { String(cString: $0) } ?? "zlib code \(code)"))
        }
    }
}
