import ArtifactStore
import BuildModel
import FileTrees
import Testing

@Suite struct StoreCheckTests {
    let folder: ContentStoreTests.Folder
    let store: ContentStore

    init() throws {
        folder = try .init()
        store = ContentStore(root: folder.path + "/store")
    }

    /// Puts other bytes in the place of a file, as a failing disk would, or a user.
    private func replace(_ blob: StoredBlob, by bytes: [UInt8]) throws {
        try Files.remove(blob.path)
        try AtomicFile.write(bytes, to: blob.path, mode: 0o444)
    }

    @Test(arguments: [[1, 2, 4], [1, 2], [1, 2, 3, 4], []] as [[UInt8]])
    func aDamagedFileIsNotGivenOut(bytes: [UInt8]) throws {
        let blob = try store.insert([1, 2, 3])
        try replace(blob, by: bytes)
        #expect(store.path(of: blob.digest) == nil)
        #expect(!Files.exists(blob.path))
        #expect(try store.insert([1, 2, 3]) == blob)
        #expect(store.path(of: blob.digest) == blob.path)
    }

    @Test func aStoreThatWasUnpackedIsReadOnceAndTrusted() throws {
        let blob = try store.insert([1, 2, 3])
        try Files.setModified(1_700_000_000_000_000_000, of: blob.path)
        #expect(store.path(of: blob.digest) == blob.path)
        #expect(try Files.status(blob.path).modified % 1_000_000_000 != 0)
    }

    @Test func readsEverythingAndRemovesWhatIsDamaged() async throws {
        let sound = try (1...9).map { try store.insert([UInt8](repeating: $0, count: 1000)) }
        let damaged = try store.insert([7, 7])
        try store.setNote([1], for: damaged.digest.hexadecimal, in: "verified")
        try store.setNote([1], for: sound[0].digest.hexadecimal, in: "verified")
        let status = try Files.status(damaged.path)
        try replace(damaged, by: [7, 8])
        // Damage that times do not show.
        try Files.setModified(status.modified, of: damaged.path)
        let stranger = store.root + "/blobs-v1/ab/notes.txt"
        try Files.makeFolders(store.root + "/blobs-v1/ab")
        try AtomicFile.write([1], to: stranger)
        let check = try await store.verifyAll()
        #expect(check.sound == 9 && check.removed == [damaged.digest] && check.strangers == [stranger])
        #expect(check.notes == 1 && store.note(damaged.digest.hexadecimal, in: "verified") == nil)
        #expect(store.note(sound[0].digest.hexadecimal, in: "verified") == [1])
        #expect(store.path(of: damaged.digest) == nil && !Files.exists(stranger))
        #expect(try await store.verifyAll().removed.isEmpty)
    }

    @Test func aFolderInThePlaceOfAFileIsRemoved() async throws {
        let blob = try store.insert([1, 2, 3])
        try Files.remove(blob.path)
        try Files.makeFolders(blob.path + "/deeper")
        #expect(store.path(of: blob.digest) == nil)
        #expect(try await store.verifyAll().removed == [blob.digest])
        #expect(try store.insert([1, 2, 3]) == blob)
    }
}
