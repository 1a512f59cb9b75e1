import ArtifactStore
import BuildModel
import FileTrees
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct ContentStoreTests {
    /// A folder for one test.
    final class Folder {
        let path: String

        init() throws { path = try ScratchFolder(in: "/tmp", prefix: "fclayer-test-").keep() }

        deinit { try? Files.remove(path) }
    }

    let folder: Folder
    let store: ContentStore

    init() throws {
        folder = try Folder()
        store = ContentStore(root: folder.path + "/store")
    }

    private func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = folder.path + "/" + name
        try AtomicFile.write(bytes, to: path)
        return path
    }

    private func code(_ work: () throws -> Void) -> StoreError.Code? {
        do { try work() } catch { return (error as? StoreError)?.code }
        return nil
    }

    @Test func touchesNothingBeforeFirstInsertion() throws {
        let digest = FileDigest.sha256(of: [1])
        #expect(store.path(of: digest) == nil && store.note("k", in: "b") == nil)
        #expect(try store.verify(digest) == .missing)
        try store.removeNote("k", in: "b")
        #expect(!Files.exists(store.root))
    }

    @Test func keepsFilesByDigest() throws {
        let original = try write([1, 2, 3], "file")
        let digest = FileDigest.sha256(of: [1, 2, 3])
        let blob = try store.insert(fileAt: original, expected: digest)
        #expect(blob == StoredBlob(digest: digest, path: try #require(store.path(of: digest)), size: 3))
        #expect(try Files.read(blob.path) == [1, 2, 3])
        #expect(try Files.status(blob.path).mode == 0o444)
        #expect(Files.exists(original))
        #expect(try store.insert(fileAt: original, keepingOriginal: false) == blob)
        #expect(!Files.exists(original))
        #expect(try store.insert([1, 2, 3]) == blob)
        #expect(try store.insert([4]).digest == FileDigest.sha256(of: [4]))
        #expect(try Files.names(inFolder: store.root + "/scratch-v1").isEmpty)
    }

    @Test func movesLargeFileInWithoutCopy() throws {
        let original = try write([9], "file")
        let inode = try Files.status(original).inode
        let blob = try store.insert(fileAt: original, keepingOriginal: false)
        #expect(try Files.status(blob.path).inode == inode)
    }

    @Test func refusesWrongDigestAndLeavesOriginal() throws {
        let original = try write([1], "file")
        let (wrong, right) = (FileDigest.sha256(of: [2]), FileDigest.sha256(of: [1]))
        for keeping in [true, false] {
            #expect(
                code { _ = try store.insert(fileAt: original, expected: wrong, keepingOriginal: keeping) }
                    == .digestMismatch(expected: wrong, found: right))
            #expect(try Files.read(original) == [1])
        }
        #expect(code { _ = try store.insert([1], expected: wrong) } == .digestMismatch(expected: wrong, found: right))
        #expect(store.path(of: wrong) == nil && store.path(of: right) == nil)
        let error = #expect(throws: StoreError.self) { try store.insert(fileAt: original, expected: wrong) }
        #expect(error?.path == original)
    }

    @Test func tellsMissingSource() {
        #expect(code { _ = try store.insert(fileAt: folder.path + "/none") } == .missing)
    }

    @Test func storesTheEmptyFile() throws {
        let blob = try store.insert([])
        #expect(store.path(of: blob.digest) == blob.path)
    }

    @Test func doesNotGiveOutAFileThatLostItsContents() throws {
        let blob = try store.insert([1, 2, 3])
        try Files.setMode(0o644, of: blob.path)
        #expect(truncate(blob.path, 0) == 0)
        #expect(store.path(of: blob.digest) == nil)
        #expect(try store.insert([1, 2, 3]) == blob)
        #expect(try Files.read(blob.path) == [1, 2, 3])
        try Files.setMode(0o644, of: blob.path)
        #expect(truncate(blob.path, 0) == 0)
        #expect(try store.insert(fileAt: write([1, 2, 3], "again")) == blob)
        #expect(try store.verify(blob.digest) == .sound)
    }

    @Test func removesDamagedFileOnVerification() throws {
        let blob = try store.insert([1, 2, 3])
        #expect(try store.verify(blob.digest) == .sound)
        try Files.remove(blob.path)
        try AtomicFile.write([1, 2, 4], to: blob.path)
        #expect(try store.verify(blob.digest) == .removed)
        #expect(store.path(of: blob.digest) == nil)
        #expect(try store.verify(blob.digest) == .missing)
    }

    @Test func remembersNotes() throws {
        #expect(store.note("key", in: "verified") == nil)
        try store.setNote([1, 2], for: "key", in: "verified")
        try store.setNote([], for: "https://host/simple/é?x=../..", in: "pages")
        #expect(store.note("key", in: "verified") == [1, 2])
        #expect(store.note("key", in: "pages") == nil)
        #expect(store.note("https://host/simple/é?x=../..", in: "pages") == [])
        try store.setNote([3], for: "key", in: "verified")
        #expect(store.note("key", in: "verified") == [3])
        try store.removeNote("key", in: "verified")
        #expect(store.note("key", in: "verified") == nil)
    }

    @Test func damagedNoteCountsAsMissing() throws {
        try store.setNote(Array("yes".utf8), for: "key", in: "b")
        let file = try #require(try FileTree.walk(store.root).entries.first)
        let path = store.root + "/" + file.path
        var bytes = try Files.read(path)
        for damaged in [[], Array(bytes.dropLast()), bytes + [0]] {
            try AtomicFile.write(damaged, to: path)
            #expect(store.note("key", in: "b") == nil)
        }
        bytes[bytes.count - 1] ^= 1
        try AtomicFile.write(bytes, to: path)
        #expect(store.note("key", in: "b") == nil)
    }

    @Test(arguments: ["", "..", ".hidden", "a/b", "é", "a b", "a\0"])
    func refusesBucketThatIsNotAPlainWord(bucket: String) {
        #expect(code { try store.setNote([1], for: "k", in: bucket) } == .badName)
        #expect(store.note("k", in: bucket) == nil)
    }

    @Test func concurrentInsertionsOfTheSameAgree() async throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let original = try write(bytes, "file")
        let store = store
        let blobs = try await withThrowingTaskGroup(of: StoredBlob.self) { group in
            for number in 0..<40 {
                group.addTask {
                    if number % 2 == 0 { return try store.insert(bytes) }
                    try store.setNote(bytes, for: "key", in: "b")
                    return try store.insert(fileAt: original)
                }
            }
            return try await group.reduce(into: Set<StoredBlob>()) { $0.insert($1) }
        }
        #expect(blobs.count == 1)
        #expect(try store.verify(FileDigest.sha256(of: bytes)) == .sound)
        #expect(store.note("key", in: "b") == bytes)
    }

    @Test func sweepsWhatKilledProcessesLeft() throws {
        let parent = store.root + "/scratch-v1"
        let (old, recent) = (parent + "/tmp-old", parent + "/tmp-recent")
        for path in [old, recent] {
            try Files.makeFolders(path)
            try AtomicFile.write([1], to: path + "/blob")
        }
        var times = [timeval(tv_sec: 1_600_000_000, tv_usec: 0), timeval(tv_sec: 1_600_000_000, tv_usec: 0)]
        #expect(utimes(old, &times) == 0)
        _ = try store.insert(fileAt: write([1], "file"))
        #expect(try Files.names(inFolder: parent) == ["tmp-recent"])
    }

    @Test func readsWhereTheStoreIs() {
        let all = ["FCLAYER_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"]
        #expect(StoreLocation.default(environment: all) == "/a")
        #expect(StoreLocation.default(environment: ["XDG_CACHE_HOME": "/b", "HOME": "/c"]) == "/b/fclayer")
        #expect(StoreLocation.default(environment: ["XDG_CACHE_HOME": "b", "HOME": "/c"]) == "/c/.cache/fclayer")
        #expect(StoreLocation.default(environment: ["FCLAYER_CACHE": "", "HOME": "/"]) == "/.cache/fclayer")
        #expect(StoreLocation.default(environment: [:]) == nil)
    }
}
