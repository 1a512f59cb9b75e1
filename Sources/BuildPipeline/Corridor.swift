import Assembling
public import BuildModel
import Compiling
import FileTrees
import FunctionCompute
import Manifests
import Planning
import Reporting
import Resolving
import Validating

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The corridor: it takes one value from each room to the next, and is the only place that knows their order.
public struct Corridor: Sendable {
    let settings: BuildSettings
    let root: String
    var output: OutputFolder
    let log: InputLog
    let judge: FindingJudge

    /// A corridor for one run.
    public init(_ settings: BuildSettings) {
        self.settings = settings
        root = Self.root(of: settings)
        output = OutputFolder(root: root)
        log = InputLog(environment: settings.environment)
        judge = FindingJudge(root: root, settings: settings)
    }

    /// The folder of the manifest; what the user names may be the folder itself.
    private static func root(of settings: BuildSettings) -> String {
        guard let named = settings.projectFile else { return settings.folder }
        let path = named.hasPrefix("/") ? named : settings.folder + "/" + named
        if (try? Files.status(path))?.kind == .folder { return path }
        return Files.parentFolder(of: path) ?? settings.folder
    }

    /// Builds and checks the packages. Throws all findings if there is an error among them; then the results of earlier
    /// builds are untouched.
    public func build() async throws(StageFailure) -> BuildOutcome {
        let stateFile = RunState.file(for: settings, in: output)
        if let outcome = remembered(RunState.load(stateFile)) { return outcome }
        let sink = FindingSink()
        do throws(StageFailure) {
            try useBaseline()
            // Before anything is made on disk: the folder may be no project at all.
            let (project, plan) = try survey(into: sink)
            try stop(sink)
            let lock = try await output.lock()
            // Another run may have done the work while this one waited.
            let last = RunState.load(stateFile)
            if let outcome = remembered(last) { return outcome }
            let earlier = PackageCache.load(from: output)
            output.sweep()
            let hold = Store.hold(settings)
            let staging = try Staging(output)
            let resolver = resolver()
            log.recordDependencies(of: plan, resolver)
            let shared = try await SharedPackages(project, plan, settings, output, resolver, log)
            let found = await shared?.find(in: staging.path, and: earlier) ?? SharedPackages.Found()
            for folder in found.made.folders { log.record(folder) }
            sink.emit(plan.packages.flatMap { found.said[$0.id] ?? [] })
            let told = sink.findings.count
            let locked = try await resolver.resolve(found.rest(of: plan), into: sink)
            log.recordLocks(of: plan, resolver)
            if settings.isWatched { log.recordSources(of: plan) }
            let compiled = try await compiler(project).compile(locked, into: sink)
            log.recordCompiled(compiled)
            let shop = PackageShop(corridor: self, staging: staging.path, remembered: last, earlier: earlier)
            let fresh = try await shop.make(compiled.staged)
            let open = found.joined(with: fresh, in: plan)
            // Who takes a package hears what was said when it was made.
            let said = Array(sink.findings.dropFirst(told))
            let shareable = await shared?.stillTrue(open) ?? []
            async let sealed = PackageShop.sealed(open)
            let checkFile = RunState.file(for: settings, in: output, kind: "checks")
            let checked = await validate(
                plan, packages: open.items.map(\.package),
                knowing: CheckMemory(
                    records: CheckState.load(checkFile, program: settings.programFile),
                    packages: CheckState.packages(open.items)), into: sink)
            let made = try await sealed.get()
            CheckState.save(
                checked.records(packages: CheckState.packages(made.items)), to: checkFile,
                program: settings.programFile)
            try stop(sink)
            try await smoke(project, plan, made.items, into: sink)
            if settings.recordsCosts { try await recordCosts(of: project, plan) }
            let results = try results(project: project, plan: plan, made: made.items, into: sink)
            guard !Task.isCancelled else { throw StageFailure(.environment) }
            var outcome = try staging.publish(results, made: made, earlier: earlier, corridor: self)
            if settings.isWhole { compiler(project).sweep(keeping: plan) }
            try writeBaseline()
            outcome.state = remember(outcome, made: made, sources: compiled.sources, stateFile: stateFile)
            await shared?.offer(outcome.packages, shareable, found, said: said)
            withExtendedLifetime(lock) {}
            withExtendedLifetime(hold) {}
            return outcome
        } catch {
            throw complete(error, with: sink)
        }
    }

    /// The answer of an earlier run, if it still holds.
    private func remembered(_ state: RunState?) -> BuildOutcome? {
        // A proof by starting is asked for anew each time.
        guard !settings.isSmoke, !settings.recordsCosts, let state, state.isCurrent(for: settings),
            var outcome = state.outcome
        else {
            return nil
        }
        outcome.state = state.id
        log.recall(state)
        judge.learn(subjects: outcome.subjects, manifest: outcome.manifest)
        return outcome
    }

    /// Plans, without network or processes.
    public func plan() throws(StageFailure) -> PlanOutcome {
        let sink = FindingSink()
        do {
            let (project, plan) = try survey(into: sink)
            try stop(sink)
            return PlanOutcome(project: project, plan: plan, findings: judge.review(sink.findings).findings)
        } catch {
            throw complete(error, with: sink)
        }
    }

