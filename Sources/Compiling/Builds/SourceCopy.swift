import BuildModel
import FileTrees

/// Copies sources for a build, so that the user's folder stays as it is.
struct SourceCopy {
    /// Names that no build needs: what version control and fclayer itself keep.
    static let neverNeeded = ["/.fclayer/", ".git", ".hg", ".svn", ".DS_Store"]

    /// The files of a folder that a build sees.
    static func listing(of folder: String, ignoring patterns: [String]) throws(FileTreeError) -> TreeListing {
        var rules = IgnoreRules()
        rules.add(patterns: neverNeeded + patterns)
        return try FileTree.walk(folder, ignoring: rules)
    }

    /// Copies files, links and empty folders with their modes; links keep their targets.
    static func copy(_ listing: TreeListing, of folder: String, to target: String) throws(FileTreeError) {
        try Files.makeFolders(target)
        var made: Set<String> = []
        for entry in listing.entries {
            let path = target + "/" + entry.path
            if let parent = Files.parentFolder(of: path), made.insert(parent).inserted { try Files.makeFolders(parent) }
            switch entry.kind {
            case .file: try Files.copy(folder + "/" + entry.path, to: path, mode: entry.mode & 0o777)
            case .symlink: try Files.makeLink(at: path, to: entry.linkTarget ?? "")
            case .emptyFolder: try Files.makeFolders(path)
            case .other: break
            }
        }
    }
}
