import Archives
import BuildModel
import FileTrees

/// Unpacks packages as an instance has them: modes and symlinks kept, nothing outside of the folder written.
enum DeepFolder {
    /// Larger packages are not loaded: FC itself takes 500 MB of code and 2 GB of layers unpacked.
    static let largest: Int64 = 4 << 30
    private static let largestFile = 1 << 30

    /// Unpacks over each other; the first package that has a path wins. Throws words for a message.
    static func unpack(_ packages: [PackageContents], to folder: String) throws(DeepObstacle) {
        do throws(FileTreeError) { try Files.makeFolders(folder) } catch { throw .init(words: error.description) }
        var links: [(path: String, target: String)] = []
        var taken: Set<String> = []
        for package in packages {
            guard package.unpackedSize < largest else {
                throw .init(words: "`\(package.name)` has \(package.unpackedSize) bytes unpacked")
            }
            for (path, entry) in package.files.sorted(by: { $0.key < $1.key }) where taken.insert(path).inserted {
                if entry.isSymlink {
                    if let target = entry.symlinkTarget { links.append((path, target)) }
                } else {
                    try unpack(entry, of: package, to: folder + "/" + path)
                }
            }
            for path in package.folders.keys.sorted() where !path.isEmpty {
                // A name that is both is a finding of the zip's own rules.
                try? Files.makeFolders(folder + "/" + path)
            }
        }
        // Links come last, so that nothing is written through one.
        for link in links where !Files.exists(folder + "/" + link.path) {
            try? Files.makeLink(at: folder + "/" + link.path, to: link.target)
        }
    }

    private static func unpack(_ entry: ZipEntry, of package: PackageContents, to path: String) throws(DeepObstacle) {
        let bytes: [UInt8]
        do throws(ArchiveError) {
            bytes = try package.directory.bytes(of: entry, limit: largestFile)
        } catch { throw .init(words: "`\(entry.name)` of `\(package.name)` cannot be unpacked: \(error.detail)") }
        do throws(FileTreeError) {
            if let parent = Files.parentFolder(of: path) { try Files.makeFolders(parent) }
            // Readable for us and without setuid, whatever the zip says.
            let mode = UInt16(truncatingIfNeeded: entry.mode) & 0o777 | 0o400
            try AtomicFile.write(bytes, to: path, mode: mode)
        } catch { throw .init(words: error.description) }
    }
}

/// Why something could not be loaded on this machine; no fault of the function.
struct DeepObstacle: Error {
    var words: String
    var hint: String?
}
