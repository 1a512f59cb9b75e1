import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ctrl-C and SIGTERM end a run cleanly: children are stopped, scratch folders removed. A second signal ends it at once, and so
/// does time where the run does not come to its end by itself.
enum Interruption {
    /// What stopping children and removing folders may take, in seconds.
    private static let patience = 10.0

    /// Runs a body whose task is cancelled by the first signal.
    static func cancelling(_ body: sending @escaping () async throws -> Void) async throws {
        let task = Task { try await body() }
        // A queue of its own has a thread of its own: those of the global queues may all be busy with the run.
        let queue = DispatchQueue(label: "signals")
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if task.isCancelled { _exit(130) }
                task.cancel()
                queue.asyncAfter(deadline: .now() + patience) { _exit(130) }
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        let result = await task.result
        // Whatever a cancelled body throws, the user asked for the end.
        if task.isCancelled { throw CancellationError() }
        try result.get()
    }
}
