import BuildModel
import Compiling

extension Corridor {
    /// The fourth room, with its way to what other rooms have.
    func compiler() -> Compiler {
        let report = settings.progress
        return Compiler(
            CompilerSettings(
                projectRoot: root, workFolder: output.path, environment: settings.environment,
                isOffline: settings.isOffline, isLocked: settings.lockPolicy == .locked,
                sdk: { target, toolchain throws(StageFailure) in try await sdk(for: target, of: toolchain) },
                progress: { report(BuildSettings.Progress(phase: $0, done: 0, total: 0)) }))
    }

    /// The SDK for a runtime.
    private func sdk(for target: SDKTarget, of toolchain: SwiftToolchain) async throws(StageFailure) -> SwiftSDK {
        guard let folder = SwiftSDKStore.location(environment: settings.environment) else {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: "no-home", severity: .error,
                        message: "no place for Swift SDKs is known: neither `FCLAYER_SWIFT_SDKS` nor `HOME` is set")
                ])
        }
        let store = SwiftSDKStore(folder: folder, version: Version.current)
        let sdk = store.sdk(target, toolchain)
        guard store.state(of: sdk) == .ready else {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: "sdk-missing", severity: .error,
                        message: "the Swift SDK `\(sdk.id)` is not ready",
                        hint: "run `fclayer sdk install \(target.runtime)`")
                ])
        }
        return sdk
    }
}

extension InputLog {
    /// Records what compiling looked at, beside the sources.
    func recordCompiled(_ compiled: Compiler.Compiled) {
        guard !compiled.files.isEmpty else { return }
        for file in compiled.files { record(file) }
        // Another toolchain may come first now.
        recordVariable("PATH")
        renew(compiled.files.filter { $0.hasSuffix("/Package.resolved") })
    }
}
