import Processes

/// Waits until a function takes connections at its port, as the platform does (D/126).
struct StartWatch: Sendable {
    /// How the wait ended.
    enum Outcome: Sendable {
        /// The port is open for the platform.
        case ready
        /// The process ended before.
        case ended(ToolResult.Status)
        /// Only this machine itself could reach the port.
        case onLoopback(ListeningSocket)
        /// Time is up; the sockets that take connections on other ports.
        case closed([ListeningSocket])
        /// The memory is used up.
        case outOfMemory
        /// The task was cancelled.
        case cancelled
    }

    let tool: RunningTool
    let port: Int
    let limit: Duration
    /// Whether the sandbox lies between the tool and the function.
    let isSandboxed: Bool
    let memory: MemoryWatch
    let note: @Sendable (String) -> Void

    /// How long a server may listen on the loopback before it is believed.
    private static let settling = Duration.seconds(2)
    /// When whoever waits is told of another port.
    private static let noticing = Duration.seconds(3)

    /// The processes of the function; `nil` until the sandbox has started it.
    var tree: ProcessTree? {
        let tree = ProcessTree(root: tool.processIdentifier)
        guard isSandboxed else { return tree }
        return tree.children.first.map { ProcessTree(root: $0) }
    }

    func wait() async -> Outcome {
        let start = ContinuousClock.now
        var loopbackSince: ContinuousClock.Instant?
        var hasTold = false
        while true {
            let now = ContinuousClock.now
            if Task.isCancelled { return .cancelled }
            let sockets = listening()
            if sockets.contains(where: { $0.port == port && !$0.isLoopback }) { return .ready }
            // After the look at the sockets: an end that came between is seen in the next round.
            if let status = tool.status { return memory.isExceeded ? .outOfMemory : .ended(status) }
            if let socket = sockets.first(where: { $0.port == port }) {
                let since = loopbackSince ?? now
                loopbackSince = since
                if now - since > Self.settling || now - start > limit { return .onLoopback(socket) }
            } else {
                loopbackSince = nil
            }
            if now - start > limit { return .closed(sockets) }
            if !hasTold, now - start > Self.noticing {
                hasTold = true
                let others = sockets.map(\.description).joined(separator: ", ")
                note(
                    others.isEmpty
                        ? "port \(port) is not open yet; waiting \(limit) in all, as the platform does"
                        : "it listens at \(others) and not yet on port \(port); waiting \(limit) in all")
            }
            let age = now - start
            let pause: Duration =
                age < .milliseconds(200) ? .milliseconds(1) : age < .seconds(2) ? .milliseconds(5) : .milliseconds(25)
            try? await Task.sleep(for: pause)
        }
    }

    /// Where the system does not tell what a process listens on, a connection is tried.
    private func listening() -> [ListeningSocket] {
        guard let tree else { return [] }
        if let sockets = tree.listening { return sockets }
        return TCPPort.accepts(port) ? [ListeningSocket.anywhere(port)] : []
    }
}
