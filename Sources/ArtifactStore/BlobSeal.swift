import FileTrees

/// How the store knows a file of its own again without reading it, and when it was used last: the time of its last change has the
/// time of use in its seconds, and a number made of the size in its fraction. Whoever writes to the file, cuts it short or unpacks
/// it from an archive that keeps seconds only breaks the seal.
///
/// The time of access would tell the use as well, but most systems do not keep it.
enum BlobSeal {
    /// Uses closer together than this are not told apart, in nanoseconds, so that a use rarely costs a write.
    static let grain: Int64 = 3600 * second
    static let second: Int64 = 1_000_000_000

    /// The time of change for a file of a size that is used at `time`: at most two seconds earlier, never later.
    static func stamp(size: Int64, usedAt time: Int64) -> Int64 {
        time - time % second - second + fraction(of: size)
    }

    /// Whether a file stands as the store left it.
    static func isIntact(_ status: FileStatus) -> Bool {
        status.modified % second == fraction(of: status.size)
    }

    /// Whether a use now must be written down. A time in the future is one of a clock that was set back.
    static func isStale(_ modified: Int64, now: Int64) -> Bool {
        now - modified > grain || modified - now > grain
    }

    /// Never 0, which is what a time without a fraction has. Multiplying spreads neighbouring sizes (Knuth's constant).
    private static func fraction(of size: Int64) -> Int64 {
        Int64(UInt64(bitPattern: size &+ 1) &* 0x9E37_79B9_7F4A_7C15 % UInt64(second - 1)) + 1
    }
}

extension ContentStore {
    /// Notes that a file is used now. `false` if it has just been removed by another process.
    func renewUse(of path: String, _ status: FileStatus) -> Bool {
        guard BlobSeal.isStale(status.modified, now: SystemTime.nanoseconds) else { return true }
        // Under the lock, so that who removes old files either sees the new time or has removed it already.
        let lock = try? FileLock(at: lockFile, isShared: true, patience: 2000)
        guard let now = try? Files.status(path, followingLink: false) else { return false }
        // A store of another user, or one that is read-only, does without.
        try? seal(path, size: now.size)
        _ = consume lock
        return true
    }

    /// Notes that a folder of the store's is used now.
    public func renewUse(ofFolder path: String) {
        guard let status = try? Files.status(path) else { return }
        _ = renewUse(of: path, status)
    }

    /// Marks a file as it stands now as the store's own, and as used.
    func seal(_ path: String, size: Int64) throws(StoreError) {
        let stamp = BlobSeal.stamp(size: size, usedAt: SystemTime.nanoseconds)
        try asStore { () throws(FileTreeError) in try Files.setModified(stamp, of: path) }
    }

    /// The file whose lock is held for moments: shared by who uses files of the store, alone by who removes them.
    var lockFile: String { root + "/lock" }
}
