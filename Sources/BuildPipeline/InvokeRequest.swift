public import BuildModel

/// What `fclayer invoke` is asked to do.
public struct InvokeRequest: Sendable {
    /// The system files that the function finds.
    public enum System: Hashable, Sendable {
        /// Those of the runtime's Debian release.
        case runtime
        /// Those of this machine.
        case host
        /// A folder with a root file system (absolute path).
        case folder(String)
    }

    /// The network of the sandbox.
    public enum Network: String, Hashable, Sendable, CaseIterable {
        /// This machine's, or a private one if the port is taken.
        case auto
        /// This machine's.
        case host
        /// A private one.
        case none
    }

    /// The function; `nil` where the project has one only.
    public var name: String?
    /// The calls in their order.
    public var calls: [InvocationCall]
    /// The system files that the function finds.
    public var system = System.runtime
    /// The network of the sandbox.
    public var network = Network.auto
    /// Whether bubblewrap is used where it works.
    public var wantsSandbox = true
    /// Seconds that the port may stay closed; `nil` is the platform's own 120.
    public var startTimeout: Int?
    /// Seconds that a call may take, instead of the function's own.
    public var timeout: Int?
    /// Variables in addition to the function's, or instead of them.
    public var variables: [String: String] = [:]
    /// Whether the credentials in the environment of this process are handed on.
    public var passesCredentials = false

    /// A request with the defaults of the command.
    public init(name: String?, calls: [InvocationCall]) {
        self.name = name
        self.calls = calls
    }
}

/// How a function behaved, and what is wrong with it.
public struct InvokeOutcome: Sendable {
    /// How it behaved.
    public var record: InvocationRecord
    /// What is wrong with it, as it counts for the user.
    public var review: FindingReview
}
