public import BuildModel
import FileTrees

extension ContentStore {
    /// A place in a store by its name in an archive.
    public enum Place: Hashable, Sendable {
        /// A file with its digest.
        case blob(Digest)
        /// A note of a bucket.
        case note(path: String)
    }

    /// Files and notes that are worth taking to another machine, with their names below the root; what was used last comes first,
    /// as much as fits into `limit` bytes.
    public func transferable(limit: Int64) throws(StoreError) -> [(name: String, item: StoreInventory.Item)] {
        var left = limit
        return try inventory().items.reversed().filter { item in
            guard item.kind == .blobs || item.kind == .notes, item.size <= left else { return false }
            left -= item.size
            return true
        }.map { (String($0.path.dropFirst(root.count + 1)), $0) }.sorted { $0.0 < $1.0 }
    }

    /// What a name in an archive stands for; `nil` for anything that is no file of a store.
    public static func place(of name: String) -> Place? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, let digest = Digest(parts.suffix(2).joined()),
            parts.suffix(2).joined() == digest.hexadecimal, parts[parts.count - 2].utf8.count == 2
        else { return nil }
        if parts.count == 3, parts[0] == "blobs-v1" { return .blob(digest) }
        if parts.count == 4, parts[0] == "notes-v1", isPlain(parts[1]) { return .note(path: name) }
        return nil
    }

    /// Takes in a note as it lies in another store, unless there is one in its place; whether it is whole.
    public func adopt(note bytes: [UInt8], at place: String) throws(StoreError) -> Bool {
        guard Self.payload(of: bytes) != nil, case .note(let path)? = Self.place(of: place) else { return false }
        if !Files.exists(root + "/" + path) { try self.place(bytes, at: root + "/" + path, mode: 0o644) }
        return true
    }
}
