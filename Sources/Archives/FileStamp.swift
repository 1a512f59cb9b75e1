#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What tells that a file is still the one that was looked at: device, inode, size and time of the last change.
struct FileStamp: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: UInt64
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        size = UInt64(clamping: status.st_size)
        #if canImport(Darwin)
            seconds = status.st_mtimespec.tv_sec
            nanoseconds = status.st_mtimespec.tv_nsec
        #else
            seconds = Int(status.st_mtim.tv_sec)
            nanoseconds = Int(status.st_mtim.tv_nsec)
        #endif
    }

    /// For what is no file of the disk.
    init(size: UInt64) {
        (device, inode, seconds, nanoseconds) = (0, 0, 0, 0)
        self.size = size
    }

    /// Looks at a plain file without following a symlink.
    init(path: String) throws(ArchiveError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw ArchiveError(errno: errno, .read, path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ArchiveError(.notRegularFile, .read, path: path, detail: "not a plain file")
        }
        self.init(status)
    }
}
