import Dispatch
import Synchronization

/// State that threads share and wait on.
final class Monitor<State: Sendable>: Sendable {
    private struct Guarded {
        var state: State
        var waiting: [DispatchSemaphore] = []
    }

    private let guarded: Mutex<Guarded>

    init(_ state: State) { guarded = Mutex(Guarded(state: state)) }

    /// Changes the state and wakes whoever waits.
    func change<Answer: Sendable>(_ body: (inout State) -> Answer) -> Answer {
        let (answer, waiting) = guarded.withLock { guarded in
            let answer = body(&guarded.state)
            let waiting = guarded.waiting
            guarded.waiting = []
            return (answer, waiting)
        }
        for semaphore in waiting { semaphore.signal() }
        return answer
    }

    /// Waits until `body` has an answer. It is asked again after each change.
    func wait<Answer: Sendable>(_ body: (inout State) -> Answer?) -> Answer {
        while true {
            let semaphore = DispatchSemaphore(value: 0)
            let answer = guarded.withLock { guarded in
                let answer = body(&guarded.state)
                if answer == nil { guarded.waiting.append(semaphore) }
                return answer
            }
            if let answer { return answer }
            semaphore.wait()
        }
    }
}
