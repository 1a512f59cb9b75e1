import FileTrees

/// How a file stands: unequal marks mean that it may have changed, equal ones that it did not.
struct FileMark: Hashable, Sendable, Codable {
    var kind: FileStatus.Kind
    var size: Int64 = 0
    var modified: Int64 = 0
    var changed: Int64 = 0
    var inode: UInt64 = 0
    var mode: UInt16 = 0

    /// The mark of a status. Of folders only the kind counts: their times change with every file that is made in them, and
    /// what is in them is listed apart.
    init(_ status: FileStatus) {
        kind = status.kind
        guard status.kind != .folder else { return }
        size = status.size
        modified = status.modified
        changed = status.changed
        inode = status.inode
        mode = status.mode
    }

    /// The mark of what stands at a path now; `nil` if nothing does.
    static func now(_ path: String) -> FileMark? { (try? Files.status(path)).map(FileMark.init) }
}
