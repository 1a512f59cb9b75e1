import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// SIGTERM and SIGINT, which ask the process to end. The second one ends it at once.
final class EndSignals {
    private let stream: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.stream = stream
        let isSecond = Flag()
        sources = [SIGTERM, SIGINT].map { number in
            // As PID 1 the process would not even get a signal that it has no handler for; the source needs it ignored.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if isSecond.exchange(true) { exit(128 + number) }
                continuation.yield(number)
            }
            source.activate()
            return source
        }
    }

    /// Returns when the first one has come.
    func first() async {
        for await _ in stream { return }
    }
}

/// A truth that threads share.
final class Flag: Sendable {
    private let value = Atomic(false)

    /// Whether it was set.
    var isSet: Bool { value.load(ordering: .acquiring) }

    /// Sets it; what it was before.
    func exchange(_ new: Bool) -> Bool { value.exchange(new, ordering: .acquiringAndReleasing) }
}
