/// What a walk found under a folder.
public struct TreeListing: Hashable, Sendable, Codable {
    /// Everything that stays, in byte order of the paths.
    public let entries: [TreeEntry]
    /// What the rules left out; a folder that is left out stands for all below it.
    public let ignored: [IgnoredEntry]
    /// Names that are not UTF-8 and so cannot be packed, with the bytes in question escaped: `caf\xE9.txt`.
    public let badNames: [String]
    /// The folders that were read, the root (an empty path) first, as each stood before its names were read.
    public let folders: [TreeFolder]
}

/// A folder whose names a walk read.
public struct TreeFolder: Hashable, Sendable, Codable {
    /// Path relative to the root of the walk; empty for the root.
    public let path: String
    /// How it stood before its names were read: its times change with every name that comes or goes.
    public let status: FileStatus
}

/// A file, link or empty folder in a tree.
public struct TreeEntry: Hashable, Sendable, Codable {
    /// What an entry is.
    public enum Kind: String, Hashable, Sendable, Codable {
        case file
        case symlink
        /// A folder with nothing in it; folders that hold something (even if it is all ignored) have no entry of their own.
        case emptyFolder
        /// A device, socket or pipe.
        case other
    }

    /// Path relative to the root of the walk, parts separated by `/`.
    public let path: String
    /// What it is.
    public let kind: Kind
    /// Size in bytes.
    public let size: Int64
    /// Time of the last change of the contents, nanoseconds since 1970.
    public let modified: Int64
    /// Time of the last change of contents or attributes, nanoseconds since 1970.
    public let changed: Int64
    /// The number of the file on its device.
    public let inode: UInt64
    /// The device that holds the file.
    public let device: UInt64
    /// Permission bits with setuid, setgid and sticky bit (07777).
    public let mode: UInt16
    /// Where a symbolic link points, as written in the link; `nil` for all else.
    public let linkTarget: String?

    /// Whether the owner may execute it.
    public var isExecutable: Bool { mode & 0o100 != 0 }

    init(path: String, kind: Kind, status: FileStatus, linkTarget: String? = nil) {
        self.path = path
        self.kind = kind
        size = status.size
        modified = status.modified
        changed = status.changed
        inode = status.inode
        device = status.device
        mode = status.mode
        self.linkTarget = linkTarget
    }
}

/// Something that a rule left out of a walk.
public struct IgnoredEntry: Hashable, Sendable, Codable {
    /// Path relative to the root of the walk; a folder ends in `/`.
    public let path: String
    /// The rule as it was written.
    public let rule: String
    /// The file that the rule comes from, or where else rules came from.
    public let file: String?
    /// Line of the rule in its file, from 1.
    public let line: Int?
}
