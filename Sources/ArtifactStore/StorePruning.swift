import BuildModel
import FileTrees

/// What was removed from a store.
public struct StoreRemoval: Hashable, Sendable {
    /// Items that are gone.
    public var count = 0
    /// Bytes that they had.
    public var size: Int64 = 0
    /// Bytes that are left.
    public var left: Int64 = 0
    /// Bytes of what is left because a running process holds it.
    public var held: Int64 = 0
}

extension ContentStore {
    /// Removes what was used longest ago until at most `limit` bytes are left. What a running process uses stays, even if more is
    /// left then. Notes about files that are gone go as well.
    ///
    /// Safe beside builds, and to be killed at any point: a few files at a time are removed under the store's lock, after a look at
    /// who is at work and whether a file was used meanwhile.
    public func prune(to limit: Int64) throws(StoreError) -> StoreRemoval {
        let inventory = try inventory()
        var removal = StoreRemoval(left: inventory.size)
        var removed: Set<Digest> = []
        // Work that a killed process left goes first: nobody can use it any more.
        let order = inventory.items.filter { $0.kind == .scratch } + inventory.items.filter { $0.kind != .scratch }
        var rest = order[...]
        guard Files.exists(root) else { return removal }
        // The first look also clears away the holds of killed processes.
        var isFirst = true
        while isFirst || !rest.isEmpty && (removal.left > limit || rest.first?.kind == .scratch) {
            isFirst = false
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            let lock = try asStore { () throws(FileTreeError) in
                try FileLock(at: lockFile, isShared: false, patience: 10_000)
            }
            let held = heldSince(now: SystemTime.nanoseconds)
            for item in batch where removal.left > limit || item.kind == .scratch {
                guard item.used < held, !wasUsed(item) else {
                    removal.held += item.size
                    continue
                }
                try asStore { () throws(FileTreeError) in try Files.remove(item.path) }
                removal.count += 1
                removal.size += item.size
                removal.left -= item.size
                if item.kind == .blobs, let digest = digest(ofBlob: item.path) { removed.insert(digest) }
            }
            _ = consume lock
        }
        let notes = try removeNotes(about: removed)
        removal.count += notes.count
        removal.size += notes.size
        removal.left -= notes.size
        return removal
    }

    /// Items that are removed before others may use the store again.
    private static let batch = 64

    private func wasUsed(_ item: StoreInventory.Item) -> Bool {
        guard let status = try? Files.status(item.path, followingLink: false) else { return false }
        return status.modified != item.modified
    }

    private func digest(ofBlob path: String) -> Digest? {
        Digest(path.split(separator: "/").suffix(2).joined())
    }

    /// Removes the notes that speak of files that are gone: those with such a digest as their key or in their text.
    func removeNotes(about digests: Set<Digest>) throws(StoreError) -> StoreRemoval {
        var removal = StoreRemoval()
        guard !digests.isEmpty else { return removal }
        let keyed = Set(digests.map { Self.noteName($0.hexadecimal) })
        for path in try paths(of: .notes) {
            guard let bytes = try? Files.read(path) else { continue }
            let isKeyed = keyed.contains(path.split(separator: "/").suffix(2).joined(separator: "/"))
            guard isKeyed || Self.digests(in: bytes.dropFirst(Self.headLength)).contains(where: digests.contains)
            else { continue }
            try asStore { () throws(FileTreeError) in try Files.remove(path) }
            removal.count += 1
            removal.size += Int64(bytes.count)
        }
        return removal
    }

    /// Digests that a text names: runs of exactly 64 hexadecimal digits.
    private static func digests(in bytes: ArraySlice<UInt8>) -> [Digest] {
        bytes.split { !($0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66) }.filter { $0.count == 64 }
            .compactMap { Digest(String(decoding: $0, as: UTF8.self)) }
    }
}
