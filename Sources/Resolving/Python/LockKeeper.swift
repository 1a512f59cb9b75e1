import ArtifactStore
import BuildModel
import FileTrees
import Processes

/// Gives the lock of a set of dependencies: the one that is there, or a new one, as the policy says.
struct LockKeeper {
    /// A lock and what it was made from.
    struct Kept: Sendable {
        var lock: PyLock
        var requirements: RequirementsFile
        var target: PythonTarget
        var indexes: IndexSettings
    }

    let doors: ResolverDoors

    /// The lock for a set of dependencies.
    func lock(_ dependencies: PythonDependencies, target: PythonTarget) async throws(StageFailure) -> Kept {
        let source = dependencies.source
        let requirements = PythonSources(doors.settings).requirements(of: source)
        guard requirements.problems.isEmpty else { throw StageFailure(.project, requirements.problems) }
        let indexes = IndexSettings(requirements, environment: doors.settings.environment)
        func kept(_ lock: PyLock) -> Kept {
            Kept(lock: lock, requirements: requirements, target: target, indexes: indexes)
        }
        if source.kind == .pylock { return kept(try read(source.path, dependencies)) }
        let inputs = LockInputs.digest(requirements, target: target, source: source)
        let present = Files.exists(dependencies.lock) ? try read(dependencies.lock, dependencies) : nil
        if let present, present.stamp?.inputs == inputs, doors.settings.lockPolicy != .upgrade { return kept(present) }
        try checkMayResolve(dependencies, present: present != nil)
        let name = AbsolutePath.name(of: source.path)
        doors.settings.report("resolving \(name) for \(target.runtime)")
        var lock: PyLock
        let resolver: String
        if source.kind == .uvLock {
            (lock, resolver) = try await UvExport(doors: doors).lock(dependencies)
        } else {
            let backend = try await PythonBackends(doors: doors).choose(for: dependencies)
            resolver = backend.name
            let isUpgrade = doors.settings.lockPolicy == .upgrade
            let (file, folder) = try PythonSources(doors.settings).file(for: source, requirements, store: doors.store)
            let request = ResolutionRequest(
                dependencies: dependencies, requirements: requirements, file: file, target: target, indexes: indexes,
                previous: present == nil || isUpgrade ? nil : dependencies.lock)
            lock = try await backend.resolve(request)
            lock = await WheelCompletion(doors: doors, request: request).complete(lock, by: backend)
            if let folder { try? Files.remove(folder) }
        }
        lock = try HashPolicy(requirements: requirements, location: dependencies.location).applied(to: lock)
        lock.stamp = LockStamp(inputs: inputs, runtime: target.runtime, resolver: resolver)
        let text = PyLockWriter.text(lock, folder: AbsolutePath.folder(of: dependencies.lock))
        try asStage { () throws(FileTreeError) in try AtomicFile.write(Array(text.utf8), to: dependencies.lock) }
        return kept(lock)
    }

    /// Whether the lock of a set of dependencies is there and fits; reads files, starts nothing.
    func isFresh(_ dependencies: PythonDependencies, target: PythonTarget) -> Bool {
        if dependencies.source.kind == .pylock { return true }
        let requirements = PythonSources(doors.settings).requirements(of: dependencies.source)
        let inputs = LockInputs.digest(requirements, target: target, source: dependencies.source)
        return (try? PyLockReader.read(dependencies.lock))?.stamp?.inputs == inputs
    }

    private func checkMayResolve(_ dependencies: PythonDependencies, present: Bool) throws(StageFailure) {
        let lock = doors.settings.shown(dependencies.lock)
        let source = doors.settings.shown(dependencies.source.path)
        let location = dependencies.location
        // uv.lock is a lock itself: what is made of it adds no choice.
        if doors.settings.lockPolicy == .locked, dependencies.source.kind != .uvLock {
            throw present
                ? StageFailure(
                    .project, "lock-stale", "`\(lock)` was not made from `\(source)` as it is now", at: location,
                    hint: "run `fclayer lock` and commit the lock")
                : StageFailure(
                    .project, "lock-missing", "`\(source)` has no lock `\(lock)`", at: location,
                    hint: "run `fclayer lock` and commit the lock")
        }
        guard doors.settings.offline, dependencies.source.kind != .uvLock else { return }
        throw StageFailure(
            .environment, "offline-missing",
            "`\(source)` must be resolved because `\(lock)` is \(present ? "stale" : "missing"), which needs the network",
            at: location, hint: "run `fclayer lock` once without `--offline`")
    }

    private func read(_ path: String, _ dependencies: PythonDependencies) throws(StageFailure) -> PyLock {
        do { return try PyLockReader.read(path) } catch {
            var location = dependencies.location
            location.file = doors.settings.shown(path)
            location.line = error.line
            throw StageFailure(
                .project, "lock-unreadable",
                "the lock `\(doors.settings.shown(path))` cannot be used: \(error.message)",
                at: location, hint: dependencies.source.kind == .pylock ? nil : "remove it, then run `fclayer lock`")
        }
    }
}
