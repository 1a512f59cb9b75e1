import FileTrees

/// What lies in a store.
public struct StoreInventory: Hashable, Sendable {
    /// What an item is for.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Downloads and what was packed or built of them.
        case blobs
        /// What was found out about them.
        case notes
        /// Root file systems of runtimes.
        case roots
        /// Packages as `fclayer invoke` unpacks them.
        case invoke
        /// What composer keeps for itself.
        case composer
        /// Work in progress, and what killed processes left of it.
        case scratch
    }

    /// A file, or a folder that is kept or removed as a whole.
    public struct Item: Hashable, Sendable {
        /// What it is for.
        public let kind: Kind
        /// Where it is.
        public let path: String
        /// Bytes of its files.
        public let size: Int64
        /// When it was used last, nanoseconds since 1970; never later than now.
        public let used: Int64
        /// Its time of change as it is.
        let modified: Int64
    }

    /// All items, those used longest ago first.
    public var items: [Item]

    /// Bytes in all.
    public var size: Int64 { items.reduce(0) { $0 + $1.size } }
}

extension ContentStore {
    /// What lies in the store; nothing if there is none.
    public func inventory() throws(StoreError) -> StoreInventory {
        let now = SystemTime.nanoseconds
        var items: [StoreInventory.Item] = []
        for kind in StoreInventory.Kind.allCases {
            for path in try paths(of: kind) {
                guard let status = try? Files.status(path, followingLink: false) else { continue }
                var (size, used) = (status.size, status.modified)
                if status.kind == .folder { (size, used) = extent(of: path, status) }
                items.append(.init(kind: kind, path: path, size: size, used: min(used, now), modified: status.modified))
            }
        }
        items.sort { ($0.used, $0.path) < ($1.used, $1.path) }
        return StoreInventory(items: items)
    }

    /// The folder of a kind, and how deep its items lie in it.
    private func place(of kind: StoreInventory.Kind) -> (folder: String, depth: Int) {
        switch kind {
        case .blobs: (root + "/blobs-v1", 2)
        case .notes: (root + "/notes-v1", 3)
        case .roots: (root + "/roots-v1", 1)
        case .invoke: (root + "/invoke", 1)
        case .composer: (root, 0)
        case .scratch: (root + "/scratch-v1", 1)
        }
    }

    func paths(of kind: StoreInventory.Kind) throws(StoreError) -> [String] {
        if kind == .composer { return [root + "/composer"].filter { Files.exists($0) } }
        let (folder, depth) = place(of: kind)
        var paths = [folder]
        for _ in 0..<depth {
            var deeper: [String] = []
            for path in paths {
                do throws(FileTreeError) {
                    deeper += try Files.names(inFolder: path).map { path + "/" + $0 }
                } catch  where error.code == .missing || error.code == .notAFolder {
                    continue
                } catch { throw StoreError(error) }
            }
            paths = deeper
        }
        // Locks of ports, in use while they are held.
        return kind == .invoke ? paths.filter { !$0.hasSuffix(".lock") } : paths
    }

    /// Bytes of a folder's files, and when it or what is in it was made, unpacked or used.
    private func extent(of folder: String, _ status: FileStatus) -> (Int64, Int64) {
        let own = max(status.modified, status.changed)
        guard let listing = try? FileTree.walk(folder) else { return (0, own) }
        let size = listing.entries.reduce(Int64(0)) { $0 + ($1.kind == .file ? $1.size : 0) }
        return (size, listing.entries.reduce(own) { max($0, $1.changed) })
    }
}
