/// What a run of the corridor is asked to do: the front door makes it of arguments and the environment, nothing below looks
/// at either again.
public struct BuildSettings: Sendable {
    /// How locks are treated.
    public enum LockPolicy: String, Sendable, Codable {
        /// Use a lock that fits its requirements; make it otherwise.
        case useOrCreate
        /// Fail where a lock is missing or does not fit its requirements.
        case locked
        /// Resolve again, to the newest versions that are allowed.
        case upgrade
    }

    /// What is made of findings that were there before.
    public enum Baseline: Hashable, Sendable, Codable {
        /// They count.
        case none
        /// Those in a file (absolute path) are accepted.
        case read(String)
        /// All that there are now are accepted, and written into a file (absolute path).
        case write(String)
    }

    /// What is going on, for a progress line.
    public struct Progress: Sendable {
        /// In a word or two: `downloading`, `packing functions/ingest`.
        public var phase: String
        /// Amount that is done, in the phase's own unit.
        public var done: Int64
        /// Amount in all, 0 if it is not known.
        public var total: Int64
    }

    /// The folder in which the project is looked for (absolute).
    public var folder: String
    /// The manifest, if the user names one.
    public var projectFile: String?
    /// Functions and layers to build; empty means all.
    public var names: [String] = []
    /// The part of them that this machine takes; `nil` is all.
    public var shard: Shard?
    /// Whether all of the project is meant.
    var isWhole: Bool { names.isEmpty && shard == nil }
    /// What part of the project is meant, to tell runs apart.
    var selection: [String] { names + (shard.map { ["--shard \($0)"] } ?? []) }
    /// Whether the time that each package takes is measured, for shards.
    public var recordsCosts = false
    /// How locks are treated.
    public var lockPolicy = LockPolicy.useOrCreate
    /// Whether the network is off limits.
    public var isOffline = false
    /// Whether warnings, and what could not be checked, count as errors.
    public var isStrict = false
    /// What is made of findings that were there before.
    public var baseline = Baseline.none
    /// Environment variables of the process.
    public var environment: [String: String]
    /// Where the content store is (absolute).
    public var storeRoot: String
    /// Today as ISO 8601, to compare with the dates of retirements.
    public var today: String
    /// The file of the program itself, so that a new build of fclayer does not trust the results of an old one.
    public var programFile: String?
    /// Whether `validate` also loads handlers for real, in a sandbox.
    public var isDeep = false
    /// Interpreters to load them with, before those on `PATH`.
    public var interpreters: [String] = []
    /// Whether functions on custom runtimes are started before the results of a build are taken.
    public var isSmoke = false
    /// Whether somebody waits for what changes after the build, also where it fails.
    public var isWatched = false
    /// Told what is going on; may be called from any thread.
    public var progress: @Sendable (Progress) -> Void = { _ in }
    /// Told, in a line, what is done once on this machine and takes its time; may be called from any thread.
    public var notice: @Sendable (String) -> Void = { _ in }

    /// Makes settings with the defaults of `fclayer build`.
    public init(folder: String, environment: [String: String], storeRoot: String, today: String) {
        self.folder = folder
        self.environment = environment
        self.storeRoot = storeRoot
        self.today = today
    }
}
