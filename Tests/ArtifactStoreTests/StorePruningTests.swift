import BuildModel
import FileTrees
import Testing

@testable import ArtifactStore

@Suite struct StorePruningTests {
    let folder: ContentStoreTests.Folder
    let store: ContentStore

    init() throws {
        folder = try .init()
        store = ContentStore(root: folder.path + "/store")
    }

    private static let hour: Int64 = 3600 * 1_000_000_000

    /// A file of a thousand bytes that was used some hours ago.
    private func insert(_ number: UInt8, hoursAgo: Int64) throws -> StoredBlob {
        let blob = try store.insert([UInt8](repeating: number, count: 1000))
        try age(blob.path, hours: hoursAgo)
        return blob
    }

    private func age(_ path: String, hours: Int64) throws {
        let status = try Files.status(path)
        let then = SystemTime.nanoseconds - hours * Self.hour
        try Files.setModified(BlobSeal.stamp(size: status.size, usedAt: then), of: path)
    }

    private func has(_ blob: StoredBlob) -> Bool { Files.exists(blob.path) }

    @Test func removesWhatWasUsedLongestAgoFirst() throws {
        let blobs = try [3, 9, 1].enumerated().map { try insert(UInt8($0), hoursAgo: Int64($1)) }
        let removal = try store.prune(to: 2500)
        #expect(removal == StoreRemoval(count: 1, size: 1000, left: 2000, held: 0))
        #expect(blobs.map(has) == [true, false, true])
        #expect(try store.prune(to: 2500).count == 0)
        #expect(try store.prune(to: 0).left == 0)
    }

    @Test func aUseCountsWithoutTheTimeOfAccess() throws {
        let (old, older) = (try insert(1, hoursAgo: 5), try insert(2, hoursAgo: 9))
        #expect(store.path(of: older.digest) == older.path)
        _ = try store.prune(to: 1000)
        #expect(has(older) && !has(old))
    }

    @Test func aUseIsWrittenDownOnceAnHour() throws {
        let blob = try insert(1, hoursAgo: 0)
        let before = try Files.status(blob.path)
        #expect(store.path(of: blob.digest) != nil)
        #expect(try Files.status(blob.path) == before)
        try age(blob.path, hours: 2)
        let aged = try Files.status(blob.path).modified
        #expect(store.path(of: blob.digest) != nil)
        #expect(try Files.status(blob.path).modified > aged + Self.hour)
        #expect(BlobSeal.isIntact(try Files.status(blob.path)))
    }

    @Test func keepsWhatARunningProcessUses() throws {
        let (used, idle) = (try insert(1, hoursAgo: 5), try insert(2, hoursAgo: 5))
        var hold = StoreHold(store)
        #expect(hold != nil)
        #expect(store.path(of: used.digest) != nil)
        let fresh = try insert(3, hoursAgo: 0)
        let removal = try store.prune(to: 0)
        #expect(removal.left == 2000 && removal.held == 2000)
        #expect(has(used) && has(fresh) && !has(idle))
        hold = nil
        #expect(try Files.names(inFolder: store.holdsFolder).isEmpty)
        #expect(try store.prune(to: 0).left == 0)
    }

    @Test func aKilledProcessHoldsNothing() throws {
        let blob = try insert(1, hoursAgo: 0)
        try Files.makeFolders(store.holdsFolder)
        try AtomicFile.write([], to: store.holdsFolder + "/killed")
        _ = try store.prune(to: 0)
        #expect(!has(blob))
        #expect(try Files.names(inFolder: store.holdsFolder).isEmpty)
    }

    @Test func removesNothingInUseWhenTheClockGoesBackwards() throws {
        let blob = try insert(1, hoursAgo: 50)
        let hold = StoreHold(store)
        let name = try #require(try Files.names(inFolder: store.holdsFolder).first)
        try Files.setModified(SystemTime.nanoseconds + 1000 * Self.hour, of: store.holdsFolder + "/" + name)
        #expect(try store.prune(to: 0).count == 0)
        #expect(has(blob))
        withExtendedLifetime(hold) {}
        // A time in the future counts as now, and is put right at the next use.
        try Files.setModified(SystemTime.nanoseconds + 1000 * Self.hour, of: blob.path)
        #expect(store.path(of: blob.digest) != nil)
        #expect(try Files.status(blob.path).modified < SystemTime.nanoseconds)
    }

    @Test func notesGoWithTheFilesThatTheySpeakOf() throws {
        let (old, young) = (try insert(1, hoursAgo: 9), try insert(2, hoursAgo: 1))
        for blob in [old, young] {
            try store.setNote([1], for: blob.digest.hexadecimal, in: "keyed")
            try store.setNote(Array("{\"digest\":\"\(blob.digest)\"}".utf8), for: blob.path, in: "named")
        }
        try store.setNote([2], for: "else", in: "keyed")
        let removal = try store.prune(to: 1000 + 3 * 200)
        #expect(removal.count == 3)
        #expect(store.note(old.digest.hexadecimal, in: "keyed") == nil && store.note(old.path, in: "named") == nil)
        #expect(store.note(young.digest.hexadecimal, in: "keyed") != nil && store.note(young.path, in: "named") != nil)
        #expect(store.note("else", in: "keyed") != nil)
    }

    @Test func takesWhatKilledProcessesLeftFirst() throws {
        let blob = try insert(1, hoursAgo: 90)
        let left = store.root + "/scratch-v1/tmp-left"
        try Files.makeFolders(left)
        try AtomicFile.write([UInt8](repeating: 1, count: 5000), to: left + "/half")
        #expect(try store.prune(to: 100_000).size == 5000)
        #expect(!Files.exists(left) && has(blob))
    }

    @Test func aStoreThatIsNotThereIsEmpty() throws {
        #expect(try store.inventory().items.isEmpty)
        #expect(try store.prune(to: 0) == StoreRemoval())
        #expect(!Files.exists(store.root))
    }

    /// Readers that hold the store find every file that they were given, whatever is removed beside them.
    @Test func neverRemovesWhatReadersWereGiven() async throws {
        let contents = (0..<60).map { [UInt8](repeating: UInt8($0), count: 100 + $0) }
        let store = store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<4 {
                group.addTask {
                    for round in 0..<20 {
                        let hold = StoreHold(store)
                        var given: [String] = []
                        for bytes in contents where (bytes.count + reader + round) % 3 == 0 {
                            let digest = FileDigest.sha256(of: bytes)
                            if let path = store.path(of: digest) {
                                given.append(path)
                            } else {
                                given.append(try store.insert(bytes).path)
                            }
                        }
                        for path in given { #expect(Files.exists(path)) }
                        withExtendedLifetime(hold) {}
                    }
                }
            }
            group.addTask { for _ in 0..<40 { _ = try store.prune(to: 1000) } }
            try await group.waitForAll()
        }
    }
}
