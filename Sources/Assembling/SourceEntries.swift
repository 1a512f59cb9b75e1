import Archives
import BuildModel
import FileTrees

/// The entries that the user's own folders and files bring.
struct SourceEntries {
    let package: PackageID
    let sink: FindingSink
    var earlier: OpenedPackage?

    /// The largest single file. A zip has no room for more than 4 GiB without zip64, which Function Compute documents
    /// nowhere (fc-facts 2.5); half of that is more than any package may hold.
    static let largestFile: Int64 = 2 << 30

    /// Adds a folder by its listing.
    func add(_ folder: SourceFolder, listing: TreeListing, into contents: inout PackageContents) {
        for name in listing.badNames {
            emit(
                "file-name-encoding", "rename `\(name)`: its name is not UTF-8", at: folder.path,
                hint: "or leave it out with `.fcignore`")
        }
        for entry in listing.entries {
            let source = folder.path + "/" + entry.path
            let name = folder.destination.isEmpty ? entry.path : folder.destination + "/" + entry.path
            guard let path = place(of: source, at: name) else { continue }
            switch entry.kind {
            case .file:
                add(source, size: entry.size, executable: entry.isExecutable, at: path, into: &contents)
            case .symlink:
                let target = entry.linkTarget ?? ""
                guard PlacedLink(path: entry.path, target: target).staysInside else {
                    emit(
                        "symlink-escape", "`\(entry.path)` is a link to `\(target)`, which is outside of the folder",
                        at: source, hint: "copy what it points to, or leave it out with `.fcignore`")
                    continue
                }
                contents.add(
                    ZipMember(path: path, isExecutable: false, content: .symlink(target: target)),
                    fingerprint: .other("link:" + target))
            case .emptyFolder: addEmptyFolder(at: path, into: &contents)
            case .other:
                emitSpecial(entry.path, at: source)
            }
        }
    }

    /// Adds a folder that something made and left empty.
    func addEmptyFolder(at name: String, into contents: inout PackageContents) {
        if let path = place(of: name, at: name) { addEmptyFolder(at: path, into: &contents) }
    }

    private func addEmptyFolder(at path: PackagePath, into contents: inout PackageContents) {
        contents.add(
            ZipMember(path: path, isExecutable: false, content: .emptyDirectory), fingerprint: .other("folder"))
    }

    /// Adds a single file that the manifest names; behind a link it is what the link points to.
    func addFile(
        _ source: String, at destination: String, executable: Bool? = nil, into contents: inout PackageContents
    ) throws {
        let file = try Files.realPath(source)
        let status = try Files.status(file)
        guard status.kind == .file else { return emitSpecial(source, at: source) }
        guard let path = place(of: source, at: destination) else { return }
        add(file, size: status.size, executable: executable ?? status.isExecutable, at: path, into: &contents)
    }

    private func add(
        _ source: String, size: Int64, executable: Bool, at path: PackagePath, into contents: inout PackageContents
    ) {
        guard size <= Self.largestFile else {
            emit(
                "file-too-large",
                "`\(path)` has \(size) bytes; a file in a package may have \(Self.largestFile) at most", at: source,
                hint: "leave it out with `.fcignore` and read it from OSS or NAS")
            return
        }
        contents.add(
            // A jar is an archive of its own: its members are compressed.
            ZipMember(
                path: path, isExecutable: executable, isStored: path.text.hasSuffix(".jar"),
                content: earlier?.content(of: source, at: path.text) ?? .file(path: source)),
            fingerprint: .file(source))
    }

    private func place(of source: String, at name: String) -> PackagePath? {
        do {
            return try PackagePath(name)
        } catch {
            emit("file-name", "rename `\(name)`: the name \(error)", at: source)
            return nil
        }
    }

    private func emitSpecial(_ name: String, at source: String) {
        emit(
            "file-unreadable", "`\(name)` is not a plain file (a folder, device, pipe or socket) and cannot be packed",
            at: source, hint: "leave it out")
    }

    private func emit(_ rule: String, _ message: String, at file: String, hint: String? = nil) {
        sink.emit(
            Finding(
                rule: rule, severity: .error, message: message,
                location: .init(file: file, package: package.description), hint: hint))
    }
}
