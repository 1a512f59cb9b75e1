public import BuildModel

/// One entry of a zip archive as its directory describes it.
public struct ZipEntry: Hashable, Sendable {
    /// What an entry is, from its Unix mode and its name.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// A plain file.
        case file
        /// A folder.
        case directory
        /// A symlink: the contents are the target.
        case symlink
        /// A device, a pipe or a socket.
        case special
    }

    /// The name as the archive has it, with the slash at the end of a folder. Bytes that are not UTF-8 are replaced.
    public let name: String
    /// The name as a path inside a package, if it is one.
    public let path: PackagePath?
    /// What the entry is.
    public let kind: Kind
    /// Type and permission bits as Unix has them; 0 if the archive was not made on Unix.
    public let mode: UInt32
    /// 0 is stored, 8 is deflate.
    public let method: UInt16
    /// The CRC-32 that the contents must have.
    public let crc32: UInt32
    /// Bytes in the archive.
    public let compressedSize: UInt64
    /// Bytes of the contents.
    public let size: UInt64
    /// The place in the directory, from 0.
    public let index: Int
    /// Where the compressed bytes begin in the file.
    public internal(set) var dataOffset: UInt64
    /// Where a symlink points, if the entry is one that could be read.
    public internal(set) var symlinkTarget: String?
    /// Whether the entry is encrypted.
    public let isEncrypted: Bool

    /// Whether the entry is a folder.
    public var isDirectory: Bool { kind == .directory }
    /// Whether the entry is a symlink.
    public var isSymlink: Bool { kind == .symlink }
    /// Whether somebody may execute the entry.
    public var isExecutable: Bool { mode & 0o111 != 0 }
}
