public import BuildModel
public import FunctionCompute

/// What the room `Compiling` must know of a run.
public struct CompilerSettings: Sendable {
    /// What is done, for a progress line: a phase in a few words.
    public typealias Progress = @Sendable (_ phase: String) -> Void

    /// The folder of the project (absolute).
    public var projectRoot: String
    /// The folder that takes what is compiled, `.fclayer` of the project (absolute).
    public var workFolder: String
    /// The manifest, relative to the project; empty where there is none.
    public var manifest = ""
    /// The variables of the process.
    public var environment: [String: String]
    /// The folder of the store, for what tools keep of the network (absolute).
    public var storeRoot: String?
    /// Whether the network is off limits.
    public var isOffline = false
    /// Whether `Package.resolved` must be there and fit.
    public var isLocked = false
    /// The SDK for a target, made if it is missing; throws what is in the way. `nil` where the toolchain's own
    /// libraries must do.
    public var sdk: @Sendable (SDKTarget, SwiftToolchain) async throws(StageFailure) -> SwiftSDK?
    /// Compilers of C and C++ for a Debian release; `nil` where this machine has none.
    public var compilers: @Sendable (DebianRelease) async -> TargetCompilers?
    /// How long install scripts of one package may take.
    public var scriptLimit: Duration = .seconds(900)
    /// Told what is going on.
    public var progress: Progress

    /// Makes settings.
    public init(
        projectRoot: String, workFolder: String, environment: [String: String], storeRoot: String? = nil,
        isOffline: Bool = false,
        isLocked: Bool = false,
        sdk: @escaping @Sendable (SDKTarget, SwiftToolchain) async throws(StageFailure) -> SwiftSDK?,
        compilers: @escaping @Sendable (DebianRelease) async -> TargetCompilers? = { _ in nil },
        progress: @escaping Progress = { _ in }
    ) {
        self.projectRoot = projectRoot
        self.workFolder = workFolder
        self.environment = environment
        self.storeRoot = storeRoot
        self.isOffline = isOffline
        self.isLocked = isLocked
        self.sdk = sdk
        self.compilers = compilers
        self.progress = progress
    }
}
