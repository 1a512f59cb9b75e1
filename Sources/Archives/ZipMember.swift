public import BuildModel

/// Something that is to become an entry of an archive.
public struct ZipMember: Sendable {
    /// Where the bytes of a member come from.
    public enum Content: Sendable {
        /// An entry of another archive; its compressed bytes are copied as they are. A symlink stays a symlink.
        case copied(from: ZipDirectory, ZipEntry)
        /// A plain file on the disk.
        case file(path: String)
        /// These bytes.
        case bytes([UInt8])
        /// A symlink with this target, which must stay inside the package.
        case symlink(target: String)
        /// A folder with nothing in it; other folders need no entry.
        case emptyDirectory
    }

    /// The path in the archive.
    public let path: PackagePath
    /// Whether the mode is 0755 instead of 0644; symlinks and folders have modes of their own.
    public let isExecutable: Bool
    /// Whether the bytes are stored as they are, without a try to compress them; copied members stay what they are.
    public let isStored: Bool
    /// Where the bytes come from.
    public let content: Content

    /// Makes a member.
    public init(path: PackagePath, isExecutable: Bool = false, isStored: Bool = false, content: Content) {
        self.path = path
        self.isExecutable = isExecutable
        self.isStored = isStored
        self.content = content
    }

    /// The name in the archive, with a slash at the end of a folder.
    var entryName: String {
        if case .emptyDirectory = content { return path.text + "/" }
        return path.text
    }

    /// Type and permission bits: a few fixed ones, so that no umask leaves a trace.
    var mode: UInt32 {
        switch content {
        case .symlink: 0o120777
        case .copied(_, let entry) where entry.isSymlink: 0o120777
        case .emptyDirectory: 0o040755
        case .copied, .file, .bytes: isExecutable ? 0o100755 : 0o100644
        }
    }
}
