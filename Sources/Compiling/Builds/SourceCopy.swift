import BuildModel
import FileTrees

/// Copies sources for a build, so that the user's folder stays as it is. Inputs outside of the folder keep their place relative
/// to it: `../shared` is `../shared` for the copy as well.
struct SourceCopy {
    /// Names that no build needs: what version control and fclayer itself keep.
    static let neverNeeded = [".fclayer/", ".git", ".hg", ".svn", ".DS_Store"]

    /// The folder that is built (absolute).
    let folder: String
    /// Files and folders outside of it (absolute).
    let inputs: [String]
    let ignored: [String]

    /// The files of a folder that a build sees.
    static func listing(of folder: String, ignoring patterns: [String]) throws(FileTreeError) -> TreeListing {
        var rules = IgnoreRules()
        rules.add(patterns: neverNeeded + patterns)
        return try FileTree.walk(folder, ignoring: rules)
    }

    /// The patterns that hold for other folders than the one that is built, too.
    static func anywhere(_ patterns: [String]) -> [String] { patterns.filter { !$0.hasPrefix("/") } }

    /// The folder that holds all that is copied.
    private var root: [Substring] {
        var common = parts(folder)
        for input in inputs {
            let other = parts(input).dropLast()
            common = Array(zip(common, other).prefix { $0 == $1 }.map(\.0))
        }
        return common
    }

    private func parts(_ path: String) -> [Substring] { path.split(separator: "/") }

    /// Where the copy of the folder is, if all is copied below `target`.
    func sources(in target: String) -> String { place(of: folder, in: target) }

    private func place(of path: String, in target: String) -> String {
        ([Substring(target)] + parts(path).dropFirst(root.count)).joined(separator: "/")
    }

    /// Copies folder and inputs below `target`.
    func copy(to target: String) throws(FileTreeError) {
        let all = Set([folder] + inputs).sorted()
        // What lies inside of another input comes with it.
        for path in all where !all.contains(where: { $0 != path && path.hasPrefix($0 + "/") }) {
            let place = place(of: path, in: target)
            guard let status = try? Files.status(path) else { continue }
            if status.kind == .folder {
                try Self.copy(
                    Self.listing(of: path, ignoring: path == folder ? ignored : Self.anywhere(ignored)), of: path,
                    to: place)
            } else {
                if let parent = Files.parentFolder(of: place) { try Files.makeFolders(parent) }
                try Files.copy(path, to: place, mode: status.mode & 0o777 | 0o200)
                try Files.setModified(status.modified, of: place)
            }
        }
        try Files.makeFolders(sources(in: target))
    }

    /// Copies files, links and empty folders with their modes and times, by which `make` tells what is to be done; links keep
    /// their targets.
    static func copy(_ listing: TreeListing, of folder: String, to target: String) throws(FileTreeError) {
        try Files.makeFolders(target)
        var made: Set<String> = []
        for entry in listing.entries {
            let path = target + "/" + entry.path
            if let parent = Files.parentFolder(of: path), made.insert(parent).inserted { try Files.makeFolders(parent) }
            switch entry.kind {
            case .file:
                // A copy can always be changed and removed.
                try Files.copy(folder + "/" + entry.path, to: path, mode: entry.mode & 0o777 | 0o200)
                try Files.setModified(entry.modified, of: path)
            case .symlink: try Files.makeLink(at: path, to: entry.linkTarget ?? "")
            case .emptyFolder: try Files.makeFolders(path)
            case .other: break
            }
        }
    }
}
