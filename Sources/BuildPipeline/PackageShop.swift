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

    /// A package whose inputs were looked at.
    private struct Looked: Sendable {
        var package: PackagePlan
        var old: PackageCache.Item?
        var before: EarlierContents
        var made: KeyMaker.Made
        var reason: BuildReason

        /// What is remembered of its folders.
        var folders: [PackageCache.Folder] {
            made.folders.map {
                PackageCache.Folder(source: $0.state.source, standing: $0.state.standing, digest: $0.digest)
            }
        }
    }

    func make(_ staged: StagedPlan) async throws(StageFailure) -> Made {
        let keys = KeyMaker(corridor: corridor, remembered: remembered?.folders ?? [])
        let cores = ProcessInfo.processInfo.activeProcessorCount
        var problems: [Finding] = []
        func take<T>(_ results: [Result<T, StageFailure>]) throws(StageFailure) -> [T] {
            var values: [T] = []
            for result in results {
                switch result {
                case .success(let value): values.append(value)
                case .failure(let failure):
                    // Problems of all packages are told at once; without a disk there is no point in going on.
                    guard failure.kind == .project, !Task.isCancelled else { throw failure }
                    problems += failure.findings
                }
            }
            return values
        }
        let looked = try take(
            await inParallel(staged.locked.plan.packages, limit: cores) { package in
                await look(at: package, of: staged, keys)
            })
        // Equal keys mean equal bytes: what goes into several packages in the same way is packed once.
        var groups: [[Looked]] = []
        var places: [PackageKey: Int] = [:]
        for one in looked where one.reason.isBuilt || one.old == nil {
            if let place = places[one.made.key] {
                groups[place].append(one)
            } else {
                places[one.made.key] = groups.count
                groups.append([one])
            }
        }
        let packed = try take(await inParallel(groups, limit: cores) { group in await pack(group, from: staged) })
        guard problems.isEmpty else { throw StageFailure(.project, problems) }
        let items = Dictionary(packed.joined().map { ($0.package.id, $0) }) { first, _ in first }
        var result = Made()
        for one in looked {
            result.folders += one.made.folders.map(\.state)
            if one.made.folders.contains(where: { $0.contents != nil }) {
                result.contents[one.package.id] = one.made.folders.map { folder in
                    folder.contents ?? one.before[folder.state.source] ?? FolderContents()
                }
            }
            if let item = items[one.package.id] {
                result.items.append(item)
            } else if let old = one.old {
                result.items.append(
                    Item(
                        key: one.made.key, folders: one.folders, package: old.package, sums: old.sums,
                        reason: one.reason))
            }
        }
        return result
    }

    /// What a package is made of now, and whether that is what its last build was made of.
    private func look(
        at package: PackagePlan, of staged: StagedPlan, _ keys: KeyMaker
    ) async -> Result<Looked, StageFailure> {
        let old = earlier[package.id]
        let before = EarlierContents(old, in: corridor.output)
        return await Blocking.run { () -> Result<Looked, StageFailure> in
            Result { () throws(StageFailure) in
                let made = try keys.key(of: package, staged: staged, old: old, before: before)
                return Looked(
                    package: package, old: old, before: before, made: made,
                    reason: BuildReason(made.key, made.folders, old, before))
            }
        }
    }

    /// Packs the first of some packages with equal keys; the others are copies.
    private func pack(_ group: [Looked], from staged: StagedPlan) async -> Result<[Item], StageFailure> {
        let report = corridor.settings.progress
        let assembler = Assembler { package, done, total in
            report(
                BuildSettings.Progress(
                    phase: "packing \(package)", done: Int64(clamping: done), total: Int64(clamping: total)))
        }
        do throws(StageFailure) {
            let first = group[0]
            let earlier = first.old.map { earlierPackage($0, first.made.folders, first.before) }
            let built = try await assembler.assemble(
                first.package, from: staged, to: file(of: first.package.id), copyingFrom: earlier)
            var key = first.made.key
            if first.made.folders.contains(where: { !$0.isSteady }) { key.parts.append(.unsteady) }
            var items: [Item] = []
            for one in group {
                var package = built
                package.id = one.package.id
                package.file = file(of: package.id)
                if package.file != built.file {
                    do throws(FileTreeError) { try Files.copy(built.file, to: package.file) } catch {
                        throw StageFailure(.environment, [OutputFolder.finding(error)])
                    }
                }
                items.append(Item(key: key, folders: one.folders, package: package, reason: one.reason))
            }
            return .success(items)
        } catch {
            return .failure(error)
        }
    }

    private func file(of package: PackageID) -> String { staging + "/" + package.description + ".zip" }

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

    /// Hashes the packages that were made anew, those with equal keys once.
    static func sealed(_ made: Made) async -> Result<Made, StageFailure> {
        var made = made
        let open = made.items.indices.filter { made.items[$0].sums == nil }
        let firsts = Dictionary(open.map { (made.items[$0].key, $0) }) { first, _ in first }
        let hashed = firsts.values.sorted()
        return await Assembler.sums(of: hashed.map { (made.items[$0].package, made.items[$0].digest) }).map { sums in
            let known = Dictionary(uniqueKeysWithValues: zip(hashed, sums))
            for index in open { made.items[index].sums = firsts[made.items[index].key].flatMap { known[$0] } }
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
