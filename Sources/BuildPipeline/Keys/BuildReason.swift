import BuildModel
import FileTrees

/// Why a package was made anew or kept, in the words of `fclayer build --explain`.
struct BuildReason: Hashable, Sendable {
    /// Whether it is made anew.
    var isBuilt: Bool
    /// The reason.
    var text: String

    /// Compares what goes into a package with what went into it last time. `old` and
    /// `before` are what is remembered of that.
    init(_ key: PackageKey, _ folders: [KeyMaker.Folder], _ old: PackageCache.Item?, _ before: EarlierContents) {
        isBuilt = true
        guard let old else {
            text = "it was not built before"
            return
        }
        guard let mark = old.output.mark, let now = FileMark.now(old.output.path) else {
            text = "its zip is gone"
            return
        }
        guard now == mark else {
            text = "its zip was changed after it was built"
            return
        }
        guard let (part, change) = key.firstDifference(from: old.key) else {
            isBuilt = false
            text =
                folders.contains { $0.contents != nil }
                ? "files were touched, their contents are the same" : "nothing that goes into it changed"
            return
        }
        if change == .changed, let folder = folders.first(where: { $0.name == part }), let contents = folder.contents,
            let before = before[folder.state.source], let (file, change) = contents.firstDifference(from: before)
        {
            text = "`\(part == "./" ? "" : part)\(file)` was \(change.rawValue)"
        } else {
            text = "`\(part)` was \(change.rawValue)"
        }
    }

    /// The reason of a run in which nothing at all had changed.
    static let untouched = BuildReason(isBuilt: false, text: "nothing that was read changed")

    init(isBuilt: Bool, text: String) {
        self.isBuilt = isBuilt
        self.text = text
    }
}

extension FolderContents {
    /// The first file, in the order of paths, that is not as it was.
    func firstDifference(from old: FolderContents) -> (file: String, change: PackageKey.Change)? {
        let before = old.digests
        let now = Set(entries.map(\.path))
        let changed = entries.lazy.compactMap { entry in
            before[entry.path] == entry.digest
                ? nil : (entry.path, before[entry.path] == nil ? PackageKey.Change.added : .changed)
        }.first
        let removed = old.entries.first { !now.contains($0.path) }.map { ($0.path, PackageKey.Change.removed) }
        guard let changed, let removed else { return changed ?? removed }
        return changed.0 < removed.0 ? changed : removed
    }
}
