import BuildModel
import FileTrees

extension ContentStore {
    /// Small records that remember the outcome of work by a key: "this wheel was verified", "the wheel built for this
    /// source". A record carries a digest of itself; a damaged one counts as missing.
    ///
    /// Returns the bytes of the record, `nil` if there is none that is whole.
    public func note(_ key: String, in bucket: String) -> [UInt8]? {
        guard let path = try? notePath(key, in: bucket), let bytes = try? Files.read(path) else { return nil }
        guard let payload = Self.payload(of: bytes), let status = try? Files.status(path), renewUse(of: path, status)
        else {
            return nil
        }
        return payload
    }

    /// What a record says; `nil` if it is damaged.
    static func payload(of bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= headLength else { return nil }
        let payload = Array(bytes[headLength...])
        return Array(bytes[..<headLength]) == head(for: payload) ? payload : nil
    }

    /// Writes a record in the place of any there is. Bucket names are plain words (letters, digits, `-`, `_`, `.`); keys
    /// may be any text.
    public func setNote(_ bytes: [UInt8], for key: String, in bucket: String) throws(StoreError) {
        let path = try notePath(key, in: bucket)
        try place(Self.head(for: bytes) + bytes, at: path, mode: 0o644)
    }

    /// Forgets a record; none there is fine.
    public func removeNote(_ key: String, in bucket: String) throws(StoreError) {
        let path = try notePath(key, in: bucket)
        try asStore { () throws(FileTreeError) in try Files.remove(path) }
    }

    private func notePath(_ key: String, in bucket: String) throws(StoreError) -> String {
        guard Self.isPlain(bucket) else {
            throw StoreError(
                .badName, operation: "use the bucket", path: bucket, reason: "its name is not a plain word")
        }
        return "\(root)/notes-v1/\(bucket)/\(Self.noteName(key))"
    }

    /// The place of a record within its bucket.
    static func noteName(_ key: String) -> String {
        let name = FileDigest.sha256(of: Array(key.utf8)).hexadecimal
        return "\(name.prefix(2))/\(name.dropFirst(2))"
    }

    /// Whether a name is a plain word, as those of buckets are.
    static func isPlain(_ bucket: String) -> Bool {
        !bucket.isEmpty && bucket.first != "." && bucket.utf8.count <= 100
            && bucket.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    static let headLength = "note 1 ".utf8.count + 64 + 1

    private static func head(for payload: [UInt8]) -> [UInt8] {
        Array("note 1 \(FileDigest.sha256(of: payload).hexadecimal)\n".utf8)
    }
}
