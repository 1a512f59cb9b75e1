#if os(Linux)
    import Foundation
    import TestSupport

    /// A memory disk of a few megabytes in a folder; making one takes root.
    final class SmallDisk {
        static let canBeMade: Bool = {
            guard geteuid() == 0, let disk = try? SmallDisk(megabytes: 1) else { return false }
            return disk.isMounted
        }()

        let folder: TemporaryFolder
        let isMounted: Bool

        init(megabytes: Int) throws {
            folder = try TemporaryFolder()
            isMounted = mount("tmpfs", try folder.makeFolder("disk"), "tmpfs", 0, "size=\(megabytes)m") == 0
        }

        func makeReadOnly() -> Bool { TestSupport.SmallDisk.makeReadOnly(folder.file("disk")) }

        deinit { if isMounted { umount2(folder.file("disk"), Int32(MNT_DETACH)) } }
    }
#endif
