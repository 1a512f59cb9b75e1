/// How a file stands: unequal marks mean that it may have changed, equal ones that it did not.
public struct FileMark: Hashable, Sendable, Codable, BitwiseCopyable {
    /// Size in bytes; 0 for folders, where file systems differ.
    public var size: Int64
    /// Time of the last change of the contents, nanoseconds since 1970.
    public var modified: Int64
    /// Time of the last change of contents or attributes, nanoseconds since 1970; users cannot set it back.
    public var changed: Int64
    /// The number of the file on its device.
    public var inode: UInt64
    /// Kind and permission bits.
    public var mode: UInt64

    /// Makes a mark of numbers that were kept.
    public init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, mode: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.mode = mode
    }

    /// The mark of a status. The times of a folder change with every name in it that comes or goes.
    public init(_ status: FileStatus) {
        let kind: UInt64 =
            switch status.kind {
            case .file: 1
            case .folder: 2
            case .symlink: 3
            case .other: 4
            }
        self.init(
            size: status.kind == .folder ? 0 : status.size, modified: status.modified, changed: status.changed,
            inode: status.inode, mode: kind << 16 | UInt64(status.mode))
    }

    /// Whether it is the mark of a folder.
    public var isFolder: Bool { mode >> 16 == 2 }

    /// The mark of what stands at a path now, behind links; `nil` if nothing does. Of folders only the kind counts: for those whose
    /// names matter, the names are recorded apart.
    public static func now(_ path: String) -> FileMark? { (try? Files.status(path)).map(Self.ofPlace) }

    /// A mark of which a folder's times are no part.
    public static func ofPlace(_ status: FileStatus) -> FileMark {
        guard status.kind == .folder else { return FileMark(status) }
        return FileMark(size: 0, modified: 0, changed: 0, inode: 0, mode: 2 << 16)
    }
}
