import Dispatch

/// Runs work that blocks on a thread of its own, so that it does not hold up the few threads that tasks share.
public enum Blocking {
    private static let queue = DispatchQueue(label: "fclayer.blocking", attributes: .concurrent)

    /// Runs `work` off the cooperative threads and hands back what it returns or throws. Cancellation does not stop it.
    public static func run<T: Sendable, E: Error>(
        _ work: @escaping @Sendable () throws(E) -> T
    ) async throws(E) -> T {
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<T, E>, Never>) in
            queue.async { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }
}
