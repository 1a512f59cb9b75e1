/// A piece of memory that grows on demand and is freed with its owner.
struct ByteBuffer: ~Copyable {
    private(set) var raw = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    deinit { raw.deallocate() }

    /// The first `count` bytes; the contents are lost when the buffer has to grow.
    mutating func prefix(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if raw.count < max(count, 1) {
            raw.deallocate()
            raw = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 16)
        }
        return UnsafeMutableRawBufferPointer(rebasing: raw[..<count])
    }

    /// Gives memory beyond `limit` back to the system.
    mutating func shrink(to limit: Int) {
        guard raw.count > limit else { return }
        raw.deallocate()
        raw = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }
}
