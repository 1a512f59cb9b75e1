#if os(Linux)
    import FileTrees

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A small file system of its own for a test; making one takes root.
    public final class SmallDisk {
        /// Where it is mounted.
        public let path: String

        /// Mounts a disk of 64 KiB, or one with other options of tmpfs.
        public init?(options: String = "size=64k", flags: UInt = 0) {
            guard let folder = try? ScratchFolder(in: "/tmp", prefix: "fclayer-disk-").keep() else { return nil }
            path = folder
            if mount("tmpfs", folder, "tmpfs", flags, options) != 0 {
                rmdir(folder)
                return nil
            }
        }

        /// Makes the disk read-only.
        public func makeReadOnly() -> Bool { Self.makeReadOnly(path) }

        /// Makes a mounted tmpfs read-only. A process that another test is just starting can hold a file open for a moment; the
        /// system is busy then, so it is tried for some seconds.
        public static func makeReadOnly(_ path: String) -> Bool {
            for _ in 0..<500 {
                if mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 { return true }
                usleep(20_000)
            }
            return false
        }

        deinit {
            umount2(path, CInt(MNT_DETACH))
            rmdir(path)
        }

        /// Whether disks can be made here.
        public static let works = SmallDisk() != nil
    }
#endif
