#if os(Linux)
    import Archives
    import BuildModel
    import Foundation
    import TestSupport
    import Testing

    /// Writes to a small disk of its own, which only root can make.
    @Suite(.enabled(if: SmallDisk.canBeMade, "only root can make a disk"))
    struct FullDiskTests {
        @Test func leavesTheOldArchiveWhenTheDiskIsFull() throws {
            let disk = try SmallDisk(megabytes: 2)
            let old = Array("old".utf8)
            try disk.folder.write("disk/out.zip", old)
            var generator = SeededGenerator(seed: 5)
            let error = #expect(throws: ArchiveError.self) {
                var writer = try ZipWriter(path: disk.folder.file("disk/out.zip"))
                for index in 0..<8 {
                    let noise = generator.noise(1 << 20)
                    writer.add(ZipMember(path: try PackagePath("noise\(index)"), content: .bytes(noise)))
                }
                _ = try writer.finish()
            }
            #expect(error?.code == .diskFull)
            #expect(try disk.folder.read("disk/out.zip") == old)
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.file("disk")) == ["out.zip"])
        }

        @Test func saysThatTheDiskIsReadOnly() throws {
            let disk = try SmallDisk(megabytes: 1, isReadOnly: true)
            let error = #expect(throws: ArchiveError.self) {
                _ = try ZipWriter(path: disk.folder.file("disk/out.zip"))
            }
            #expect(error?.code == .notPermitted)
            #expect(error?.operation == .create)
        }

        @Test func leavesTheOldArchiveWhenOnlyTheDirectoryDoesNotFit() throws {
            let disk = try SmallDisk(megabytes: 1)
            try disk.folder.write("disk/out.zip", [1])
            let error = #expect(throws: ArchiveError.self) {
                var writer = try ZipWriter(path: disk.folder.file("disk/out.zip"))
                for index in 0..<9000 {
                    writer.add(ZipMember(path: try PackagePath("a/long/folder/name/\(index)"), content: .bytes([1])))
                }
                _ = try writer.finish()
            }
            #expect(error?.code == .diskFull)
            #expect(try disk.folder.read("disk/out.zip") == [1])
        }
    }

    /// A memory disk of a few megabytes in a folder.
    private final class SmallDisk {
        static let canBeMade: Bool = {
            guard geteuid() == 0, let disk = try? SmallDisk(megabytes: 1) else { return false }
            return disk.isMounted
        }()

        let folder: ScratchFolder
        let isMounted: Bool

        init(megabytes: Int, isReadOnly: Bool = false) throws {
            folder = try ScratchFolder()
            try FileManager.default.createDirectory(atPath: folder.file("disk"), withIntermediateDirectories: false)
            isMounted =
                mount(
                    "tmpfs", folder.file("disk"), "tmpfs", isReadOnly ? UInt(MS_RDONLY) : 0,
                    "size=\(megabytes)m") == 0
        }

        deinit { if isMounted { umount2(folder.file("disk"), Int32(MNT_DETACH)) } }
    }
#endif
