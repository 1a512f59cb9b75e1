import NIOCore
import Synchronization

/// The open connections of a server, and how they end: idle ones at once, the others when their request is answered.
final class Draining: Sendable {
    private struct State {
        var isOn = false
        var channels: [ObjectIdentifier: any Channel] = [:]
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// Tells a connection that the request at hand is its last.
    struct Begin: Sendable {}

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let isOn = state.withLock { state in
            state.channels[id] = channel
            return state.isOn
        }
        channel.closeFuture.whenComplete { [self] _ in
            let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.channels[id] = nil
                guard state.channels.isEmpty else { return [] }
                defer { state.waiting = [] }
                return state.waiting
            }
            waiting.forEach { $0.resume() }
        }
        if isOn { Self.end(channel) }
    }

    /// Returns when the last connection is closed.
    func drain() async {
        let channels = state.withLock { state in
            state.isOn = true
            return Array(state.channels.values)
        }
        channels.forEach(Self.end)
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                guard !state.channels.isEmpty else { return true }
                state.waiting.append(continuation)
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    private static func end(_ channel: any Channel) {
        channel.pipeline.fireUserInboundEventTriggered(Begin())
    }
}
