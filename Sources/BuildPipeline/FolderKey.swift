import Assembling
import BuildModel
import FileTrees

/// A folder of sources reduced to a digest of how its files stand.
enum FolderKey {
    /// The digest of a listing.
    static func digest(of listing: TreeListing) -> Digest { listing.standing }

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
