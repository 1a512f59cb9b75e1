/// An entry of a tar archive. Its name was checked: relative, no `..`, UTF-8, no control characters.
public struct TarEntry: Hashable, Sendable {
    /// What an entry is.
    public enum Kind: Hashable, Sendable {
        /// A plain file.
        case file
        /// A folder.
        case folder
        /// A symbolic link with its target as written.
        case symlink(target: String)
        /// A further name for a file that came before, by its path in the archive.
        case hardLink(to: String)
    }

    /// The path with single slashes between its parts, without `./` in front and `/` behind; empty for the root itself.
    public let path: String
    /// What it is.
    public let kind: Kind
    /// Size in bytes of a file, 0 for everything else.
    public let size: UInt64
    /// Whether the owner may execute it.
    public let isExecutable: Bool

    /// The parts of the path.
    public var parts: [Substring] { path.split(separator: "/") }
}

/// Bounds against archives that are made to exhaust memory or disk.
public struct TarBounds: Hashable, Sendable {
    /// Most entries.
    public var entries: Int
    /// Most bytes of one file.
    public var memberBytes: UInt64
    /// Most bytes of the whole archive when unpacked, headers included.
    public var totalBytes: UInt64

    /// Makes bounds; the defaults leave room for the largest packages that are linked with or run in functions.
    public init(entries: Int = 200_000, memberBytes: UInt64 = 1 << 30, totalBytes: UInt64 = 4 << 30) {
        self.entries = entries
        self.memberBytes = memberBytes
        self.totalBytes = totalBytes
    }
}
