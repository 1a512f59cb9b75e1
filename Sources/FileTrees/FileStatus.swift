#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says about a file: enough to know later whether it changed.
public struct FileStatus: Hashable, Sendable, Codable {
    /// What stands at a path.
    public enum Kind: String, Hashable, Sendable, Codable {
        case file
        case folder
        case symlink
        /// A device, socket or pipe.
        case other
    }

    /// What it is.
    public let kind: Kind
    /// Size in bytes; for a link the length of its target.
    public let size: Int64
    /// Time of the last change of the contents, nanoseconds since 1970.
    public let modified: Int64
    /// Time of the last change of contents or attributes, nanoseconds since 1970; users cannot set it back.
    public let changed: Int64
    /// The number of the file on its device.
    public let inode: UInt64
    /// The device that holds the file.
    public let device: UInt64
    /// Permission bits with setuid, setgid and sticky bit (07777).
    public let mode: UInt16

    /// Whether the owner may execute it.
    public var isExecutable: Bool { mode & 0o100 != 0 }

    init(
        kind: Kind, size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64, mode: UInt16
    ) {
        self.kind = kind
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
        self.mode = mode
    }

    init(_ raw: stat) {
        switch raw.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .symlink
        default: kind = .other
        }
        size = Int64(raw.st_size)
        #if canImport(Darwin)
            modified = Self.nanoseconds(raw.st_mtimespec)
            changed = Self.nanoseconds(raw.st_ctimespec)
        #else
            modified = Self.nanoseconds(raw.st_mtim)
            changed = Self.nanoseconds(raw.st_ctim)
        #endif
        inode = UInt64(raw.st_ino)
        device = UInt64(truncatingIfNeeded: raw.st_dev)
        mode = UInt16(truncatingIfNeeded: raw.st_mode & 0o7777)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        // A hostile time stamp centuries away wraps instead of trapping: it is compared, never computed with.
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
