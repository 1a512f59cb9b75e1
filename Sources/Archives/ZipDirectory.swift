public import BuildModel

/// An archive that is open for reading: its checked directory, and the way to the contents. It reads by offset and keeps
/// no position, so it may be used from several threads at once.
public final class ZipDirectory: Sendable {
    /// The path as it was opened.
    public let path: String
    /// Size of the archive in bytes.
    public let fileSize: UInt64
    /// The entries in the order of the directory.
    public let entries: [ZipEntry]
    /// What is wrong or odd; after a strict opening only what is not refused.
    public let defects: [ZipDefect]
    /// The open file.
    let file: RandomAccessFile
    /// The first entry of each name, without the slash at the end.
    private let places: [String: Int]

    /// Opens an archive and checks its directory, the headers of all entries and the targets of symlinks; the contents
    /// are not read. Throws for what is not a zip archive at all, and under the strict policy for the first defect.
    public init(path: String, policy: ZipPolicy = .strict) throws(ArchiveError) {
        let file = try RandomAccessFile(path: path, followingLinks: true)
        var inspection = ZipInspection(file: file, bounds: policy.bounds)
        try inspection.run()
        self.path = path
        self.file = file
        fileSize = file.size
        entries = inspection.entries
        places = inspection.places
        defects = inspection.defects
        if policy.strictness == .strict, let defect = defects.first(where: { $0.kind.isRefused }) {
            throw ArchiveError(.refused(defect.kind), .open, path: path, entry: defect.entry, detail: defect.detail)
        }
    }

    /// The entry with this path, a file or a folder; the first one if there are several.
    public func entry(at path: PackagePath) -> ZipEntry? { entry(named: path.text) }

    /// The entry with this name, without a slash at the end; the first one if there are several.
    public func entry(named name: String) -> ZipEntry? { places[name].map { entries[$0] } }

    /// Throws unless the entry is one of this archive.
    func requireOwn(_ entry: ZipEntry) throws(ArchiveError) {
        guard entries.indices.contains(entry.index), entries[entry.index] == entry else {
            throw ArchiveError(
                .foreignEntry, .read, path: path, entry: entry.name, detail: "the entry is from another archive")
        }
    }
}
