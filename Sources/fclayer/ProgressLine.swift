import BuildPipeline
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One line on a terminal's standard error that tells what is going on; nothing anywhere else.
final class ProgressLine: Sendable {
    static let shared = ProgressLine()

    private struct State {
        var isShown = false
        var lastDraw = ContinuousClock.now - .seconds(1)
        var phase = ""
    }

    private let state = Mutex(State())
    private let isTerminal = Console.isTerminal(STDERR_FILENO)

    /// Shows progress, at most ten times a second.
    func show(_ progress: BuildSettings.Progress) {
        guard isTerminal else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            guard now - state.lastDraw > .milliseconds(100) || progress.phase != state.phase else { return }
            state.lastDraw = now
            state.phase = progress.phase
            state.isShown = true
            let share = progress.total > 0 ? " \(min(100, progress.done * 100 / progress.total)) %" : ""
            Console.write("\r\u{1B}[K\(progress.phase)\(share)", to: STDERR_FILENO)
        }
    }

    /// Takes the line away.
    func clear() {
        state.withLock { state in
            if state.isShown { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
            state.isShown = false
        }
    }
}
