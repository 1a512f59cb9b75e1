/// Keeps the last bytes of a stream within a limit and counts the others.
struct TailBuffer: Sendable {
    private(set) var dropped = 0
    private var kept: [UInt8] = []
    private let limit: Int

    init(limit: Int) { self.limit = max(0, limit) }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        kept.append(contentsOf: bytes)
        // Cut when twice the limit is held, so that cutting costs little for each byte.
        if kept.count > 2 * limit + 65_536 { cut() }
    }

    consuming func finish() -> (bytes: [UInt8], dropped: Int) {
        cut()
        return (kept, dropped)
    }

    private mutating func cut() {
        guard kept.count > limit else { return }
        dropped += kept.count - limit
        kept.removeFirst(kept.count - limit)
    }
}
