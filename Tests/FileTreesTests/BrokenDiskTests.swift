import FileTrees
import TestSupport
import Testing

#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A disk that is full and a folder that cannot be written.
    @Suite(.enabled(if: SmallDisk.works)) struct BrokenDiskTests {
        @Test func fullDiskIsToldAndLeavesOldFile() throws {
            let disk = try #require(SmallDisk(options: "size=64k"))
            try AtomicFile.write([1, 2, 3], to: disk.path + "/file")
            #expect {
                try AtomicFile.write([UInt8](repeating: 7, count: 200_000), to: disk.path + "/file")
            } throws: {
                ($0 as? FileTreeError)?.code == .diskFull && "\($0)".contains("no space is left")
            }
            #expect(try Files.read(disk.path + "/file") == [1, 2, 3])
            #expect(try Files.names(inFolder: disk.path) == ["file"])
        }

        @Test func failedCopyLeavesNothing() throws {
            let disk = try #require(SmallDisk(options: "size=64k"))
            let tree = try TemporaryTree()
            try tree.write(String(repeating: "x", count: 200_000), to: "big")
            #expect { try Files.copy(tree.path + "/big", to: disk.path + "/big") } throws: {
                ($0 as? FileTreeError)?.code == .diskFull
            }
            #expect { try Files.move(tree.path + "/big", to: disk.path + "/big") } throws: {
                ($0 as? FileTreeError)?.code == .diskFull
            }
            #expect(try Files.names(inFolder: disk.path).isEmpty)
            #expect(Files.exists(tree.path + "/big"))
        }

        @Test func movesOverFileSystems() throws {
            let disk = try #require(SmallDisk(options: "size=64k"))
            let tree = try TemporaryTree()
            try tree.write("x", to: "file", mode: 0o755)
            try Files.move(tree.path + "/file", to: disk.path + "/file")
            #expect(try Files.status(disk.path + "/file").mode == 0o755)
            #expect(!Files.exists(tree.path + "/file"))
        }

        @Test func readOnlyFolderIsTold() throws {
            let disk = try #require(SmallDisk(options: "size=64k"))
            try Files.makeFolders(disk.path + "/there")
            try #require(disk.makeReadOnly())
            #expect { try AtomicFile.write([1], to: disk.path + "/x") } throws: {
                ($0 as? FileTreeError)?.code == .readOnly
            }
            #expect { try Files.makeFolders(disk.path + "/x") } throws: { ($0 as? FileTreeError)?.code == .readOnly }
            #expect { _ = try FileLock(at: disk.path + "/lock") } throws: { ($0 as? FileTreeError)?.code == .readOnly }
            #expect { _ = try ScratchFolder(in: disk.path) } throws: { ($0 as? FileTreeError)?.code == .readOnly }
            try Files.makeFolders(disk.path + "/there")
        }
    }
#endif
