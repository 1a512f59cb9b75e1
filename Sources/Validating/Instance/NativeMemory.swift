import Archives
import Binaries
public import BuildModel
import Dispatch
import FileTrees
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Facts of libraries that were read before, by the digest of their compressed bytes: a library that is packed again is hashed
/// and not unpacked, which is ten times less work.
public struct NativeMemory: Sendable {
    /// The record of a digest, if there is one.
    public var recall: @Sendable (Digest) -> [UInt8]?
    /// Keeps a record; failing to do so costs time later, nothing else.
    public var keep: @Sendable (Digest, [UInt8]) -> Void

    /// A memory of the caller's.
    public init(recall: @escaping @Sendable (Digest) -> [UInt8]?, keep: @escaping @Sendable (Digest, [UInt8]) -> Void) {
        self.recall = recall
        self.keep = keep
    }

    /// Remembers nothing.
    public static let none = NativeMemory(recall: { _ in nil }, keep: { _, _ in })

    /// Smaller entries are unpacked faster than a record is found.
    private static let smallest: UInt64 = 64 << 10

    /// What is known of an entry.
    struct Recollection: Sendable {
        /// The digest to remember it by; `nil` where that is not worth it.
        var key: Digest?
        /// The facts, if it was read before.
        var facts: ELFFile?
    }

    /// What is known of each entry, looked up on all cores.
    func recollections(of entries: [ZipEntry], in directory: ZipDirectory) -> [Recollection] {
        let found = Mutex<[Recollection]>(Array(repeating: Recollection(), count: entries.count))
        DispatchQueue.concurrentPerform(iterations: entries.count) { index in
            guard entries[index].size >= Self.smallest,
                let key = Self.key(of: entries[index], in: directory)
            else { return }
            let facts = recall(key).flatMap { try? JSONDecoder().decode(ELFFile.self, from: Data($0)) }
            found.withLock { $0[index] = Recollection(key: key, facts: facts) }
        }
        return found.withLock { $0 }
    }

    /// Remembers the facts of libraries, on all cores.
    func keep(_ learnt: [(facts: ELFFile, key: Digest)]) {
        DispatchQueue.concurrentPerform(iterations: learnt.count) { index in
            guard let data = try? JSONEncoder().encode(learnt[index].facts) else { return }
            keep(learnt[index].key, Array(data))
        }
    }

    /// SHA-256 over the version of the record, the method, the size and the compressed bytes; `nil` where they cannot be read.
    private static func key(of entry: ZipEntry, in directory: ZipDirectory) -> Digest? {
        var hasher = StreamHasher()
        hasher.update(Array("3 \(entry.method) \(entry.size) ".utf8))
        return withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 16) { buffer in
            var offset: UInt64 = 0
            while offset < entry.compressedSize {
                guard let count = try? directory.readCompressed(entry, from: offset, into: buffer), count > 0 else {
                    return nil
                }
                hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                offset += UInt64(count)
            }
            return hasher.finalize()
        }
    }
}
