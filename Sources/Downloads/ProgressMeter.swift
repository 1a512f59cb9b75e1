import Synchronization

/// Adds up what transfers report and passes it on at most twenty times a second.
final class ProgressMeter: Sendable {
    private struct State {
        var sizes: [Int64]
        var totals: [Int64?]
        var isDone: [Bool]
        var last: ContinuousClock.Instant?
    }

    private let state: Mutex<State>
    private let callback: (@Sendable (DownloadProgress) -> Void)?

    init(count: Int, callback: (@Sendable (DownloadProgress) -> Void)?) {
        state = Mutex(
            State(
                sizes: Array(repeating: 0, count: count), totals: Array(repeating: nil, count: count),
                isDone: Array(repeating: false, count: count), last: nil))
        self.callback = callback
    }

    /// A transfer has `size` bytes now, and perhaps knows how many it will have.
    func update(_ index: Int, size: Int64, total: Int64?) {
        change { state in
            state.sizes[index] = size
            if let total { state.totals[index] = total }
            return false
        }
    }

    /// A transfer has ended, well or not.
    func finish(_ index: Int) {
        change { state in
            state.isDone[index] = true
            state.totals[index] = state.sizes[index]
            return true
        }
    }

    private func change(_ work: (inout State) -> Bool) {
        guard let callback else { return }
        let progress = state.withLock { state -> DownloadProgress? in
            let isFinal = work(&state)
            let now = ContinuousClock.now
            if !isFinal, let last = state.last, now - last < .milliseconds(50) { return nil }
            state.last = now
            let totals = state.totals.compactMap { $0 }
            return DownloadProgress(
                bytes: state.sizes.reduce(0, +), total: totals.count == state.totals.count ? totals.reduce(0, +) : nil,
                finished: state.isDone.count { $0 }, count: state.sizes.count)
        }
        if let progress { callback(progress) }
    }
}
