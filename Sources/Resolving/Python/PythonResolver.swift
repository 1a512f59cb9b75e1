import ArtifactStore
import BuildModel
import FileTrees
import FunctionCompute

/// Python dependencies to verified wheels in the store.
struct PythonResolver {
    let doors: ResolverDoors

    /// The exact distributions of a set.
    func resolve(_ dependencies: PythonDependencies) async throws(StageFailure) -> LockedPython {
        let kept = try await lock(dependencies)
        let chooser = ArtefactChooser(kept: kept, dependencies: dependencies, settings: doors.settings)
        var (choices, failures) = chooser.choices()
        let work = ArtefactWork(doors: doors, kept: kept, dependencies: dependencies)
        failures += await work.fetch(choices)
        if let failure = StageFailure.combined(failures) { throw failure }
        choices.sort { $0.package.name < $1.package.name }
        let results = await inParallel(choices, limit: 4) { choice in await work.distribution(choice) }
        var distributions: [LockedDistribution] = []
        for result in results {
            switch result {
            case .success(let distribution): distributions.append(distribution)
            case .failure(let failure): failures.append(failure)
            }
        }
        if let failure = StageFailure.combined(failures) { throw failure }
        return LockedPython(dependencies: dependencies, distributions: distributions)
    }

    /// The lock of a set, made if the policy allows it.
    func lock(_ dependencies: PythonDependencies) async throws(StageFailure) -> LockKeeper.Kept {
        guard let runtime = RuntimeCatalogue.runtime(dependencies.runtime), let target = PythonTarget(runtime) else {
            throw StageFailure(
                .project, "runtime-without-python",
                "the runtime `\(dependencies.runtime)` has no Python that dependencies could be resolved for",
                at: dependencies.location)
        }
        return try await LockKeeper(doors: doors).lock(dependencies, target: target)
    }
}