    /// Makes, checks or renews locks.
    public func lock() async throws(StageFailure) -> LockOutcome {
        let sink = FindingSink()
        do {
            let (_, plan) = try survey(into: sink)
            try stop(sink)
            let hold = Store.hold(settings)
            let locks = try await resolver().lock(plan, into: sink)
            withExtendedLifetime(hold) {}
            try stop(sink)
            return LockOutcome(locks: locks, findings: judge.review(sink.findings).findings)
        } catch {
            throw complete(error, with: sink)
        }
    }

    /// The first two rooms, and the rules that need nothing but a plan.
    func survey(
        into sink: FindingSink, ofAllShards isWhole: Bool = false
    ) throws(StageFailure) -> (Project, BuildPlan) {
        let reader = ManifestReader(files: log.files, environment: settings.environment)
        let project = try reader.read(folder: settings.folder, projectFile: settings.projectFile, into: sink)
        try judge.learn(project)
        let only = isWhole ? nil : try members(of: project)
        let plan = try Planner(names: settings.names, only: only).plan(project, into: sink)
        judge.learn(plan)
        ConfigurationCheck().check(plan, region: project.upload.region, today: settings.today, into: sink)
        return (project, plan)
    }

    /// Ends the run if anything so far is an error that the user does not accept.
    func stop(_ sink: FindingSink) throws(StageFailure) {
        guard sink.hasErrors || settings.isStrict else { return }
        guard !judge.review(sink.findings).hasErrors else { throw StageFailure(.project) }
    }

    /// A failure with everything that was found before it.
    func complete(_ failure: StageFailure, with sink: FindingSink) -> StageFailure {
        sink.emit(failure.findings)
        var review = judge.review(sink.findings, isFinal: failure.kind != .project)
        // Whatever ended the run must be told.
        if failure.kind == .project, !review.hasErrors { review = judge.review(sink.findings, isFinal: true) }
        return StageFailure(failure.kind, review.findings)
    }

    func resolver() -> Resolver {
        let policy: ResolverSettings.LockPolicy =
            switch settings.lockPolicy {
            case .useOrCreate: .useOrCreate
            case .locked: .locked
            case .upgrade: .upgrade
            }
        let report = settings.progress
        return Resolver(
            settings: ResolverSettings(
                lockPolicy: policy, offline: settings.isOffline, environment: settings.environment,
                storeRoot: settings.storeRoot, projectRoot: root,
                compilers: { [settings] in await SwiftSDKs.compilers(for: $0, settings) },
                progress: { report(BuildSettings.Progress(phase: $0.phase, done: $0.done, total: $0.total ?? 0)) }))
    }

    private func results(
        project: Project, plan: BuildPlan, made: [PackageShop.Item], into sink: FindingSink
    ) throws(StageFailure) -> Results {
        let packages = made.compactMap(\.sealed)
        let contents = Dictionary(made.map { ($0.package.id, $0.package.contents) }) { first, _ in first }
        do {
            let manifest = try DeploymentManifest(project: project, plan: plan, contents: contents)
            sink.emit(manifest.findings)
            try stop(sink)
            let review = judge.review(
                sink.findings, extent: settings.isWhole ? .all(without: RuleList.deep) : .some)
            guard !review.hasErrors else { throw StageFailure(.project) }
            let report = BuildReport(
                project: project, plan: plan, packages: packages, findings: review.findings,
                suppressed: review.suppressed,
                environment: manifest.environment, version: Version.current, compressor: Assembler.compressor)
            return Results(
                manifest: manifest.yaml, document: try report.json(), table: report.text, review: review)
        } catch let failure as StageFailure {
            throw failure
        } catch {
            throw StageFailure(
                .environment, [Finding(rule: "internal", severity: .error, message: "report this: \(error)")])
        }
    }

    /// Keeps what is needed to answer the same run at once, and says under which number. Failing to do so costs time later, nothing
    /// else.
    private func remember(
        _ outcome: BuildOutcome, made: PackageShop.Made, sources: [SourceState], stateFile: String
    ) -> UInt64? {
        // The next run of these arguments is to write the file once more.
        if case .write = settings.baseline { return nil }
        if let program = settings.programFile { log.record(program) }
        let outputs =
            outcome.packages.map(\.package.file) + [output.results + "/s.yaml", output.results + "/build.json"]
        // Plain values can always be encoded.
        guard let answer = try? JSONEncoder().encode(outcome) else { return nil }
        let id = UInt64.random(in: .min ... .max)
        let state = RunState(
            id: id, question: RunState.Question(settings),
            variables: log.variables.mapValues { RunState.seal($0, id) },
            stamps: log.stamps, listings: log.listings, folders: made.folders, sources: sources,
            outputs: outputs.map { InputLog.Stamp(path: $0, mark: FileMark.now($0)) }, answer: Array(answer))
        return (try? state.save(stateFile)).map { state.id }
    }

    /// Keeps what was printed of an outcome, so that the same command can be answered without asking further.
    public func keep(_ printed: [Answer.Piece], of outcome: BuildOutcome, for question: Answer.Question) {
        guard let id = outcome.state, settings.folder == root else { return }
        Answer.keep(printed, for: question, state: RunState.file(for: settings, in: output), id: id)
    }
}

/// What the last room hands over.
struct Results {
    var manifest: String
    var document: String
    var table: String
    var review: FindingReview
}
