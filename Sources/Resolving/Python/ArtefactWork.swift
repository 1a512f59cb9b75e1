import ArtifactStore
import BuildModel
import FileTrees

/// Makes of the choices for a set of dependencies verified wheels.
struct ArtefactWork: Sendable {
    let doors: ResolverDoors
    let kept: LockKeeper.Kept
    let dependencies: PythonDependencies

    /// Brings all files of the choices into the store; gives the failures.
    func fetch(_ choices: [ArtefactChoice]) async -> [StageFailure] {
        var wanted: [WheelShelf.Wanted] = []
        var failures: [StageFailure] = []
        for choice in choices {
            let file: PyLockFile
            switch choice.material {
            case .wheel(let wheel): file = wheel
            case .sdist(let sdist): file = sdist
            case .folder, .repository: continue
            }
            let location = kept.location(of: choice.package.name, dependencies, doors.settings)
            guard let digest = file.digest else {
                failures.append(
                    StageFailure(
                        .project, "hash-missing", "the lock has no SHA-256 for `\(file.name)`", at: location,
                        hint: "renew the lock with a tool that writes SHA-256"))
                continue
            }
            if case .sdist = choice.material, SourceBuilder(work: self).built(from: digest) != nil { continue }
            wanted.append(.init(file: file, digest: digest, location: location))
        }
        return failures + (await WheelShelf(doors: doors).fetch(wanted, indexes: kept.indexes))
    }

    /// The verified wheel of a choice whose files are in the store.
    func distribution(_ choice: ArtefactChoice) async -> Result<LockedDistribution, StageFailure> {
        do throws(StageFailure) {
            switch choice.material {
            case .wheel(let file): return .success(try await wheel(file, choice.package))
            case .sdist, .folder, .repository: return .success(try await SourceBuilder(work: self).wheel(choice))
            }
        } catch {
            return .failure(error)
        }
    }

    private func wheel(_ file: PyLockFile, _ package: PyLockPackage) async throws(StageFailure) -> LockedDistribution {
        let location = kept.location(of: package.name, dependencies, doors.settings)
        guard let digest = file.digest else {
            throw StageFailure(.project, "hash-missing", "the lock has no SHA-256 for `\(file.name)`", at: location)
        }
        let report = try await WheelShelf(doors: doors).report(on: digest, fileName: file.name, at: location)
        guard report.name == package.name else {
            throw StageFailure(
                .project, "wheel-damaged", "the lock gives the wheel of `\(report.name)` for `\(package.name)`",
                at: location)
        }
        return LockedDistribution(
            name: package.name, version: package.version ?? report.version,
            wheel: doors.store.path(of: digest) ?? "", wheelName: file.name, digest: digest,
            origin: file.path.map { doors.settings.shown($0) } ?? file.url ?? file.name, licence: report.licence)
    }
}
