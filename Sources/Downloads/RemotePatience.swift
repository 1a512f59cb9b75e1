import Synchronization

/// How long a run waits for a cache on another machine, over all requests: two seconds. After that only transfers go on that are
/// fast, because what they bring takes longer to make.
final class RemotePatience: Sendable {
    /// Milliseconds without a look at the speed; with the window in which speed is measured after it, two seconds.
    static let milliseconds = 1_500
    static let words = "2 s"
    /// Bytes in a window that count as fast: 16 MB a second.
    private static let fast: Int64 = 8 << 20
    private static let window = Duration.milliseconds(500)

    private struct State {
        var running = 0
        var since: ContinuousClock.Instant?
        var spent = Duration.zero
        var bytes: Int64 = 0
        /// What was spent when the window began.
        var windowStart: Duration?
        var windowBytes: Int64 = 0
        /// Whether it ran out: for all who wait, and for good.
        var isOut = false
    }

    private let state = Mutex(State())

    /// A request begins.
    func begin() {
        state.withLock { state in
            state.running += 1
            if state.since == nil { state.since = .now }
        }
    }

    /// A request has ended. Time counts while any is under way.
    func end() {
        state.withLock { state in
            state.running -= 1
            guard state.running == 0, let since = state.since else { return }
            state.spent += .now - since
            state.since = nil
        }
    }

    /// Bytes of a file have come in or gone out.
    func moved(_ count: Int64) { state.withLock { $0.bytes += count } }

    /// Comes back when there is no patience left, or the task is cancelled.
    func runOut() async {
        while !Task.isCancelled, !isSpent() {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Whether no more is waited.
    func isSpent() -> Bool {
        state.withLock { state in
            if state.isOut { return true }
            let spent = state.spent + (state.since.map { .now - $0 } ?? .zero)
            guard spent >= .milliseconds(Self.milliseconds) else { return false }
            guard let start = state.windowStart else {
                (state.windowStart, state.windowBytes) = (spent, state.bytes)
                return false
            }
            guard spent - start >= Self.window else { return false }
            state.isOut = state.bytes - state.windowBytes < Self.fast
            (state.windowStart, state.windowBytes) = (spent, state.bytes)
            return state.isOut
        }
    }
}

/// The first of several answers to arrive.
final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Value, Never>)
        case given(Value)
        case done
    }

    private let state = Mutex(State.open)

    /// Gives an answer; all but the first are dropped.
    func give(_ value: Value) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, Never>? in
            switch state {
            case .open:
                state = .given(value)
                return nil
            case .waiting(let waiter):
                state = .done
                return waiter
            case .given, .done: return nil
            }
        }
        waiter?.resume(returning: value)
    }

    /// Waits for the answer; asked once.
    func answer() async -> Value {
        await withCheckedContinuation { continuation in
            let value = state.withLock { state -> Value? in
                if case .given(let value) = state {
                    state = .done
                    return value
                }
                state = .waiting(continuation)
                return nil
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
