import Synchronization

/// Keeps the body of a page in memory, up to a limit.
final class MemorySink: BodySink {
    private struct State {
        var bytes: [UInt8] = []
        var keeps = false
        var isTooLarge = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// The body; empty for an answer that is no success.
    var bytes: [UInt8] { state.withLock { $0.bytes } }

    var refusal: SinkRefusal? { state.withLock { $0.isTooLarge ? .tooLarge(limit: Int64(limit)) : nil } }

    func begin(_ head: ResponseHead) -> Bool {
        state.withLock { state in
            state = State(keeps: (200..<300).contains(head.status))
            return true
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        state.withLock { state in
            guard state.keeps else { return true }
            guard state.bytes.count + bytes.count <= limit else {
                state.isTooLarge = true
                return false
            }
            state.bytes.append(contentsOf: bytes)
            return true
        }
    }
}
