import Synchronization

/// Where every stage puts what it finds. One sink lives as long as a command; it may be used from several tasks at once.
public final class FindingSink: Sendable {
    private struct Collected {
        var findings: [Finding] = []
        var seen: Set<Finding> = []
    }

    private let collected = Mutex(Collected())

    /// An empty sink.
    public init() {}

    /// Keeps a finding; an equal one is kept once.
    public func emit(_ finding: Finding) {
        collected.withLock { collected in
            if collected.seen.insert(finding).inserted { collected.findings.append(finding) }
        }
    }

    /// Keeps several findings in their order.
    public func emit(_ findings: some Sequence<Finding>) {
        for finding in findings { emit(finding) }
    }

    /// All findings so far in the order of their arrival.
    public var findings: [Finding] { collected.withLock(\.findings) }

    /// Whether a finding of severity error has arrived.
    public var hasErrors: Bool { collected.withLock { $0.findings.contains { $0.severity == .error } } }
}

/// Thrown by a stage that cannot hand on a value. What the user must know has gone to the sink or is in `findings`; the
/// kind decides the exit status.
public struct StageFailure: Error, Hashable, Sendable {
    /// Whose turn it is to act, and with it the exit status of the command.
    public enum Kind: Int, Hashable, Sendable, Codable {
        /// The project cannot be built as it is (exit status 1).
        case project = 1
        /// Arguments or a manifest are wrong (exit status 2).
        case usage = 2
        /// A tool, the network or the disk failed (exit status 3).
        case environment = 3
    }

    /// Whose turn it is.
    public let kind: Kind
    /// Findings that were not emitted to a sink before.
    public let findings: [Finding]

    /// Makes a failure.
    public init(_ kind: Kind, _ findings: [Finding] = []) {
        self.kind = kind
        self.findings = findings
    }
}
