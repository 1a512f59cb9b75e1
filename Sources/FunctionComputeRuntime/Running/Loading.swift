import Synchronization

/// Runs the initializer once, whoever asks first, and lets all others wait for it.
final class Loading: Sendable {
    private enum State {
        case none
        case running(Task<LoadedFunction, any Error>, attempt: Int)
        case ready(LoadedFunction)
    }

    private let state = Mutex(State.none)
    private let attempts = Atomic(0)

    /// The function where its initializer has run.
    var loaded: LoadedFunction? {
        state.withLock { if case .ready(let function) = $0 { function } else { nil } }
    }

    /// The function; runs `load` where it has not run or failed the last time. A request that is cancelled does not cancel the
    /// initializer, for which others may wait.
    func function(_ load: @escaping @Sendable () async throws -> LoadedFunction) async throws -> LoadedFunction {
        if let loaded { return loaded }
        let (task, attempt) = state.withLock { state -> (Task<LoadedFunction, any Error>, Int) in
            switch state {
            case .ready(let function): return (Task { function }, 0)
            case .running(let task, let attempt): return (task, attempt)
            case .none:
                let task = Task { try await load() }
                let attempt = attempts.add(1, ordering: .relaxed).newValue
                state = .running(task, attempt: attempt)
                return (task, attempt)
            }
        }
        let result = await task.result
        state.withLock { state in
            guard case .running(_, attempt) = state else { return }
            if case .success(let function) = result { state = .ready(function) } else { state = .none }
        }
        return try result.get()
    }
}
