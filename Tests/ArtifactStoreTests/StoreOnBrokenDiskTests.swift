#if os(Linux)
    import ArtifactStore
    import FileTrees
    import TestSupport
    import Testing

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    @Suite(.enabled(if: SmallDisk.works)) struct StoreOnBrokenDiskTests {
        @Test func fullDiskIsToldAndLeavesNothingHalf() throws {
            let disk = try #require(SmallDisk())
            let store = ContentStore(root: disk.path + "/store")
            let kept = try store.insert([1, 2, 3])
            let big = [UInt8](repeating: 5, count: 300_000)
            let source = try ScratchFolder(in: "/tmp", prefix: "fclayer-test-")
            try AtomicFile.write(big, to: source.path + "/big")
            #expect { _ = try store.insert(big) } throws: { ($0 as? StoreError)?.code == .diskFull }
            #expect { _ = try store.insert(fileAt: source.path + "/big") } throws: {
                ($0 as? StoreError)?.code == .diskFull
            }
            #expect { try store.setNote(big, for: "k", in: "b") } throws: { ($0 as? StoreError)?.code == .diskFull }
            #expect(store.path(of: FileDigest.sha256(of: big)) == nil && store.note("k", in: "b") == nil)
            let files = try FileTree.walk(store.root).entries.filter { $0.kind == .file }
            #expect(files.map { store.root + "/" + $0.path } == [kept.path])
        }

        @Test func readOnlyStoreGivesButDoesNotTake() throws {
            let disk = try #require(SmallDisk())
            let store = ContentStore(root: disk.path)
            let kept = try store.insert([1, 2, 3])
            try store.setNote([7], for: "k", in: "b")
            try #require(disk.makeReadOnly())
            #expect(store.path(of: kept.digest) == kept.path && store.note("k", in: "b") == [7])
            #expect(try store.insert([1, 2, 3]) == kept)
            #expect { _ = try store.insert([4]) } throws: { ($0 as? StoreError)?.code == .readOnly }
            #expect { try store.setNote([8], for: "k", in: "b") } throws: { ($0 as? StoreError)?.code == .readOnly }
            #expect { _ = try store.scratch() } throws: { ($0 as? StoreError)?.code == .readOnly }
        }
    }
#endif
