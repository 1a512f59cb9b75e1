import Assembling
import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes the packages of a plan, or keeps those whose ingredients are the same as last time.
struct PackageShop {
    /// A package with what it was made of.
    struct Item: Sendable {
        var key: PackageKey
        var folders: [PackageCache.Folder]
        var package: Package
        /// The digest of the zip, where it was taken while it came in.
        var digest: Digest?
        /// `nil` until the package is hashed.
        var sums: PackageSums?
        /// Why it was made anew, or kept.
        var reason: BuildReason

        /// The package with its sums, once it is hashed.
        var sealed: SealedPackage? { sums.map { SealedPackage(package: package, sums: $0) } }
    }

    /// All packages, and the folders that went into them as they stood.
    struct Made: Sendable {
        var items: [Item] = []
        var folders: [FolderState] = []
        /// The digests of the files in folders that had to be read.
        var contents: [PackageID: [FolderContents]] = [:]
    }

    let corridor: Corridor
    let staging: String
    /// What the last run saw.
    let remembered: RunState?
    /// The packages of earlier runs.
    let earlier: PackageCache

    func make(_ staged: StagedPlan) async throws(StageFailure) -> Made {
        let keys = KeyMaker(corridor: corridor, remembered: remembered?.folders ?? [])
        let packages = staged.locked.plan.packages
        let results = await inParallel(packages, limit: ProcessInfo.processInfo.activeProcessorCount) { package in
            await one(package, from: staged, keys, earlier[package.id])
        }
        var made = Made()
        var problems: [Finding] = []
        for result in results {
            switch result {
            case .success(let one):
                made.items += one.items
                made.folders += one.folders
                made.contents.merge(one.contents) { first, _ in first }
            case .failure(let failure):
                // Problems of all packages are told at once; without a disk there is no point in going on.
                guard failure.kind == .project, !Task.isCancelled else { throw failure }
                problems += failure.findings
            }
        }
        guard problems.isEmpty else { throw StageFailure(.project, problems) }
        return made
    }

    /// One package, from its last build where that was of the same things.
    private func one(
        _ package: PackagePlan, from staged: StagedPlan, _ keys: KeyMaker, _ old: PackageCache.Item?
    ) async -> Result<Made, StageFailure> {
        do throws(StageFailure) {
            let before = EarlierContents(old, in: corridor.output)
            var made = try await Blocking.run { () throws(StageFailure) in
                try keys.key(of: package, staged: staged, old: old, before: before)
            }
            let folders = made.folders.map {
                PackageCache.Folder(source: $0.state.source, standing: $0.state.standing, digest: $0.digest)
            }
            var result = Made(folders: made.folders.map(\.state))
            if made.folders.contains(where: { $0.contents != nil }) {
                result.contents[package.id] = made.folders.map { folder in
                    folder.contents ?? before[folder.state.source] ?? FolderContents()
                }
            }
            let reason = BuildReason(made.key, made.folders, old, before)
            if let old, !reason.isBuilt {
                result.items = [
                    Item(key: made.key, folders: folders, package: old.package, sums: old.sums, reason: reason)
                ]
                return .success(result)
            }
            let report = corridor.settings.progress
            let assembler = Assembler { package, done, total in
                report(
                    BuildSettings.Progress(
                        phase: "packing \(package)", done: Int64(clamping: done), total: Int64(clamping: total)))
            }
            let earlier = old.map { last in earlierPackage(last, made.folders, before) }
            let built = try await assembler.assemble(
                package, from: staged, to: staging + "/" + package.id.description + ".zip", copyingFrom: earlier)
            if made.folders.contains(where: { !$0.isSteady }) { made.key.parts.append(.unsteady) }
            result.items = [Item(key: made.key, folders: folders, package: built, reason: reason)]
            return .success(result)
        } catch {
            return .failure(error)
        }
    }

    /// The last build of a package, with the files that are in it as they are now. Of folders that were not read, all are.
    private func earlierPackage(
        _ old: PackageCache.Item, _ folders: [KeyMaker.Folder], _ before: EarlierContents
    ) -> EarlierPackage {
        var unchanged: Set<String> = []
        // A zip that was changed, that another version wrote or that is of files as they never stood together is no measure.
        let isMeasure =
            FileMark.now(old.output.path) == old.output.mark && old.key.parts.first == .tool
            && !old.key.parts.contains { $0.name == PackageKey.Part.unsteady.name }
        for folder in folders where isMeasure {
            let source = folder.state.source
            guard let before = before[source] else { continue }
            let digests = before.digests
            for entry in (folder.contents ?? before).entries where digests[entry.path] == entry.digest {
                unchanged.insert(source.path + "/" + entry.path)
            }
        }
        return EarlierPackage(file: old.package.file, unchanged: unchanged)
    }

    /// Hashes the packages that were made anew.
    static func sealed(_ made: Made) async -> Result<Made, StageFailure> {
        var made = made
        let open = made.items.indices.filter { made.items[$0].sums == nil }
        return await Assembler.sums(of: open.map { (made.items[$0].package, made.items[$0].digest) }).map { sums in
            for (index, sums) in zip(open, sums) { made.items[index].sums = sums }
            return made
        }
    }
}

extension KeyMaker.Folder {
    /// Whether the folder still stands as it did before it was packed. What changed under way may be in the package or not.
    fileprivate var isSteady: Bool {
        if let marks = state.marks { return marks.stand(at: state.source.path) || state.isCurrent }
        // Times lie in the future and prove nothing.
        guard let now = try? FolderState.now(state.source),
            let contents = try? FolderContents.read(now.listing, at: state.source.path, knowing: nil)
        else { return false }
        return contents.digest == digest
    }
}

extension PackageKey.Part {
    /// Part of the key of a package whose files changed while it was packed: it equals no other, so that the next run makes the
    /// package again.
    fileprivate static var unsteady: Self {
        .init(name: "files that changed while they were packed", digest: FileDigest.sha256(of: Self.random))
    }

    private static var random: [UInt8] { (0..<16).map { _ in .random(in: .min ... .max) } }
}
