import Assembling
import BuildModel
import FileTrees

/// A folder of sources reduced to a digest of how its files stand: names, kinds, sizes, times, modes and links. Contents are not
/// read.
enum FolderKey {
    /// The digest of a listing.
    static func digest(of listing: TreeListing) -> Digest {
        var hasher = StreamHasher()
        var text: [UInt8] = []
        text.reserveCapacity(1 << 16)
        for entry in listing.entries {
            text.append(contentsOf: entry.path.utf8)
            text.append(0)
            text.append(contentsOf: entry.kind.rawValue.utf8)
            for number in [
                entry.size, entry.modified, entry.changed, Int64(bitPattern: entry.inode), Int64(entry.mode),
            ] {
                withUnsafeBytes(of: number.littleEndian) { text.append(contentsOf: $0) }
            }
            if let target = entry.linkTarget { text.append(contentsOf: target.utf8) }
            text.append(10)
            if text.count > 60_000 {
                text.withUnsafeBytes { hasher.update($0) }
                text.removeAll(keepingCapacity: true)
            }
        }
        for name in listing.badNames { text.append(contentsOf: name.utf8) }
        text.withUnsafeBytes { hasher.update($0) }
        return hasher.finalize()
    }

    /// The listing of a folder whose files are all older than a clock tick, so that its digest can be trusted later.
    static func settledListing(of folder: SourceFolder) throws(FileTreeError) -> TreeListing {
        let listing = try SourceListing.list(folder)
        guard let youngest = listing.entries.map(\.changed).max(), let wait = ClockTick.wait(after: youngest) else {
            return listing
        }
        ClockTick.sleep(wait)
        return try SourceListing.list(folder)
    }
}
