import BuildModel
import FileTrees
import Processes

/// What of a work tree is not as a commit has it.
struct GitChanges: Sendable {
    /// What a commit has at a path.
    enum Kind: Sendable {
        case file, link, submodule
    }

    /// All that the commit has, by paths in the work tree.
    var tree: [String: Kind] = [:]
    /// Paths that came, went or may differ; an untracked folder stands for all in it.
    var changed: Set<String> = []
    /// Submodules that differ: what was in them is not in this repository.
    var submodules: Set<String> = []
    /// The folders above what changed.
    private var above: Set<String> = []

    /// Compares a work tree with a commit. `place` is a folder for a repository of our own.
    init(
        since commit: String, in repository: GitRepository, place: String
    ) async throws(StageFailure) {
        try await Self.prepare(place, for: repository, commit)
        let index = repository.folder + "/index"
        func git(_ arguments: [String]) async throws(StageFailure) -> [String] {
            let settings = try await Self.settings(of: repository)
            let result = try await repository.run(
                settings + arguments, at: place, workTree: repository.top, index: index)
            return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
        // Whoever looks a file's time up only, as this does, starts no filter.
        let differences = try await git([
            "diff-index", "--raw", "-z", "--no-renames", "--ignore-submodules=dirty", commit, "--",
        ])
        for at in stride(from: 1, to: differences.count, by: 2) { changed.insert(differences[at]) }
        for line in try await git(["ls-files", "-z", "-v", "--cached", "--others", "--directory"]) {
            // `?` is not tracked; a small letter is a file that git was told to take for unchanged.
            guard let tag = line.utf8.first, tag == UInt8(ascii: "?") || tag >= UInt8(ascii: "a") else { continue }
            let path = line.dropFirst(2)
            changed.insert(String(path.hasSuffix("/") ? path.dropLast() : path))
        }
        for line in try await git(["ls-tree", "-r", "-z", "--full-tree", commit]) {
            guard let tab = line.firstIndex(of: "\t") else { continue }
            let path = String(line[line.index(after: tab)...])
            switch line.prefix(6) {
            case "120000": tree[path] = .link
            case "160000":
                tree[path] = .submodule
                let object = line[..<tab].split(separator: " ").last.map(String.init) ?? ""
                if changed.contains(path) {
                    submodules.insert(path)
                } else {
                    try await look(into: path, of: repository, object, place)
                }
            default: tree[path] = .file
            }
        }
        for path in changed {
            var next = Files.parentFolder(of: path) ?? ""
            while above.insert(next).inserted, !next.isEmpty { next = Files.parentFolder(of: next) ?? "" }
        }
    }

    /// Whether something at, in or around a path is not as it was.
    func touches(_ path: String) -> Bool {
        if changed.contains(path) || above.contains(path) { return true }
        var next = Files.parentFolder(of: path)
        while let folder = next {
            if changed.contains(folder) { return true }
            next = Files.parentFolder(of: folder)
        }
        return false
    }

    /// Whether something in a folder is not as it was.
    func isAbove(_ folder: String) -> Bool { above.contains(folder) }

    /// A submodule that is checked out has changed if its own work tree has.
    private mutating func look(
        into path: String, of repository: GitRepository, _ object: String, _ place: String
    ) async throws(StageFailure) {
        guard Files.exists(repository.top + "/" + path + "/.git"),
            let inner = repository.submodule(at: path)
        else { return }
        let found = try await GitChanges(since: object, in: inner, place: place + "/sub-\(tree.count)")
        if !found.changed.isEmpty {
            changed.insert(path)
            submodules.insert(path)
        }
    }

    /// Makes the repository of our own: no settings but the format of names.
    private static func prepare(
        _ place: String, for repository: GitRepository, _ commit: String
    ) async throws(StageFailure) {
        try onDisk { () throws(FileTreeError) in
            try Files.makeFolders(place + "/refs")
            try AtomicFile.write(Array("ref: refs/heads/none\n".utf8), to: place + "/HEAD")
            let isLong = commit.count == 64
            let text =
                "[core]\n\trepositoryformatversion = \(isLong ? 1 : 0)\n\tbare = false\n"
                + (isLong ? "[extensions]\n\tobjectformat = sha256\n" : "")
            try AtomicFile.write(Array(text.utf8), to: place + "/config")
            // The other half of an index that is split.
            for name in try Files.names(inFolder: repository.folder) where name.hasPrefix("sharedindex.") {
                try Files.makeLink(at: place + "/" + name, to: repository.folder + "/" + name)
            }
        }
    }

    /// Settings of the repository that say how files and their names stand on this disk, as arguments.
    static func settings(of repository: GitRepository) async throws(StageFailure) -> [String] {
        let names = "filemode|symlinks|ignorecase|precomposeunicode|autocrlf|eol|trustctime|checkstat"
        let list = try await repository.ask(["config", "-z", "--get-regexp", "^core\\.(\(names))$"])
        return list.output.split(separator: 0).flatMap { entry -> [String] in
            let parts = String(decoding: entry, as: UTF8.self).split(separator: "\n")
            guard parts.count == 2, parts[1].allSatisfy({ $0.isASCII && $0.isLetter }) else { return [] }
            return ["-c", "\(parts[0])=\(parts[1])"]
        }
    }

    /// A failure of the disk as one of the run.
    static func onDisk<T>(_ body: () throws(FileTreeError) -> T) throws(StageFailure) -> T {
        do throws(FileTreeError) { return try body() } catch {
            throw StageFailure(
                .environment,
                [
                    Finding(
                        rule: error.code == .diskFull ? "disk-full" : "git-failed", severity: .error,
                        message: "the files of the revision could not be laid out: \(error)",
                        hint: "`TMPDIR` names the folder for temporary files")
                ])
        }
    }
}
