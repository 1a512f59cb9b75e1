import ArtifactStore
import BuildModel
import FileTrees
import FunctionCompute

/// Gives the lock of a set of Debian packages: the one that is there, or a new one, as the policy says.
struct DebianLockKeeper {
    let doors: ResolverDoors
    let resolver: DebianResolver

    /// The lock. Only making one needs the mirror's index and its signature; a lock that fits is taken as it is.
    func lock(_ set: BuildModel.DebianLibraries) async throws(StageFailure) -> DebianLock {
        guard let runtime = RuntimeCatalogue.runtime(set.runtime), let release = runtime.debian else {
            throw StageFailure(
                .project, "debian-runtime", "`\(set.runtime)` has no Debian image that packages could be for",
                at: location(of: set))
        }
        let present = ImagePackages.present(in: runtime)
        let names = wanted(set, present: present)
        let there = Files.exists(set.lock) ? try read(set) : nil
        let isForced = doors.settings.lockPolicy == .upgrade
        if let there, there.fits(names, release: release.codename), !isForced { return there }
        try checkMayResolve(set, isThere: there != nil)
        doors.settings.report("resolving \(names.count) packages of Debian for \(set.runtime)")
        let packages: [DebianPackage]
        do {
            packages = try await resolver.choose(
                names, release: release, closure: true, present: present.union(ImagePackages.drivers).subtracting(names)
            )
        } catch { throw located(error, set) }
        let mirror = DebianMirror(environment: doors.settings.environment)
        let lock = DebianLock(
            release: release.codename, runtime: set.runtime, requested: DebianLock.sorted(names),
            packages: packages.map {
                DebianLock.Package(
                    name: $0.name, version: $0.version.description, architecture: $0.architecture, sha256: $0.digest,
                    size: $0.size, url: mirror.standardURL($0.url))
            }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        guard let bytes = try? lock.bytes() else { throw StageFailure(.environment) }
        try asStage { () throws(FileTreeError) in try AtomicFile.write(bytes, to: set.lock) }
        return lock
    }

    /// The names that are not in the image; of the others a note says so.
    private func wanted(_ set: BuildModel.DebianLibraries, present: Set<String>) -> [String] {
        for package in set.source.packages where present.contains(package.name) {
            let isUseless = ImagePackages.isForInstallingOnly(package.name)
            doors.notes.emit(
                Finding(
                    rule: "debian-not-packed", severity: .note,
                    message: "`\(package.name)` is not packed: "
                        + (isUseless
                            ? "only installing and running systems use it"
                            : "the image of `\(set.runtime)` has it"),
                    location: package.location,
                    hint: "remove it from the list"))
        }
        return set.source.packages.map(\.name).filter { !present.contains($0) }
    }

    private func checkMayResolve(
        _ set: BuildModel.DebianLibraries, isThere: Bool
    ) throws(StageFailure) {
        let lock = doors.settings.shown(set.lock)
        if doors.settings.lockPolicy == .locked {
            throw isThere
                ? StageFailure(
                    .project, "lock-stale", "`\(lock)` was made for other Debian packages or another release",
                    at: location(of: set), hint: "run `fclayer lock` and commit the lock")
                : StageFailure(
                    .project, "lock-missing", "the Debian packages have no lock `\(lock)`", at: location(of: set),
                    hint: "run `fclayer lock` and commit the lock")
        }
    }

    private func read(_ set: BuildModel.DebianLibraries) throws(StageFailure) -> DebianLock {
        do { return try DebianLock.read(set.lock) } catch {
            let shown = doors.settings.shown(set.lock)
            throw StageFailure(
                .project, "lock-unreadable", "the lock `\(shown)` cannot be used: \(error.words)",
                at: Finding.Location(file: shown), hint: "remove it, then run `fclayer lock`")
        }
    }

    /// Findings about a name stand where the name does, others at the first name.
    private func located(_ failure: StageFailure, _ set: BuildModel.DebianLibraries) -> StageFailure {
        guard failure.kind == .project else { return failure }
        let findings = failure.findings.map { finding in
            guard finding.location == .none else { return finding }
            let named = set.source.packages.first { finding.message.contains("`\($0.name)`") }
            return Finding(
                rule: finding.rule, severity: finding.severity, message: finding.message,
                location: named?.location ?? location(of: set), hint: finding.hint)
        }
        return StageFailure(failure.kind, findings)
    }

    private func location(of set: BuildModel.DebianLibraries) -> Finding.Location {
        set.source.packages.first?.location ?? .none
    }
}
