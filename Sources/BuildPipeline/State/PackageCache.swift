import BuildModel
import FileTrees

/// The packages in the output folder and what each was made of: a package whose ingredients are the same is not made again.
struct PackageCache: Sendable {
    /// A package with what it was made of.
    struct Item: Hashable, Sendable {
        var key: PackageKey
        var folders: [Folder]
        var package: Package
        var sums: PackageSums
        var output: InputLog.Stamp
    }

    /// A folder that went in: how it stood, and the digest of its contents.
    struct Folder: Hashable, Sendable {
        var source: SourceFolder
        var standing: Digest
        var digest: Digest
    }

    private var byID: [PackageID: Item] = [:]

    /// All packages, sorted.
    var items: [Item] { byID.values.sorted { $0.package.id < $1.package.id } }

    /// What is known of a package, whether its zip still stands or not.
    subscript(_ id: PackageID) -> Item? { byID[id] }

    /// The package of an identifier, if its zip stands as it was written.
    func intact(_ id: PackageID) -> Item? {
        guard let item = byID[id], let mark = item.output.mark, FileMark.now(item.output.path) == mark else {
            return nil
        }
        return item
    }

    /// Takes in packages that were made or kept, and drops all whose zip is gone.
    mutating func update(with packages: [PackageShop.Item]) {
        for item in packages {
            guard let sums = item.sums else {
                byID[item.package.id] = nil
                continue
            }
            let stamp = InputLog.Stamp(path: item.package.file, mark: FileMark.now(item.package.file))
            byID[item.package.id] = Item(
                key: item.key, folders: item.folders, package: item.package, sums: sums, output: stamp)
        }
        let renewed = Set(packages.map(\.package.id))
        for (id, item) in byID where !renewed.contains(id) && FileMark.now(item.output.path) == nil { byID[id] = nil }
    }
}

// MARK: On disk

extension PackageCache {
    private static func file(_ output: OutputFolder) -> String { output.state + "/packages" }

    /// Reads the cache; anything unreadable is as good as none.
    static func load(from output: OutputFolder) -> PackageCache {
        guard var reader = StateFile.read(file(output)), reader.text() == Version.stateKey,
            let items = reader.list({ $0.item() }), reader.isAtEnd
        else {
            return PackageCache()
        }
        return PackageCache(byID: Dictionary(items.map { ($0.package.id, $0) }) { first, _ in first })
    }

    /// Writes the cache by rename.
    func save(to output: OutputFolder) throws(FileTreeError) {
        var writer = StateWriter()
        writer.append(Version.stateKey)
        writer.append(items) { $0.append($1) }
        try StateFile.write(writer, to: Self.file(output))
    }
}

extension StateWriter {
    fileprivate mutating func append(_ item: PackageCache.Item) {
        append(item.key.parts) {
            $0.append($1.name)
            $0.append($1.digest)
        }
        append(item.folders) {
            $0.append($1.source)
            $0.append($1.standing)
            $0.append($1.digest)
        }
        append(item.package)
        append(item.sums.sha256)
        append(item.sums.crc64)
        append(item.output)
    }
}

extension StateReader {
    fileprivate mutating func item() -> PackageCache.Item? {
        let parts = list { reader in
            reader.text().flatMap { name in reader.digest().map { PackageKey.Part(name: name, digest: $0) } }
        }
        guard let parts,
            let folders = list({ reader -> PackageCache.Folder? in
                guard let source = reader.source(), let standing = reader.digest(), let digest = reader.digest() else {
                    return nil
                }
                return PackageCache.Folder(source: source, standing: standing, digest: digest)
            }), let package = package(), let sha256 = digest(), let crc64 = number(), let output = stamp()
        else { return nil }
        return PackageCache.Item(
            key: PackageKey(parts: parts), folders: folders, package: package,
            sums: PackageSums(sha256: sha256, crc64: crc64), output: output)
    }
}
