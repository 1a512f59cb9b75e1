import Archives
import ArtifactStore
import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Archives of ecosystems as zips in the store: each is read, checked and compressed once, and packages copy its compressed
/// members from then on.
struct ArchiveShelf: Sendable {
    /// A packed archive, and what was learnt while packing it.
    struct Packed<Facts: Codable & Sendable>: Codable, Sendable {
        /// SHA-256 of the zip.
        var digest: Digest
        /// What its maker wants to know again.
        var facts: Facts
    }

    /// A packed archive that is in the store.
    struct Found<Facts: Codable & Sendable>: Sendable {
        var zip: String
        var digest: Digest
        var facts: Facts
    }

    let store: ContentStore

    /// The zip of an archive, made by `pack` unless the store has it. `bucket` names the form (a plain word with a version that
    /// counts up when the form changes); `key` names the archive and all else that shapes the zip. `pack` gets the path of the
    /// zip that it is to write and a folder for its work.
    func packed<Facts: Codable & Sendable>(
        _ key: String, in bucket: String,
        pack: @escaping @Sendable (_ zip: String, _ scratch: String) throws(ArchiveError) -> Facts
    ) async throws(PackingTrouble) -> Found<Facts> {
        if let found: Found<Facts> = found(key, in: bucket) { return found }
        let bucket = bucket + "-" + Self.compressor
        let store = store
        return try await Blocking.run { () throws(PackingTrouble) in
            do {
                let scratch = try store.scratch()
                let zip = scratch.path + "/packed.zip"
                let facts = try pack(zip, scratch.path)
                let blob = try store.insert(fileAt: zip, keepingOriginal: false)
                let note = Packed(digest: blob.digest, facts: facts)
                if let bytes = try? JSONEncoder().encode(note) { try store.setNote(Array(bytes), for: key, in: bucket) }
                _ = consume scratch
                return Found(zip: blob.path, digest: blob.digest, facts: facts)
            } catch let error as ArchiveError {
                throw .archive(error)
            } catch let error as StoreError {
                throw .store(error)
            } catch {
                throw .other("\(error)")
            }
        }
    }

    /// The zip of an archive, if the store has it.
    func found<Facts: Codable & Sendable>(_ key: String, in bucket: String) -> Found<Facts>? {
        guard let bytes = store.note(key, in: bucket + "-" + Self.compressor),
            let note = try? JSONDecoder().decode(Packed<Facts>.self, from: Data(bytes)),
            let path = store.path(of: note.digest)
        else { return nil }
        return Found(zip: path, digest: note.digest, facts: note.facts)
    }

    /// Names of buckets are plain words.
    private static let compressor = String(
        ZipCompression.name.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" })
}

/// Why an archive could not be packed.
enum PackingTrouble: Error, Sendable {
    /// The archive is damaged or hostile.
    case archive(ArchiveError)
    /// The store cannot keep it.
    case store(StoreError)
    case other(String)
}
