import Archives
import ArtifactStore
import BuildModel
import FileTrees
import FunctionCompute

/// Turns a set of Debian packages into archives of the store with their places.
struct DebianSet {
    let doors: ResolverDoors

    private var resolver: DebianResolver { DebianResolver(doors) }

    /// The exact packages, fetched, verified and packed.
    func resolve(_ set: BuildModel.DebianLibraries) async throws(StageFailure) -> LockedParts {
        let lock = try await lock(set)
        let mirror = DebianMirror(environment: doors.settings.environment)
        try await resolver.fetch(lock.packages.map { DebianDownload($0, mirror: mirror) })
        let results = await inParallel(lock.packages, limit: 4) { [self] package in
            await packed(package)
        }
        let failures = results.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
        if let failure = StageFailure.combined(failures) { throw failure }
        let found = results.compactMap { try? $0.get() }
        let parts = zip(lock.packages, found).map { DebianLinks.Part(name: $0.name, contents: $1.facts) }
        let runtime = RuntimeCatalogue.runtime(set.runtime)
        let links = DebianLinks(parts) { name in
            runtime.map { ImageLibraries.presence(of: name, on: $0) } == .notInstalled
        }
        let licences = Dictionary(parts.map { ($0.name, $0.contents.licence) }) { first, _ in first }
        let archives = zip(lock.packages, found).map { package, found in
            let other = found.facts.copyrightOf.flatMap { licences[$0] } ?? nil
            return LockedArchive(
                component: PackageComponent(
                    name: package.name, version: package.version, origin: package.url,
                    licence: found.facts.licence ?? other, digest: package.sha256),
                zip: found.zip, zipDigest: found.digest, destination: "", leftOut: links.leftOut[package.name] ?? [])
        }
        DebianAdvice(set: set, parts: parts).emit(to: doors.notes)
        let files = parts.flatMap(\.contents.entries).filter { $0.link == nil }.map(\.place)
        return LockedParts(
            ingredient: .debian(set), archives: archives, links: links.added,
            programs: runtime?.debian.map { DebianVariables.variables(for: files, mount: set.mount, release: $0) }
                ?? [:])
    }

    /// Makes or checks the lock.
    func lock(_ set: BuildModel.DebianLibraries) async throws(StageFailure) -> DebianLock {
        try await DebianLockKeeper(doors: doors, resolver: resolver).lock(set)
    }

    private func packed(
        _ package: DebianLock.Package
    ) async -> Result<ArchiveShelf.Found<DebianContents>, StageFailure> {
        guard let file = doors.store.path(of: package.sha256) else {
            return .failure(
                StageFailure(.environment, "store-failed", "`\(package.name)` has vanished from the store"))
        }
        do throws(PackingTrouble) {
            let shelf = ArchiveShelf(store: doors.store)
            return .success(
                try await shelf.packed(package.sha256.hexadecimal, in: DebianPacking.bucket) {
                    (zip, scratch) throws(ArchiveError) in
                    try DebianPacking.pack(file, into: zip, scratch: scratch)
                })
        } catch {
            switch error {
            case .store(let error): return .failure(StageFailure(error))
            case .archive(let error):
                return .failure(
                    StageFailure(
                        .environment, "debian-package-damaged",
                        "the package `\(package.name)` \(package.version) cannot be packed: \(error)",
                        hint: "fetch it again after removing it from the store, or leave it out"))
            case .other(let words): return .failure(StageFailure(.environment, "store-failed", words))
            }
        }
    }
}
