public import BuildModel
import FileTrees

/// What reading a whole store found.
public struct StoreCheck: Hashable, Sendable {
    /// Files that are as their names say.
    public var sound = 0
    /// Bytes that were read.
    public var size: Int64 = 0
    /// Files that were damaged and are gone.
    public var removed: [Digest] = []
    /// Notes that were damaged, or spoke of files that are gone.
    public var notes = 0
    /// Names in the place of files that no file of the store has; they are gone.
    public var strangers: [String] = []
}

extension ContentStore {
    /// Reads everything in the store again, with all cores, and removes what is damaged: the next build fetches it anew.
    /// `progress` gets the bytes that were read and that there are.
    public func verifyAll(
        progress: @escaping @Sendable (Int64, Int64) -> Void = { _, _ in }
    ) async throws(StoreError) -> StoreCheck {
        let items = try inventory().items
        let blobs = items.filter { $0.kind == .blobs }
        let total = blobs.reduce(0) { $0 + $1.size }
        var check = StoreCheck()
        let results = await withTaskGroup(of: (StoreInventory.Item, Result<BlobState, StoreError>?).self) { group in
            var results: [(StoreInventory.Item, Result<BlobState, StoreError>?)] = []
            var rest = blobs[...]
            var done: Int64 = 0
            for _ in 0..<Self.readers { if let item = rest.popFirst() { group.addTask { await read(item) } } }
            while let result = await group.next() {
                results.append(result)
                done += result.0.size
                progress(done, total)
                if let item = rest.popFirst(), !Task.isCancelled { group.addTask { await read(item) } }
            }
            return results
        }
        for (item, result) in results {
            guard let result, let digest = Digest(Self.name(of: item)) else {
                try asStore { () throws(FileTreeError) in try Files.remove(item.path) }
                check.strangers.append(item.path)
                continue
            }
            check.size += item.size
            switch try result.get() {
            case .sound: check.sound += 1
            case .removed: check.removed.append(digest)
            case .missing: break
            }
        }
        check.removed.sort()
        for path in try paths(of: .notes) {
            guard let bytes = try? Files.read(path), Self.payload(of: bytes) == nil else { continue }
            try asStore { () throws(FileTreeError) in try Files.remove(path) }
            check.notes += 1
        }
        check.notes += try removeNotes(about: Set(check.removed)).count
        return check
    }

    /// Files that are read at a time. Hashing takes a core each; a disk is quicker than two.
    private static let readers = 4

    private static func name(of item: StoreInventory.Item) -> String {
        item.path.split(separator: "/").suffix(2).joined()
    }

    /// `nil` for something that has no digest for its name.
    private func read(_ item: StoreInventory.Item) async -> (StoreInventory.Item, Result<BlobState, StoreError>?) {
        guard let digest = Digest(Self.name(of: item)), blobPath(digest) == item.path else { return (item, nil) }
        let result = await Blocking.run { Result { () throws(StoreError) in try verify(digest) } }
        return (item, result)
    }
}
