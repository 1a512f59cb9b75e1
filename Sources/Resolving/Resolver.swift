import ArtifactStore
public import BuildModel
import FileTrees

/// Turns what packages need into exact artefacts on disk: the only room that uses the network.
public struct Resolver: Sendable {
    /// How it behaves.
    public let settings: ResolverSettings
    private let doors: ResolverDoors

    /// A resolver with the real store, tools and network.
    public init(settings: ResolverSettings) {
        self.settings = settings
        doors = ResolverDoors(settings)
    }

    /// Resolves, fetches and verifies all that a plan needs. What is wrong goes to the sink, all of it; throws if anything
    /// is missing in the end. Locks are written beside their sources as the policy says.
    public func resolve(_ plan: BuildPlan, into sink: FindingSink) async throws(StageFailure) -> LockedPlan {
        let sets = plan.pythonDependencies
        let resolver = PythonResolver(doors: doors)
        let results = await inParallel(sets, limit: 2) { set in
            await Self.attempt { () async throws(StageFailure) in try await resolver.resolve(set) }
        }
        let others = plan.otherDependencies
        let ecosystems = Ecosystems(doors: doors)
        let parts = await inParallel(others, limit: 2) { set in
            await Self.attempt { () async throws(StageFailure) in try await ecosystems.resolve(set) }
        }
        sink.emit(doors.notes.findings)
        let failed = Self.failures(results) + Self.failures(parts)
        guard failed.isEmpty else { throw Self.told(failed, sink) }
        return LockedPlan(
            plan: plan, python: results.compactMap { try? $0.get() }, parts: parts.compactMap { try? $0.get() })
    }

    /// Makes or checks the locks of a plan, as the policy says, and fetches nothing more than that needs. The locks' paths.
    @discardableResult
    public func lock(_ plan: BuildPlan, into sink: FindingSink) async throws(StageFailure) -> [String] {
        let sets = plan.pythonDependencies
        let resolver = PythonResolver(doors: doors)
        let results = await inParallel(sets, limit: 2) { set in
            await Self.attempt { () async throws(StageFailure) in
                _ = try await resolver.lock(set)
                return set.lock
            }
        }
        let ecosystems = Ecosystems(doors: doors)
        let others = await inParallel(plan.otherDependencies, limit: 2) { set in
            await Self.attempt { () async throws(StageFailure) in try await ecosystems.lock(set) }
        }
        sink.emit(doors.notes.findings)
        let failed = Self.failures(results) + Self.failures(others)
        guard failed.isEmpty else { throw Self.told(failed, sink) }
        return (results + others).compactMap { try? $0.get() }
    }

    /// Every local file that shapes the result for a set: the source with its includes, the lock, local wheels and
    /// archives, and the files of local source folders. Files that do not exist are listed too: they matter once they do.
    /// Reads files only; no process, no network.
    public func inputs(of dependencies: PythonDependencies) -> [String] {
        PythonInputs(settings: settings).files(of: dependencies)
    }

    /// The same for a set of another ecosystem; none for ingredients that are not resolved.
    public func inputs(of ingredient: Ingredient) -> [String] { Ecosystems(doors: doors).inputs(of: ingredient) }

    private static func attempt<T: Sendable>(
        _ work: () async throws(StageFailure) -> T
    ) async -> Result<T, StageFailure> {
        do throws(StageFailure) { return .success(try await work()) } catch { return .failure(error) }
    }

    private static func failures<T>(_ results: [Result<T, StageFailure>]) -> [StageFailure] {
        results.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
    }

    /// One failure for all that failed, whose findings are in the sink.
    private static func told(_ failures: [StageFailure], _ sink: FindingSink) -> StageFailure {
        let failure = StageFailure.combined(failures) ?? StageFailure(.environment)
        sink.emit(failure.findings)
        return StageFailure(failure.kind)
    }
}

extension BuildPlan {
    /// The sets of Python dependencies, each once, in the order of the packages.
    var pythonDependencies: [PythonDependencies] {
        var sets: [PythonDependencies] = []
        for package in packages {
            for case .python(let set) in package.ingredients where !sets.contains(set) { sets.append(set) }
        }
        return sets
    }

    /// The sets of other ecosystems, each once, in the order of the packages.
    var otherDependencies: [Ingredient] {
        var sets: [Ingredient] = []
        for ingredient in packages.flatMap(\.ingredients) {
            switch ingredient {
            case .node, .debian: if !sets.contains(ingredient) { sets.append(ingredient) }
            // The build sees them in `node_modules`.
            case .build(let build):
                if build.choice.kind == .composer, !sets.contains(ingredient) { sets.append(ingredient) }
                if let node = build.node, !sets.contains(.node(node)) { sets.append(.node(node)) }
            default: break
            }
        }
        return sets
    }
}
