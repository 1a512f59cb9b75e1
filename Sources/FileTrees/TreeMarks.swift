#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How the files and folders of a tree stood: enough to see later, without reading a name or a file, that nothing changed.
///
/// A name that comes or goes changes the times of its folder, an edit those of its file. So the folders that a walk read and the
/// files that it found are all that must be asked for.
public struct TreeMarks: Hashable, Sendable {
    /// Paths relative to the root, each ended by a zero byte, in the order of the marks.
    public let names: [UInt8]
    /// What stood at each path.
    public let marks: [FileMark]

    /// The paths, relative to the root; the root itself is `.`.
    public var paths: [String] { names.split(separator: 0).map { String(decoding: $0, as: UTF8.self) } }

    /// Takes up marks that were kept; `nil` where names and marks do not go together.
    public init?(names: [UInt8], marks: [FileMark]) {
        guard names.last ?? 0 == 0, names.lazy.filter({ $0 == 0 }).count == marks.count else { return nil }
        self.names = names
        self.marks = marks
    }

    /// The marks of a walk, and of other files (paths relative to the root) that decided what it found and were looked at before.
    /// `nil` if something changed so lately, or in the future, that its next change might go unnoticed.
    public init?(of listing: TreeListing, and others: [(path: String, mark: FileMark)] = []) {
        var names: [UInt8] = []
        var marks: [FileMark] = []
        marks.reserveCapacity(listing.folders.count + listing.entries.count + others.count)
        var isOver = true
        func add(_ path: String, _ mark: FileMark) {
            names.append(contentsOf: path.utf8)
            names.append(0)
            marks.append(mark)
            isOver = isOver && ClockTick.isOver(mark.changed)
        }
        for folder in listing.folders { add(folder.path.isEmpty ? "." : folder.path, FileMark(folder.status)) }
        for entry in listing.entries where entry.kind != .emptyFolder { add(entry.path, FileMark(entry)) }
        for other in others { add(other.path, other.mark) }
        guard isOver else { return nil }
        self.names = names
        self.marks = marks
    }

    /// Whether all of it stands as it did under `root`.
    public func stand(at root: String) -> Bool {
        guard let folder = try? OpenFile(root, O_RDONLY | O_DIRECTORY, operation: "look at") else { return false }
        return names.withUnsafeBytes { names in
            guard var name = names.baseAddress?.assumingMemoryBound(to: CChar.self) else { return marks.isEmpty }
            for mark in marks {
                var raw = stat()
                guard fstatat(folder.number, name, &raw, AT_SYMLINK_NOFOLLOW) == 0, FileMark(FileStatus(raw)) == mark
                else {
                    return false
                }
                name += strlen(name) + 1
            }
            return true
        }
    }
}

extension FileMark {
    /// The mark of what a walk found.
    public init(_ entry: TreeEntry) {
        self.init(entry.status)
    }
}

extension TreeEntry {
    fileprivate var status: FileStatus {
        let kind: FileStatus.Kind =
            switch kind {
            case .file: .file
            case .symlink: .symlink
            case .emptyFolder: .folder
            case .other: .other
            }
        return FileStatus(
            kind: kind, size: size, modified: modified, changed: changed, inode: inode, device: device, mode: mode)
    }
}
