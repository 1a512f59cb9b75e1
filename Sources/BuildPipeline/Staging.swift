import BuildModel
import FileTrees

/// The folder in which a run puts its packages together; they reach the results only when all is well.
struct Staging: ~Copyable {
    /// The folder's path.
    let path: String
    private let output: OutputFolder

    /// Makes the folder beside the results, so that they appear by rename.
    init(_ output: OutputFolder) throws(StageFailure) {
        let made: Result<String, FileTreeError> = Result { () throws(FileTreeError) in
            let folder = try ScratchFolder(in: output.path, prefix: "staging-")
            for name in ["layers", "functions"] { try Files.makeFolders(folder.path + "/" + name) }
            return folder.keep()
        }
        switch made {
        case .success(let path): self.path = path
        case .failure(let error): throw StageFailure(.environment, [OutputFolder.finding(error)])
        }
        self.output = output
    }

    deinit { try? Files.remove(path) }

    /// Moves everything to its place. Zips of packages that the project no longer has are removed when all were built.
    borrowing func publish(
        _ results: Results, made: PackageShop.Made, earlier: PackageCache, corridor: Corridor
    ) throws(StageFailure) -> BuildOutcome {
        do {
            for name in ["layers", "functions"] { try Files.makeFolders(output.results + "/" + name) }
            try Files.makeFolders(output.state)
            var published: [PackageShop.Item] = []
            for var item in made.items {
                let target = output.file(of: item.package.id)
                // An equal zip keeps its times: what depends on it need not be done again.
                let isThere = earlier.intact(item.package.id).map { $0.sums == item.sums } ?? false
                if item.package.file != target, !isThere { try Files.move(item.package.file, to: target) }
                item.package.file = target
                published.append(item)
            }
            try AtomicFile.write(Array(results.manifest.utf8), to: output.results + "/s.yaml")
            try AtomicFile.write(Array(results.document.utf8), to: output.results + "/build.json")
            if corridor.settings.isWhole { try removeObsolete(keeping: published.map(\.package.file)) }
            for (id, contents) in made.contents { try FolderContents.save(contents, to: output.contents(of: id)) }
            var cache = earlier
            cache.update(with: published)
            try cache.save(to: output)
            return BuildOutcome(
                packages: published.compactMap(\.sealed), review: results.review, subjects: corridor.judge.subjects,
                manifest: corridor.judge.manifest, table: results.table, document: results.document,
                reasons: made.items.map(\.reason))
        } catch {
            throw StageFailure(.environment, [OutputFolder.finding(error)])
        }
    }

    private borrowing func removeObsolete(keeping files: [String]) throws(FileTreeError) {
        let kept = Set(files)
        for folder in ["layers", "functions"] {
            for name in try Files.names(inFolder: output.results + "/" + folder) {
                let path = output.results + "/" + folder + "/" + name
                guard name.hasSuffix(".zip"), !kept.contains(path) else { continue }
                try Files.remove(path)
                try? Files.remove(output.state + "/contents/" + folder + "/" + name.dropLast(4))
            }
        }
    }
}
