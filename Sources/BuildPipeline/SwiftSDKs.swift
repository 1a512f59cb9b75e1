public import BuildModel
import Compiling
import FileTrees
import FunctionCompute
import Resolving

/// The Swift SDKs of this machine: made of Debian packages by `Resolving` and a toolchain by `Compiling`.
public struct SwiftSDKs: Sendable {
    let settings: BuildSettings
    let store: SwiftSDKStore

    /// The SDKs as a run sees them.
    public init(_ settings: BuildSettings) throws(StageFailure) {
        guard let folder = SwiftSDKStore.location(environment: settings.environment) else {
            throw Self.failure(
                .environment, "no-home", "set `FCLAYER_SWIFT_SDKS` or `HOME`: there is no folder to keep Swift SDKs in")
        }
        self.settings = settings
        store = SwiftSDKStore(folder: folder, version: Version.current)
    }

    /// The toolchain on `PATH`. One that an SDK was made with is known without asking it.
    func toolchain() async throws(StageFailure) -> SwiftToolchain {
        try await SwiftToolchain.find(environment: settings.environment, known: store.knownToolchains)
    }

    /// The SDK of a runtime, made first if it is not there, not whole or of another toolchain. One that is ready costs a look at its
    /// files.
    func ensure(runtime: String) async throws(StageFailure) -> SwiftSDK {
        try await ensure(Self.target(of: runtime), await toolchain())
    }

    /// The SDK of a target and a toolchain, made first if need be.
    func ensure(_ target: SDKTarget, _ toolchain: SwiftToolchain) async throws(StageFailure) -> SwiftSDK {
        let sdk = store.sdk(target, toolchain)
        let state = store.state(of: sdk)
        if state == .ready { return sdk }
        let reason =
            switch state {
            case .ready, .missing: ""
            case .incomplete: "; the one that was there is not whole"
            case .otherToolchain: "; the one that was there was made with another toolchain"
            }
        settings.notice("making the Swift SDK `\(sdk.id)`\(reason)")
        let hold = Store.hold(settings)
        let archives = try await packages(of: target)
        try await store.make(sdk, from: archives, environment: settings.environment)
        withExtendedLifetime(hold) {}
        return sdk
    }

    private func packages(of target: SDKTarget) async throws(StageFailure) -> [DebianArchive] {
        let report = settings.progress
        let resolver = DebianResolver(
            ResolverSettings(
                offline: settings.isOffline, environment: settings.environment, storeRoot: settings.storeRoot,
                projectRoot: settings.folder,
                progress: { report(BuildSettings.Progress(phase: $0.phase, done: $0.done, total: $0.total ?? 0)) }))
        do {
            return try await resolver.archives(target.packages, release: target.packageRelease, closure: false)
        } catch {
            guard settings.isOffline else { throw error }
            throw StageFailure(
                .environment,
                [
                    Self.finding(
                        "sdk-missing", "the Swift SDK for `\(target.runtime)` is not there",
                        hint: "run `fclayer sdk install \(target.runtime)` once, with the network")
                ] + error.findings)
        }
    }

    /// What an SDK is made for by a runtime's identifier.
    static func target(of runtime: String) throws(StageFailure) -> SDKTarget {
        guard let known = RuntimeCatalogue.runtime(runtime) else {
            let near = NearestName.nearest(to: runtime, among: RuntimeCatalogue.all.map(\.id))
            throw Self.failure(
                .usage, "unknown-runtime", "there is no runtime `\(runtime)`",
                hint: near.map { "did you mean `\($0)`?" })
        }
        guard let target = SDKTarget(runtime: known) else {
            throw Self.failure(
                .usage, "sdk-no-runtime", "there is no SDK for `\(runtime)`: its image is your own",
                hint: "SDKs: " + SDKTarget.all.map { "`\($0.runtime)`" }.joined(separator: ", "))
        }
        return target
    }

    private static func finding(_ rule: String, _ message: String, hint: String? = nil) -> Finding {
        Finding(rule: rule, severity: .error, message: message, hint: hint)
    }

    static func failure(
        _ kind: StageFailure.Kind, _ rule: String, _ message: String, hint: String? = nil
    ) -> StageFailure {
        StageFailure(kind, [finding(rule, message, hint: hint)])
    }
}
