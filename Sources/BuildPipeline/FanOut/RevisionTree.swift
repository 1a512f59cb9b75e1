import BuildModel
import FileTrees

/// The files of a commit in a folder. What is as it is in the work tree is taken from there: folders without a change are links to
/// the user's until somebody must see what is in them, so that the costs grow with what changed.
final class RevisionTree {
    /// The folder; paths in it are those of the work tree.
    let path: String
    private let top: String
    /// The work tree and this folder, as they are named and where they are.
    private let roots: Set<String>
    private let changes: GitChanges
    /// Names in each folder of the commit.
    private let names: [String: Set<String>]
    /// Folders that are no links.
    private var laid: Set<String> = []
    /// Folders below which nothing is a link of ours.
    private var whole: Set<String> = []

    /// Lays out a commit in the folder `scratch`, beside the repository of our own at `place`.
    init(
        of commit: String, _ changes: GitChanges, in repository: GitRepository, scratch: String, place: String
    ) async throws(StageFailure) {
        path = scratch + "/tree"
        top = repository.top
        // The folder is made here, so that where it is can be asked for.
        let folder = path
        try GitChanges.onDisk { () throws(FileTreeError) in try Files.makeFolders(folder) }
        roots = Set([top, folder] + [top, folder].compactMap { try? Files.realPath($0) })
        self.changes = changes
        var names: [String: Set<String>] = ["": []]
        for file in changes.tree.keys {
            var child = file
            while let slash = child.lastIndex(of: "/") {
                let folder = String(child[..<slash])
                let isKnown = !names[folder, default: []].insert(String(child[child.index(after: slash)...])).inserted
                if isKnown { break }
                child = folder
            }
            if !child.contains("/") { names["", default: []].insert(child) }
        }
        self.names = names
        try await checkOut(commit, repository, place)
        try lay("", isDeep: false)
    }

    /// Whether all that was looked at would have said the same in the commit: the files' contents, what stands at a path, the names in
    /// a folder.
    func agrees(with log: InputLog) -> Bool {
        let isSameFile = log.stamps.allSatisfy { stamp in
            places(of: stamp.path).allSatisfy { place in
                // Something in a folder changed; that it is one did not.
                !changes.touches(place)
                    || (try? Files.status(stamp.path))?.kind == .folder && names[place] != nil
                        && !changes.changed.contains(place)
            }
        }
        return isSameFile
            && log.listings.allSatisfy { listing in
                places(of: listing.folder).allSatisfy { place in
                    Set(listing.names).subtracting([".git"]) == names[place] ?? []
                }
            }
    }

    /// Where a path of the work tree or of this folder leads to in the repository: by its text, and behind links. Nowhere if it lies
    /// elsewhere.
    func places(of file: String) -> Set<String> {
        var found: Set<String> = []
        for text in [file, try? Files.realPath(file)].compactMap(\.self) {
            for root in roots where text == root || text.hasPrefix(root + "/") {
                found.insert(String(text.dropFirst(root.count + 1)))
            }
        }
        return found
    }

    /// Takes in a folder or file with all that is in it; it may not be part of the commit.
    func unfold(_ file: String) throws(StageFailure) {
        var folder = ""
        for part in file.split(separator: "/").dropLast() {
            folder += (folder.isEmpty ? "" : "/") + part
            guard names[folder] != nil else { return }
            try lay(folder, isDeep: false)
        }
        if names[file] != nil { try lay(file, isDeep: true) }
    }

    /// Has git write the files that differ, as it would in a work tree. Filters that the attributes ask for are not known to our
    /// repository.
    private func checkOut(_ commit: String, _ repository: GitRepository, _ place: String) async throws(StageFailure) {
        // A name that is not UTF-8 is not what it reads as; no package takes such a file.
        let wanted = changes.changed.filter {
            !$0.contains("\u{FFFD}") && changes.tree[$0].map { $0 != .submodule } ?? false
        }.sorted()
        let (list, index) = (place + "/wanted", place + "/index")
        _ = try GitChanges.onDisk { () throws(FileTreeError) in
            try AtomicFile.write(wanted.flatMap { Array($0.utf8) + [0] }, to: list)
        }
        guard !wanted.isEmpty else { return }
        let settings = try await GitChanges.settings(of: repository)
        _ = try await repository.run(["read-tree", commit], at: place, workTree: path, index: index)
        _ = try await repository.run(
            settings + ["checkout", "--quiet", "--pathspec-from-file=" + list, "--pathspec-file-nul"], at: place,
            workTree: path, index: index)
        try GitChanges.onDisk { () throws(FileTreeError) in
            for file in wanted where changes.tree[file] == .file { try fill(file) }
        }
    }

    /// Git LFS keeps a few lines in place of a large file, and its filter does not run here. If they mean the file of the work tree,
    /// that is what the commit has.
    private func fill(_ file: String) throws(FileTreeError) {
        let (from, to) = (top + "/" + file, path + "/" + file)
        guard let size = try? Files.status(to).size, size < 1024,
            case let text = String(decoding: try Files.read(to), as: UTF8.self),
            text.hasPrefix("version https://git-lfs.github.com/spec/"),
            let digest = text.split(separator: "\n").first(where: { $0.hasPrefix("oid sha256:") })?.dropFirst(11),
            let now = try? FileDigest.sha256(ofFile: from), now.hexadecimal == digest
        else { return }
        try Files.remove(to)
        try Files.copy(from, to: to)
    }

    /// Lays out one folder, or all below it.
    private func lay(_ folder: String, isDeep: Bool) throws(StageFailure) {
        var waiting = [folder]
        while let folder = waiting.popLast() {
            guard isDeep ? whole.insert(folder).inserted : !laid.contains(folder) else { continue }
            try GitChanges.onDisk { () throws(FileTreeError) in
                let isNew = laid.insert(folder).inserted
                let here = folder.isEmpty ? path : path + "/" + folder
                if isNew, (try? Files.status(here, followingLink: false))?.kind == .symlink { try Files.remove(here) }
                try Files.makeFolders(here)
                for name in (names[folder] ?? []).sorted() {
                    let child = folder.isEmpty ? name : folder + "/" + name
                    let isFolder = names[child] != nil
                    if isFolder, isDeep || changes.isAbove(child) {
                        waiting.append(child)
                    } else if isNew, isFolder || !changes.changed.contains(child) {
                        try take(child, isWhole: isFolder || changes.tree[child] == .submodule)
                    }
                }
            }
        }
    }

    /// Takes a file from the work tree, or a link to what is there as a whole.
    private func take(_ child: String, isWhole: Bool) throws(FileTreeError) {
        let (from, to) = (top + "/" + child, path + "/" + child)
        if isWhole {
            try Files.makeLink(at: to, to: from)
        } else if changes.tree[child] == .link {
            // A system without links has files in their place.
            if let target = try? Files.readLink(from) { try Files.makeLink(at: to, to: target) }
        } else if Files.exists(from) {
            // What is not there was left out of a sparse checkout.
            try Files.copy(from, to: to)
        }
    }
}
