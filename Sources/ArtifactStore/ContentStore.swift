public import BuildModel
public import FileTrees

/// A folder of files named by their SHA-256, shared by all processes of a user.
///
/// Everything arrives by rename, so a reader sees a whole file or none, and a process that is killed leaves only a
/// temporary name that is swept later. Nothing is made before the first insertion.
///
/// Layout: `blobs-v1/ab/cdef…` (contents, mode 0444), `notes-v1/<bucket>/ab/cdef…` (see `ContentStore+Notes`),
/// `scratch-v1/` (work in progress on the same file system), `holds-v1/` and `lock` (who is at work, see `StoreHold`).
public struct ContentStore: Hashable, Sendable {
    /// The folder of the store.
    public let root: String

    /// A store in `root`, which need not exist yet.
    public init(root: String) {
        self.root = root
    }

    /// The file with these contents, `nil` if the store does not have it. A file that stands as the store left it costs a look;
    /// one that was changed, cut short or copied here by others is read through first, and removed if it is damaged.
    public func path(of digest: Digest) -> String? {
        let path = blobPath(digest)
        guard let status = try? Files.status(path, followingLink: false), status.kind == .file else { return nil }
        if BlobSeal.isIntact(status) { return renewUse(of: path, status) ? path : nil }
        guard (try? verify(digest)) == .sound else { return nil }
        // A store that cannot be written to is read through each time.
        try? seal(path, size: status.size)
        return path
    }

    /// Stores a file. `expected` is checked while hashing; without `keepingOriginal` the file is moved in if it is on the
    /// store's file system, which costs no copy, and removed in any case. On an error the original stays.
    public func insert(
        fileAt path: String, expected: Digest? = nil, keepingOriginal: Bool = true
    ) throws(StoreError) -> StoredBlob {
        // A copy is hashed after it is made: what is stored is what was hashed, even if the original changes meanwhile.
        let scratch = try scratch()
        let own = scratch.path + "/blob"
        if keepingOriginal {
            try asStore { () throws(FileTreeError) in try Files.copy(path, to: own, mode: 0o600) }
        } else {
            try asStore { () throws(FileTreeError) in try Files.move(path, to: own) }
        }
        do throws(StoreError) {
            return try adopt(own, expected: expected)
        } catch {
            if !keepingOriginal { try? Files.move(own, to: path) }
            throw error.about(own, as: path)
        }
    }

    /// Stores bytes.
    public func insert(_ bytes: [UInt8], expected: Digest? = nil) throws(StoreError) -> StoredBlob {
        let digest = FileDigest.sha256(of: bytes)
        try check(digest, expected, path: "bytes")
        if let present = blob(digest, size: Int64(bytes.count)) { return present }
        let target = blobPath(digest)
        try place(bytes, at: target, mode: 0o444)
        return StoredBlob(digest: digest, path: target, size: Int64(bytes.count))
    }

    /// Reads a stored file again; one that does not have the contents that its name promises is removed, so that the
    /// next build fetches it anew.
    public func verify(_ digest: Digest) throws(StoreError) -> BlobState {
        let path = blobPath(digest)
        let found: Digest
        let before: FileStatus
        do throws(FileTreeError) {
            before = try Files.status(path, followingLink: false)
            found = before.kind == .file ? try FileDigest.sha256(ofFile: path) : Self.emptyDigest
        } catch {
            if error.code == .missing { return .missing }
            throw StoreError(error)
        }
        if found == digest, before.kind == .file { return .sound }
        // Another process may have put a sound file in its place meanwhile.
        let now = try? Files.status(path, followingLink: false)
        guard now?.inode == before.inode, now?.size == before.size else { return try verify(digest) }
        try asStore { () throws(FileTreeError) in try Files.remove(path) }
        return .removed
    }

    /// A folder for work in progress on the store's file system; it goes when its owner goes.
    public func scratch() throws(StoreError) -> ScratchFolder {
        let parent = root + "/scratch-v1"
        sweep(parent)
        return try asStore { () throws(FileTreeError) in try ScratchFolder(in: parent) }
    }

