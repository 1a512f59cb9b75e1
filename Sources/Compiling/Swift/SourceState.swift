public import BuildModel
import FileTrees

/// How a folder of sources stood when it was compiled.
public struct SourceState: Hashable, Sendable, Codable {
    /// The folder (absolute).
    public var folder: String
    /// A digest of names, sizes and times of its files.
    public var digest: Digest

    /// Names that do not change what is compiled: results of builds, what version control and editors keep. SwiftPM writes
    /// `Package.resolved` itself, so that is looked at apart.
    static let ignored = [
        ".build", ".fclayer", ".git", ".hg", ".svn", ".swiftpm", ".DS_Store", ".vscode", "*.xcodeproj",
        "Package.resolved",
    ]

    /// Whether the folder stands as it did.
    public var isCurrent: Bool { Self.listing(of: folder)?.standing == digest }

    /// How a folder stands now, all its files being older than the clock's tick, so that equal states mean equal contents.
    static func now(_ folder: String) -> SourceState? {
        guard var listing = listing(of: folder) else { return nil }
        while let youngest = listing.entries.map(\.changed).max(), let wait = ClockTick.wait(after: youngest) {
            ClockTick.sleep(wait)
            guard let again = Self.listing(of: folder) else { return nil }
            listing = again
        }
        return SourceState(folder: folder, digest: listing.standing)
    }

    static func listing(of folder: String) -> TreeListing? {
        var rules = IgnoreRules()
        rules.add(patterns: ignored)
        return try? FileTree.walk(folder, ignoring: rules)
    }
}
