import Processes
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks again and again at how much memory a function takes, and ends it where that is more than it has: on the platform it
/// would be ended with status 137 (D/076).
final class MemoryWatch: Sendable {
    private struct State {
        var peak: Int64?
        var isExceeded = false
    }

    /// Bytes that the function has.
    let limit: Int64
    private let state = Mutex(State())

    init(limit: Int64) { self.limit = limit }

    /// The most that was seen, files in memory included.
    var peak: Int64? { state.withLock(\.peak) }

    /// Whether the function was ended for it.
    var isExceeded: Bool { state.withLock(\.isExceeded) }

    /// One look. Pages of files are not counted against the limit, and pages that processes share count once.
    func look(at tree: ProcessTree, ending tool: RunningTool) {
        let memory = tree.memory
        guard memory.resident > 0 else { return }
        state.withLock { $0.peak = max($0.peak ?? 0, memory.resident) }
        guard memory.anonymous > limit, let exact = tree.proportionalMemory, exact > limit else { return }
        state.withLock { $0.isExceeded = true }
        tool.signal(SIGKILL, toGroup: true)
    }

    /// Looks until the task is cancelled or the function has ended.
    func run(_ tree: @Sendable () -> ProcessTree?, tool: RunningTool) async {
        var pause = Duration.milliseconds(5)
        while !Task.isCancelled, tool.status == nil {
            if let tree = tree() { look(at: tree, ending: tool) }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(50))
        }
    }
}
