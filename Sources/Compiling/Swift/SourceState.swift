public import BuildModel
import FileTrees

/// How a folder of sources stood when it was compiled.
public struct SourceState: Hashable, Sendable, Codable {
    /// The folder or file (absolute).
    public var folder: String
    /// A digest of names, sizes and times of its files.
    public var digest: Digest
    /// Patterns of what is not part of the sources.
    var ignored: [String]

    /// Names that do not change what is compiled: results of builds, what version control and editors keep. SwiftPM writes
    /// `Package.resolved` itself, so that is looked at apart.
    static let ignoredBySwift = [
        ".build", ".fclayer", ".git", ".hg", ".svn", ".swiftpm", ".DS_Store", ".vscode", "*.xcodeproj",
        "Package.resolved",
    ]

    /// Whether the folder, or the single file, stands as it did.
    public var isCurrent: Bool { (Self.standing(of: folder, ignored)?.digest ?? Self.missing) == digest }

    /// The folder and the files in it that count, as they are now (absolute); nothing where nothing is.
    public var files: [String] {
        guard let status = try? Files.status(folder) else { return [] }
        guard status.kind == .folder, let listing = Self.listing(of: folder, ignored) else { return [folder] }
        return folders(in: listing) + listing.entries.filter { $0.kind != .emptyFolder }.map { folder + "/" + $0.path }
    }

    /// The folder and those in it that count, as they are now (absolute); nothing where no folder is.
    public var folders: [String] { Self.listing(of: folder, ignored).map(folders) ?? [] }

    private func folders(in listing: TreeListing) -> [String] {
        listing.folders.map { $0.path.isEmpty ? folder : folder + "/" + $0.path }
    }

    /// How a folder of sources stands before a tool reads it; `nil` where nothing is.
    public static func before(_ folder: String) -> SourceState? { now(folder) }

    /// Stands for what is not there.
    private static let missing = FileDigest.sha256(of: Array("missing".utf8))

    /// How a folder or a file stands now; what is not there counts as well.
    static func now(_ path: String, orMissing ignored: [String]) -> SourceState {
        now(path, ignoring: ignored) ?? SourceState(folder: path, digest: missing, ignored: ignored)
    }

    /// How a folder or a file stands now, all files being older than the clock's tick, so that equal states mean equal
    /// contents; `nil` where nothing is.
    static func now(_ folder: String, ignoring ignored: [String] = ignoredBySwift) -> SourceState? {
        guard var state = standing(of: folder, ignored) else { return nil }
        while let youngest = state.youngest, let wait = ClockTick.wait(after: youngest) {
            ClockTick.sleep(wait)
            guard let again = standing(of: folder, ignored) else { return nil }
            state = again
        }
        return SourceState(folder: folder, digest: state.digest, ignored: ignored)
    }

    private static func standing(of path: String, _ ignored: [String]) -> (digest: Digest, youngest: Int64?)? {
        guard let status = try? Files.status(path) else { return nil }
        guard status.kind == .folder else {
            let text = "\(status.size) \(status.modified) \(status.changed) \(status.inode) \(status.mode)"
            return (FileDigest.sha256(of: Array(text.utf8)), status.changed)
        }
        guard let listing = listing(of: path, ignored) else { return nil }
        return (listing.standing, listing.entries.map(\.changed).max())
    }

    /// The files of a folder that count.
    static func listing(of folder: String, _ ignored: [String] = ignoredBySwift) -> TreeListing? {
        var rules = IgnoreRules()
        rules.add(patterns: ignored)
        return try? FileTree.walk(folder, ignoring: rules)
    }
}
