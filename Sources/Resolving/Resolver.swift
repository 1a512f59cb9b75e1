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
        sink.emit(doors.notes.findings)
        return LockedPlan(plan: plan, python: try Self.successes(results, sink))
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
        sink.emit(doors.notes.findings)
        return try Self.successes(results, sink)
    }

    /// Every local file that shapes the result for a set: the source with its includes, the lock, local wheels and
    /// archives, and the files of local source folders. Files that do not exist are listed too: they matter once they do.
    /// Reads files only; no process, no network.
    public func inputs(of dependencies: PythonDependencies) -> [String] {
        PythonInputs(settings: settings).files(of: dependencies)
    }

    private static func attempt<T: Sendable>(
        _ work: () async throws(StageFailure) -> T
    ) async -> Result<T, StageFailure> {
        do throws(StageFailure) { return .success(try await work()) } catch { return .failure(error) }
    }

    /// All values, or one failure for all that failed, whose findings are in the sink.
    private static func successes<T>(
        _ results: [Result<T, StageFailure>], _ sink: FindingSink
    ) throws(StageFailure) -> [T] {
        var values: [T] = []
        var failures: [StageFailure] = []
        for result in results {
            switch result {
            case .success(let value): values.append(value)
            case .failure(let failure): failures.append(failure)
            }
        }
        guard let failure = StageFailure.combined(failures) else { return values }
        sink.emit(failure.findings)
        throw StageFailure(failure.kind)
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
}
