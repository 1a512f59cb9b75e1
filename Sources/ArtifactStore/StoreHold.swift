import FileTrees

/// Says that a process is at work with a store: what it uses is not removed until the hold goes. A process that is killed lets go
/// by that.
public final class StoreHold: Sendable {
    private let lock: FileLock
    private let path: String

    /// Holds what is used from now on. `nil` where the store cannot be written to: then only its owner can remove anything.
    public init?(_ store: ContentStore) {
        guard (try? Files.makeFolders(store.holdsFolder)) != nil,
            // Not while files are being removed: who does it has looked at the holds.
            let gate = try? FileLock(at: store.lockFile, isShared: true, patience: 10_000)
        else { return nil }
        let path = store.holdsFolder + "/" + String(UInt64.random(in: .min ... .max), radix: 36)
        guard let lock = try? FileLock(at: path) else { return nil }
        self.lock = lock
        self.path = path
        _ = consume gate
    }

    deinit { try? Files.remove(path) }
}

extension ContentStore {
    var holdsFolder: String { root + "/holds-v1" }

    /// The time before which nothing is in use, in nanoseconds since 1970: everything used since the oldest running process began
    /// is held. Leftovers of processes that were killed are removed. To be asked under the store's lock.
    func heldSince(now: Int64) -> Int64 {
        var earliest = Int64.max
        for name in (try? Files.names(inFolder: holdsFolder)) ?? [] {
            let path = holdsFolder + "/" + name
            guard let status = try? Files.status(path, followingLink: false) else { continue }
            do throws(FileTreeError) {
                let lock = try FileLock(at: path)
                try? Files.remove(path)
                _ = consume lock
            } catch {
                // A hold from the future: the clock was set back, and times say nothing.
                earliest = min(earliest, status.modified > now ? .min + BlobSeal.grain : status.modified)
            }
        }
        // A use within the grain may not have been written down.
        return earliest == .max ? .max : earliest - BlobSeal.grain
    }
}
