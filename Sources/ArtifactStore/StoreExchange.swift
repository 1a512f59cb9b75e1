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

    /// Files that are worth taking to another machine, and notes too if they are wanted, with their names below the root; what was
    /// used last comes first, as much as fits into `limit` bytes.
    public func transferable(
        limit: Int64, withNotes: Bool
    ) throws(StoreError) -> [(name: String, item: StoreInventory.Item)] {
        var left = limit
        return try inventory().items.reversed().filter { item in
            guard item.kind == .blobs || withNotes && item.kind == .notes, item.size <= left else { return false }
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

    /// A note as it goes into an archive: behind a proof that it was written by who knows the secret. A note says which file stands for
    /// which download, which no digest can tell.
    public static func sealed(note bytes: [UInt8], at place: String, secret: String) -> [UInt8] {
        proof(bytes, place, secret) + bytes
    }

    /// Takes in a note of an archive, unless there is one in its place. `false` if the proof is not one under this secret.
    public func adopt(note sealed: [UInt8], at place: String, secret: String) throws(StoreError) -> Bool {
        let bytes = Array(sealed.dropFirst(Self.proofLength))
        guard Self.proof(bytes, place, secret).elementsEqual(sealed.prefix(Self.proofLength)),
            Self.payload(of: bytes) != nil, case .note(let path)? = Self.place(of: place)
        else { return false }
        if !Files.exists(root + "/" + path) { try self.place(bytes, at: root + "/" + path, mode: 0o644) }
        return true
    }

    private static func proof(_ bytes: [UInt8], _ place: String, _ secret: String) -> [UInt8] {
        let digest = FileDigest.proof(of: Array("fclayer note 1 \(place)\n".utf8) + bytes, secret: secret)
        return Array("proof \(digest.hexadecimal)\n".utf8)
    }

    private static let proofLength = "proof ".utf8.count + 64 + 1
}
