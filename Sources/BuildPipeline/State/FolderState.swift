import Assembling
import BuildModel
import FileTrees

/// How a folder of the user's stood when it was packed.
struct FolderState: Hashable, Sendable {
    /// The folder, and what of it is packed.
    var source: SourceFolder
    /// The digest of how its files stood.
    var standing: Digest
    /// What tells that nothing in it has changed without reading it; `nil` where a change might go unnoticed, because times lie in
    /// the future.
    var marks: TreeMarks?

    /// How a folder stands now, all in it being older than the clock's tick where that can be had, and what is in it.
    static func now(_ source: SourceFolder) throws(FileTreeError) -> (state: FolderState, listing: TreeListing) {
        let first = try look(source)
        guard first.state.marks == nil, let youngest = first.youngest, let wait = ClockTick.wait(after: youngest) else {
            return (first.state, first.listing)
        }
        ClockTick.sleep(wait)
        let second = try look(source)
        return (second.state, second.listing)
    }

    private static func look(
        _ source: SourceFolder
    ) throws(FileTreeError) -> (state: FolderState, listing: TreeListing, youngest: Int64?) {
        // Before the walk: rules that change while it goes on are newer than what is noted.
        let rules = SourceListing.ruleFiles.compactMap { name in
            (try? Files.status(source.path + "/" + name)).map { (path: name, mark: FileMark($0)) }
        }
        let listing = try SourceListing.list(source)
        let times =
            listing.entries.map(\.changed) + listing.folders.map(\.status.changed) + rules.map(\.mark.changed)
        let state = FolderState(
            source: source, standing: listing.standing, marks: TreeMarks(of: listing, and: rules))
        return (state, listing, times.max())
    }

    /// Whether it stands as it did.
    var isCurrent: Bool {
        guard let marks else { return false }
        if marks.stand(at: source.path) { return true }
        // Something came or went that is left out, perhaps.
        guard let now = try? Self.now(source) else { return false }
        return now.state.marks != nil && now.state.standing == standing
    }
}

extension StateWriter {
    mutating func append(_ folder: FolderState) {
        append(folder.source)
        append(folder.standing)
        append(folder.marks != nil)
        if let marks = folder.marks { append(marks) }
    }
}

extension StateReader {
    mutating func folder() -> FolderState? {
        guard let source = source(), let standing = digest(), let hasMarks = flag() else { return nil }
        var marks: TreeMarks?
        if hasMarks {
            guard let kept = self.marks() else { return nil }
            marks = kept
        }
        return FolderState(source: source, standing: standing, marks: marks)
    }
}
