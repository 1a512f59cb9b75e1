import BuildModel
import Dispatch
import FileTrees
import Synchronization

/// The digests of the files of a folder, with the marks under which they hold: a file that stands as it did is not read again.
struct FolderContents: Hashable, Sendable {
    /// A file, link or empty folder.
    struct Entry: Hashable, Sendable {
        /// Path in the folder.
        var path: String
        /// How it stood when it was read; `nil` if it changed so lately that its next change might go unnoticed.
        var mark: FileMark?
        /// Of contents, kind and right of execution.
        var digest: Digest
    }

    var entries: [Entry] = []

    /// The digest of each file, by its path.
    var digests: [String: Digest] { Dictionary(entries.map { ($0.path, $0.digest) }) { first, _ in first } }

    /// The digest of the whole folder.
    var digest: Digest {
        var hasher = StreamHasher()
        for entry in entries { hasher.update(Array("\(entry.path)\u{0}\(entry.digest.hexadecimal)\n".utf8)) }
        return hasher.finalize()
    }

    /// The contents of a folder by its listing. Files are read that do not stand as they did in `old`.
    static func read(
        _ listing: TreeListing, at root: String, knowing old: FolderContents?
    ) throws(FileTreeError) -> FolderContents {
        var known: [String: Entry] = [:]
        for entry in old?.entries ?? [] { known[entry.path] = entry }
        var entries: [Entry] = []
        entries.reserveCapacity(listing.entries.count)
        var unread: [Int] = []
        for item in listing.entries {
            let mark = FileMark(item)
            if let old = known[item.path], old.mark == mark {
                entries.append(old)
                continue
            }
            if item.kind == .file { unread.append(entries.count) }
            entries.append(
                Entry(
                    path: item.path, mark: ClockTick.isOver(item.changed) ? mark : nil,
                    digest: Self.digest(of: item, nil)))
        }
        guard !unread.isEmpty else { return FolderContents(entries: entries) }
        for (index, result) in zip(unread, contents(of: unread.map { root + "/" + entries[$0].path })) {
            entries[index].digest = Self.digest(of: listing.entries[index], try result.get())
        }
        return FolderContents(entries: entries)
    }

    private static func digest(of item: TreeEntry, _ contents: Digest?) -> Digest {
        let text =
            switch item.kind {
            case .file: (item.isExecutable ? "program " : "file ") + (contents?.hexadecimal ?? "")
            case .symlink: "link " + (item.linkTarget ?? "")
            case .emptyFolder: "folder"
            case .other: "special"
            }
        return FileDigest.sha256(of: Array(text.utf8))
    }

    private static func contents(of files: [String]) -> [Result<Digest, FileTreeError>] {
        @Sendable func read(_ file: String) -> Result<Digest, FileTreeError> {
            Result { () throws(FileTreeError) in try FileDigest.sha256(ofFile: file) }
        }
        guard files.count > 8 else { return files.map(read) }
        let digests = Mutex([Result<Digest, FileTreeError>?](repeating: nil, count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let digest = read(files[index])
            digests.withLock { $0[index] = digest }
        }
        return digests.withLock { $0.compactMap(\.self) }
    }
}

// MARK: On disk

extension FolderContents {
    private static let mark = "fclayer contents 1"

    /// Reads the contents of the folders of a package, in the order of its ingredients; none if they are not known.
    static func load(_ path: String) -> [FolderContents] {
        guard var reader = StateFile.read(path), reader.text() == mark,
            let folders = reader.list({ $0.list { $0.entry() } }), reader.isAtEnd
        else {
            return []
        }
        return folders.map { FolderContents(entries: $0) }
    }

    /// Keeps the contents of the folders of a package, by rename.
    static func save(_ folders: [FolderContents], to path: String) throws(FileTreeError) {
        var writer = StateWriter()
        writer.append(mark)
        writer.append(folders) { $0.append($1.entries) { $0.append($1) } }
        try StateFile.write(writer, to: path)
    }
}

extension StateWriter {
    fileprivate mutating func append(_ entry: FolderContents.Entry) {
        append(entry.path)
        append(entry.mark != nil)
        if let mark = entry.mark { append(mark) }
        append(entry.digest)
    }
}

extension StateReader {
    fileprivate mutating func entry() -> FolderContents.Entry? {
        guard let path = text(), let isMarked = flag() else { return nil }
        var mark: FileMark?
        if isMarked {
            guard let kept = self.mark() else { return nil }
            mark = kept
        }
        guard let digest = digest() else { return nil }
        return FolderContents.Entry(path: path, mark: mark, digest: digest)
    }
}
