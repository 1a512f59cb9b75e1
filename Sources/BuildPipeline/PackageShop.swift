import Assembling
import BuildModel
import FileTrees

/// Makes the packages of a plan, or keeps those whose ingredients are the same as last time.
struct PackageShop {
    /// A package with the digest of its ingredients.
    struct Item: Sendable {
        var key: Digest
        var package: Package
        /// `nil` until the package is hashed.
        var sums: PackageSums?

        /// The package with its sums, once it is hashed.
        var sealed: SealedPackage? { sums.map { SealedPackage(package: package, sums: $0) } }
    }

    /// All packages, and the folders that went into them as they stood.
    struct Made: Sendable {
        var items: [Item] = []
        var folders: [RunState.Folder] = []
    }

    let corridor: Corridor
    let staging: String

    func make(_ staged: StagedPlan) async throws(StageFailure) -> Made {
        let cache = PackageCache.load(from: corridor.output)
        let report = corridor.settings.progress
        let assembler = Assembler { package, done, total in
            report(
                BuildSettings.Progress(
                    phase: "packing \(package)", done: Int64(clamping: done), total: Int64(clamping: total)))
        }
        var made = Made()
        var problems: [Finding] = []
        var worst: StageFailure.Kind?
        for package in staged.locked.plan.packages {
            do {
                let (key, folders) = try key(of: package, staged: staged)
                made.folders += folders
                if let item = cache.intact(package.id), item.key == key {
                    made.items.append(Item(key: key, package: item.package, sums: item.sums))
                    continue
                }
                let built = try await assembler.assemble(
                    package, from: staged, to: staging + "/" + package.id.description + ".zip")
                made.items.append(Item(key: key, package: built))
            } catch {
                // Problems of all packages are told at once; without a disk there is no point in going on.
                guard error.kind == .project, !Task.isCancelled else { throw error }
                problems += error.findings
                worst = error.kind
            }
        }
        if let worst { throw StageFailure(worst, problems) }
        return made
    }

    /// Hashes the packages that were made anew.
    static func sealed(_ made: Made) async -> Result<Made, StageFailure> {
        var made = made
        let open = made.items.indices.filter { made.items[$0].sums == nil }
        return await Assembler.sums(of: open.map { made.items[$0].package }).map { sums in
            for (index, sums) in zip(open, sums) { made.items[index].sums = sums }
            return made
        }
    }

    private func key(
        of package: PackagePlan, staged: StagedPlan
    ) throws(StageFailure) -> (Digest, [RunState.Folder]) {
        var folders: [RunState.Folder] = []
        var files: [InputLog.Stamp] = []
        var distributions: [LockedPython] = []
        var parts: [LockedParts] = []
        var compiled: [StagedContents] = []
        for ingredient in package.ingredients {
            switch ingredient {
            case .folder(let source): folders.append(try standing(source, in: package))
            case .file(let path, _), .archive(let path):
                let status = corridor.log.record(path)
                files.append(.init(path: path, mark: status.map(FileMark.init)))
            case .python(let dependencies):
                distributions += staged.locked.python.filter { $0.dependencies == dependencies }
            case .node, .debian:
                guard let set = staged.locked.parts(of: ingredient) else { break }
                parts.append(set)
                for folder in set.folders { folders.append(try standing(folder, in: package)) }
            case .swift, .swiftRuntime, .build: compiled += staged.contents(of: ingredient).map { [$0] } ?? []
            }
        }
        let key = PackageCache.key(
            of: package, distributions: distributions, parts: parts, compiled: compiled, folders: folders, files: files)
        return (key, folders)
    }

    /// A folder as it stands.
    private func standing(
        _ source: SourceFolder, in package: PackagePlan
    ) throws(StageFailure) -> RunState.Folder {
        do {
            let listing = try FolderKey.settledListing(of: source)
            return RunState.Folder(source: source, digest: FolderKey.digest(of: listing))
        } catch {
            throw StageFailure(
                .project,
                [
                    Finding(
                        rule: "file-unreadable", severity: .error, message: "\(error)",
                        location: .init(file: error.path, package: package.id.description))
                ])
        }
    }
}
