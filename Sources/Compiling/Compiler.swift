public import BuildModel

/// The fourth room: what must be compiled is compiled, for the runtime and not for this machine.
public struct Compiler: Sendable {
    let settings: CompilerSettings

    /// A compiler for a run.
    public init(_ settings: CompilerSettings) { self.settings = settings }

    /// A plan with its compiled parts, and what decides whether they are to be made again.
    public struct Compiled: Sendable {
        /// The plan.
        public var staged: StagedPlan
        /// Folders of sources as they stood before they were compiled.
        public var sources: [SourceState] = []
        /// Other files that were looked at (absolute).
        public var files: [String] = []
        /// Names of variables that decide what is made, beside `PATH`.
        public var variables: [String] = []
    }

    /// Compiles what the plan asks for; a plan without products passes as it is. Problems of all packages are told at once.
    public func compile(_ locked: LockedPlan, into sink: FindingSink) async throws(StageFailure) -> Compiled {
        var compiled = Compiled(staged: StagedPlan(locked: locked))
        let ingredients = locked.plan.packages.flatMap(\.ingredients)
        let products = ingredients.compactMap { if case .swift(let product) = $0 { product } else { nil } }
        let libraries = ingredients.compactMap { if case .swiftRuntime(let set) = $0 { set } else { nil } }
        try await build(locked, into: &compiled, sink)
        guard !(products.isEmpty && libraries.isEmpty) else { return compiled }
        try SharedRuntime(plan: locked.plan).check(into: sink)
        let known = SwiftRecord.toolchains(in: settings.workFolder)
        let toolchain = try await SwiftToolchain.find(environment: settings.environment, known: known)
        compiled.files.append(toolchain.compiler)
        let jobs = try await SwiftJob.jobs(for: products, toolchain: toolchain, settings: settings)
        var failures: [StageFailure] = []
        for job in jobs {
            do throws(StageFailure) {
                let record = try await SwiftBuild(job: job, settings: settings).run()
                compiled.staged.products += record.products
                compiled.sources += record.sources
                compiled.files += [job.package + "/Package.resolved"] + (job.sdk.map { [$0.recordFile] } ?? [])
                sink.emit(record.findings)
            } catch {
                guard error.kind == .project, !Task.isCancelled else { throw error }
                failures.append(error)
            }
        }
        guard failures.isEmpty else { throw StageFailure(.project, failures.flatMap(\.findings)) }
        try OwnLibraries.check(compiled.staged)
        for package in Set(jobs.map(\.package)).sorted() {
            sink.emit(OwnServer(package: package, functions: locked.plan.functions).findings())
        }
        for set in libraries where !compiled.staged.libraries.contains(where: { $0.libraries == set }) {
            compiled.staged.libraries.append(
                StagedLibraries(
                    libraries: set,
                    contents: try await RuntimeLibraries(set, toolchain: toolchain, settings: settings).stage()))
        }
        SharedRuntime(plan: locked.plan).note(into: sink)
        return compiled
    }

    /// Removes results of builds by other tools that a manifest no longer has; `plan` is all of it. The project must be locked.
    public func sweep(keeping plan: BuildPlan) {
        BuildSweep(settings: settings).sweep(
            keeping: plan.packages.flatMap(\.ingredients).compactMap {
                if case .build(let build) = $0 { build } else { nil }
            })
    }

    /// Does the builds by other tools, each once.
    private func build(
        _ locked: LockedPlan, into compiled: inout Compiled, _ sink: FindingSink
    ) async throws(StageFailure) {
        var builds: [ToolBuild] = []
        for case .build(let build) in locked.plan.packages.flatMap(\.ingredients) where !builds.contains(build) {
            // What the user allows may not be in the lock any more.
            let node = build.node.flatMap { locked.parts(of: .node($0)) }
            if build.choice.kind == .npmScripts, node?.scripts.isEmpty != false { continue }
            builds.append(build)
        }
        guard !builds.isEmpty else { return }
        var failures: [StageFailure] = []
        for result in await ToolWorkshop(settings: settings, parts: locked.parts).make(builds) {
            switch result {
            case .success(let made):
                compiled.staged.builds.append(made.staged)
                compiled.sources += made.sources
                compiled.files += made.tools
                compiled.variables += made.variables
                sink.emit(made.findings)
            case .failure(let failure): failures.append(failure)
            }
        }
        guard !Task.isCancelled else { throw StageFailure(.environment) }
        // What the machine lacks comes first; everything that was found is told at once.
        let kind: StageFailure.Kind = failures.contains { $0.kind == .environment } ? .environment : .project
        guard failures.isEmpty else { throw StageFailure(kind, failures.flatMap(\.findings)) }
    }
}
