import Archives

/// The package as it was built last time, from which members are copied whose files have not changed: they are not compressed
/// again.
public struct EarlierPackage: Sendable {
    /// The zip (absolute path), as the assembler wrote it.
    public var file: String
    /// Files (absolute paths) whose contents are those of the zip.
    public var unchanged: Set<String>

    /// Makes a value.
    public init(file: String, unchanged: Set<String>) {
        self.file = file
        self.unchanged = unchanged
    }
}

/// An earlier package that is open.
struct OpenedPackage {
    private let directory: ZipDirectory
    private let unchanged: Set<String>

    /// Opens the zip; `nil` where it cannot be read, which only costs time.
    init?(_ earlier: EarlierPackage) {
        guard !earlier.unchanged.isEmpty, let directory = try? ZipDirectory(path: earlier.file) else { return nil }
        self.directory = directory
        unchanged = earlier.unchanged
    }

    /// The member that a file became, if it can be copied.
    func content(of source: String, at name: String) -> ZipMember.Content? {
        guard unchanged.contains(source), let entry = directory.entry(named: name), !entry.isDirectory, !entry.isSymlink
        else { return nil }
        return .copied(from: directory, entry)
    }
}
