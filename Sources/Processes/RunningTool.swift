import CLinuxNamespaces

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A tool that is running: a process that leads a session and a group of its own. The value is good only inside the body that
/// `ToolRunner.withRunning` hands it to; afterwards its number may belong to another process.
public struct RunningTool: Sendable {
    /// Its number.
    public let processIdentifier: Int32

    init(_ processIdentifier: Int32) { self.processIdentifier = processIdentifier }

    /// Sends a signal to the tool alone, or to all that it started as well.
    public func signal(_ number: Int32, toGroup: Bool = false) {
        guard processIdentifier > 1 else { return }
        _ = kill(toGroup ? -processIdentifier : processIdentifier, number)
    }

    /// How it ended; `nil` while it runs. Asking does not reap it: that is the runner's.
    public var status: ToolResult.Status? {
        var information = siginfo_t()
        guard waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            // It was reaped already, which only the runner does, after the body.
            return .exited(-1)
        }
        return ChildStatus.status(of: information)
    }

    /// Waits for the end, at most for so long and no longer than the task lives; `nil` if the tool still runs then.
    public func end(within limit: Duration) async -> ToolResult.Status? {
        let deadline = ContinuousClock.now + limit
        var pause = Duration.milliseconds(1)
        while true {
            if let status { return status }
            guard ContinuousClock.now < deadline, !Task.isCancelled else { return nil }
            try? await Task.sleep(for: min(pause, deadline - ContinuousClock.now))
            pause = min(pause * 2, .milliseconds(20))
        }
    }
}

/// Reads what `waitid` tells.
enum ChildStatus {
    /// `nil` if no child had ended.
    static func status(of information: siginfo_t) -> ToolResult.Status? {
        var information = information
        let number = fclayer_child_number(&information)
        let value = fclayer_child_status(&information)
        guard number != 0 else { return nil }
        return information.si_code == Int32(CLD_EXITED) ? .exited(value) : .signalled(value)
    }
}
