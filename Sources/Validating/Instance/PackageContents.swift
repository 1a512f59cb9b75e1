import Archives
import BuildModel

/// A zip that is open for the rules: its entries by path, and the folders that they imply.
final class PackageContents: Sendable {
    /// The package in messages.
    let name: String
    /// The archive.
    let directory: ZipDirectory
    /// Entries that are no folders, by path without `./` in front.
    let files: [String: ZipEntry]
    /// Names in each folder, sorted; the root is the empty path.
    let folders: [String: [String]]
    /// Whether any entry is a symlink.
    let hasSymlinks: Bool

    /// Paths of all folders together; a package with 100 000 deep folders has a tenth of it.
    private static let mostFolderBytes = 128 << 20

    /// Opens a zip, whatever is odd about it.
    init(name: String, file: String) throws(ArchiveError) {
        var folderBytes = 0
        let directory = try ZipDirectory(path: file, policy: .inspect)
        var files: [String: ZipEntry] = [:]
        var folders: [String: Set<String>] = ["": []]
        var hasSymlinks = false
        files.reserveCapacity(directory.entries.count)
        for entry in directory.entries {
            guard let path = Self.normal(entry.name) else { continue }
            guard folderBytes < Self.mostFolderBytes else {
                throw ArchiveError(
                    .refused(.totalTooLarge), .open, path: file, entry: entry.name,
                    detail: "the names of its folders alone take more than \(Self.mostFolderBytes >> 20) MB")
            }
            if entry.isDirectory {
                if folders[path] == nil { folders[path] = [] }
            } else if files[path] == nil {
                files[path] = entry
            }
            if entry.isSymlink { hasSymlinks = true }
            var child = path[...]
            while !child.isEmpty {
                let slash = child.lastIndex(of: "/")
                let parent = slash.map { child[..<$0] } ?? ""
                let name = String(slash.map { child[child.index(after: $0)...] } ?? child)
                let (isNew, _) = folders[String(parent), default: []].insert(name)
                guard isNew else { break }
                folderBytes += parent.utf8.count
                child = parent
            }
        }
        self.name = name
        self.directory = directory
        self.files = files
        self.folders = folders.mapValues { $0.sorted() }
        self.hasSymlinks = hasSymlinks
    }

    /// Bytes of the zip.
    var size: Int64 { Int64(clamping: directory.fileSize) }
    /// Bytes of all entries after unpacking.
    var unpackedSize: Int64 { directory.entries.reduce(0) { $0 &+ Int64(clamping: $1.size) } }

    /// The contents of a file; `nil` if there is no such file or it cannot be read or is larger than the limit.
    func bytes(at path: String, limit: Int = 16 << 20) -> [UInt8]? {
        guard let entry = files[path], !entry.isSymlink else { return nil }
        return try? directory.bytes(of: entry, limit: limit)
    }

    /// A place in the package.
    func location(_ entry: String? = nil) -> Finding.Location { .init(package: name, entry: entry) }

    /// The name as a path as unpackers see it: `./` in front and slashes at the end dropped; `nil` for what leaves the
    /// package, which is a finding of its own.
    private static func normal(_ name: String) -> String? {
        var text = name[...]
        while text.hasPrefix("./") { text = text.dropFirst(2) }
        while text.hasSuffix("/") { text = text.dropLast() }
        // No system opens longer paths (PATH_MAX).
        guard !text.isEmpty, text != ".", !text.hasPrefix("/"), !text.utf8.contains(0), text.utf8.count <= 4096 else {
            return nil
        }
        for part in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return nil }
        }
        return String(text)
    }
}
