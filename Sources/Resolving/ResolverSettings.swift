public import BuildModel
public import FunctionCompute

/// How a resolver behaves.
public struct ResolverSettings: Sendable {
    /// What happens where a lock is missing or no longer fits what it was made from.
    public enum LockPolicy: String, Hashable, Sendable, CaseIterable {
        /// A fitting lock is used; otherwise one is made, with the versions of the old one where they are still allowed.
        case useOrCreate
        /// Only a fitting lock is used: the way of CI.
        case locked
        /// A lock is made anew with the newest versions.
        case upgrade
    }

    /// Told what is being done.
    public struct Progress: Hashable, Sendable {
        /// What is being done, for example `resolving requirements.txt for python3.10`.
        public var phase: String
        /// How much of it is done: bytes while downloading, else pieces of work.
        public var done: Int64
        /// Of how much; `nil` where it is not known.
        public var total: Int64?
    }

    /// What happens where a lock is missing or stale.
    public var lockPolicy: LockPolicy
    /// Whether the network is left alone: only locks and the store are used.
    public var offline: Bool
    /// Variables for the tools and for credentials, proxies and certificates; `PATH` is where tools are looked for.
    public var environment: [String: String]
    /// Folder of the store, absolute.
    public var storeRoot: String
    /// Files in findings are named relative to this folder (absolute).
    public var projectRoot: String
    /// Downloads at once.
    public var parallelDownloads: Int
    /// Longest wait for a resolver or the build of a package.
    public var toolTimeout: Duration
    /// Gives compilers for a release, `nil` if this machine has none. Asked when a distribution with sources in a compiled
    /// language has no wheel and must be built.
    public var compilers: @Sendable (DebianRelease) async -> TargetCompilers?
    /// Told what is being done, from any task.
    public var progress: (@Sendable (Progress) -> Void)?

    /// Makes settings.
    public init(
        lockPolicy: LockPolicy = .useOrCreate, offline: Bool = false, environment: [String: String],
        storeRoot: String, projectRoot: String, parallelDownloads: Int = 8, toolTimeout: Duration = .seconds(1800),
        compilers: @escaping @Sendable (DebianRelease) async -> TargetCompilers? = { _ in nil },
        progress: (@Sendable (Progress) -> Void)? = nil
    ) {
        self.lockPolicy = lockPolicy
        self.offline = offline
        self.environment = environment
        self.storeRoot = storeRoot
        self.projectRoot = projectRoot
        self.parallelDownloads = parallelDownloads
        self.toolTimeout = toolTimeout
        self.compilers = compilers
        self.progress = progress
    }

    func report(_ phase: String, _ done: Int64 = 0, of total: Int64? = nil) {
        progress?(Progress(phase: phase, done: done, total: total))
    }

    /// A path as findings name it.
    func shown(_ path: String) -> String { AbsolutePath.shown(path, in: projectRoot) }
}