    /// Removes what processes that were killed left behind: scratch folders untouched for two days.
    private func sweep(_ parent: String) {
        guard let names = try? Files.names(inFolder: parent), names.count > 1 else { return }
        let now = SystemTime.nanoseconds
        for name in names {
            let path = parent + "/" + name
            guard let status = try? Files.status(path, followingLink: false),
                now - status.modified > 2 * 24 * 3600 * 1_000_000_000
            else { continue }
            try? Files.remove(path)
        }
    }

    /// Gives a file of the store's own its name.
    private func adopt(_ own: String, expected: Digest?) throws(StoreError) -> StoredBlob {
        let (digest, size) = try asStore { () throws(FileTreeError) in
            (try FileDigest.sha256(ofFile: own), try Files.status(own).size)
        }
        try check(digest, expected, path: own)
        if let present = blob(digest, size: size) { return present }
        let target = blobPath(digest)
        try asStore { () throws(FileTreeError) in
            try Files.setMode(0o444, of: own)
            try makeFolder(above: target)
        }
        try seal(own, size: size)
        try asStore { () throws(FileTreeError) in try Files.move(own, to: target) }
        return StoredBlob(digest: digest, path: target, size: size)
    }

    /// What is stored already; a file that is damaged will be replaced.
    private func blob(_ digest: Digest, size: Int64) -> StoredBlob? {
        guard let path = path(of: digest), (try? Files.status(path))?.size == size else { return nil }
        return StoredBlob(digest: digest, path: path, size: size)
    }

    private func check(_ found: Digest, _ expected: Digest?, path: String) throws(StoreError) {
        guard let expected, expected != found else { return }
        throw StoreError(
            .digestMismatch(expected: expected, found: found), operation: "store", path: path,
            reason: "its digest is \(found), expected was \(expected)")
    }

    func blobPath(_ digest: Digest) -> String {
        "\(root)/blobs-v1/\(digest.hexadecimal.prefix(2))/\(digest.hexadecimal.dropFirst(2))"
    }

    /// Writes bytes by way of the scratch folder, where a leftover is swept one day.
    func place(_ bytes: [UInt8], at target: String, mode: UInt16) throws(StoreError) {
        let parent = root + "/scratch-v1"
        let own = parent + "/note-" + String(UInt64.random(in: .min ... .max), radix: 36)
        do throws(StoreError) {
            try asStore { () throws(FileTreeError) in
                try Files.makeFolders(parent)
                try AtomicFile.write(bytes, to: own, mode: mode)
                try makeFolder(above: target)
            }
            try seal(own, size: Int64(bytes.count))
            try asStore { () throws(FileTreeError) in try Files.move(own, to: target) }
        } catch {
            try? Files.remove(own)
            throw error
        }
    }

    private func makeFolder(above path: String) throws(FileTreeError) {
        if let folder = Files.parentFolder(of: path) { try Files.makeFolders(folder) }
    }

    private static let emptyDigest = FileDigest.sha256(of: [])
}

/// A file of the store.
public struct StoredBlob: Hashable, Sendable {
    /// SHA-256 of its contents.
    public let digest: Digest
    /// Where it is; never to be written to.
    public let path: String
    /// Size in bytes.
    public let size: Int64

    /// Makes a description of a stored file; the store makes those that are true.
    public init(digest: Digest, path: String, size: Int64) {
        self.digest = digest
        self.path = path
        self.size = size
    }
}

/// What `verify` found.
public enum BlobState: Hashable, Sendable {
    /// The contents are what the name says.
    case sound
    /// The store does not have it.
    case missing
    /// The contents were damaged; the file was removed.
    case removed
}

extension StoreError {
    /// The same failure about the file that the caller knows.
    func about(_ inner: String, as outer: String) -> StoreError {
        path == inner ? StoreError(renaming: self, to: outer) : self
    }
}
