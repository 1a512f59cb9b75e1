import BuildModel
import Compiling

extension Corridor {
    /// The fourth room, with its way to what other rooms have.
    func compiler(_ project: Project) -> Compiler {
        let report = settings.progress
        var compiling = CompilerSettings(
            projectRoot: root, workFolder: output.path, environment: settings.environment,
            storeRoot: settings.storeRoot,
            isOffline: settings.isOffline, isLocked: settings.lockPolicy == .locked,
            sdk: { target, toolchain throws(StageFailure) in
                try await SwiftSDKs(settings).ensure(target, toolchain)
            },
            compilers: { [settings] in await SwiftSDKs.compilers(for: $0, settings) },
            progress: { report(BuildSettings.Progress(phase: $0, done: 0, total: 0)) })
        if let file = project.document?.file, file.hasPrefix(root + "/") {
            compiling.manifest = String(file.dropFirst(root.count + 1))
        }
        return Compiler(compiling)
    }
}

extension InputLog {
    /// Records how sources stand before tools read them, so that also a build that fails in them can be watched.
    func recordSources(of plan: BuildPlan) {
        let folders = plan.packages.flatMap(\.ingredients).compactMap { ingredient in
            switch ingredient {
            case .swift(let product): product.package
            case .build(let build): build.choice.folder
            default: nil
            }
        }
        record(Set(folders).sorted().compactMap(SourceState.before))
    }

    /// Records what compiling looked at, beside the sources.
    func recordCompiled(_ compiled: Compiler.Compiled) {
        guard !compiled.files.isEmpty else { return }
        for file in compiled.files { record(file) }
        for name in compiled.variables { recordVariable(name) }
        // Another toolchain may come first now.
        recordVariable("PATH")
        renew(compiled.files.filter { $0.hasSuffix("/Package.resolved") })
    }
}
