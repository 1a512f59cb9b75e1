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
            // All that takes room first: a full disk leaves the last results as they are, not some of them.
            let texts = [("s.yaml", results.manifest), ("build.json", results.document)].map { name, text in
                (file: path + "/" + name, target: output.results + "/" + name, bytes: Array(text.utf8))
            }
            for text in texts { try AtomicFile.write(text.bytes, to: text.file) }
            var published: [PackageShop.Item] = []
            for var item in made.items {
                let target = output.file(of: item.package.id)
                // An equal zip keeps its times: what depends on it need not be done again.
                let isThere = earlier.intact(item.package.id).map { $0.sums == item.sums } ?? false
                if item.package.file != target, !isThere { try Files.move(item.package.file, to: target) }
                item.package.file = target
                published.append(item)
            }
            for text in texts where (try? Files.read(text.target)) != text.bytes {
                try Files.move(text.file, to: text.target)
            }
            if corridor.settings.isWhole { try removeObsolete(keeping: published.map(\.package.file)) }
            remember(published, made.contents, earlier: earlier)
            return BuildOutcome(
                packages: published.compactMap(\.sealed), review: results.review, subjects: corridor.judge.subjects,
                manifest: corridor.judge.manifest, table: results.table, document: results.document,
                reasons: made.items.map(\.reason))
        } catch {
            throw StageFailure(.environment, [OutputFolder.finding(error)])
        }
    }

    /// Keeps what the packages were made of. Failing to do so costs time later, nothing else; what was kept before does not fit the
    /// new zips then, and is not taken for theirs.
    private borrowing func remember(
        _ packages: [PackageShop.Item], _ contents: [PackageID: [FolderContents]], earlier: PackageCache
    ) {
        do {
            for (id, contents) in contents { try FolderContents.save(contents, to: output.contents(of: id)) }
            var cache = earlier
            cache.update(with: packages)
            try cache.save(to: output)
        } catch {
            try? Files.remove(output.state)
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
