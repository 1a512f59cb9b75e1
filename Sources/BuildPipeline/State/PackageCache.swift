import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The packages in the output folder and what each was made of: a package whose ingredients are the same is not made again.
struct PackageCache: Sendable, Codable {
    /// A package with what it was made of.
    struct Item: Hashable, Sendable, Codable {
        var key: PackageKey
        var folders: [Folder]
        var package: Package
        var sums: PackageSums
        var output: InputLog.Stamp
    }

    /// A folder that went in: how it stood, and the digest of its contents.
    struct Folder: Hashable, Sendable, Codable {
        var source: SourceFolder
        var standing: Digest
        var digest: Digest
    }

    var items: [Item] = []

    /// The package of an identifier, if its zip stands as it was written.
    func intact(_ id: PackageID) -> Item? {
        items.first { $0.package.id == id && $0.output.mark != nil && FileMark.now($0.output.path) == $0.output.mark }
    }

    /// Takes in packages that were made or kept, and drops all whose zip is gone.
    mutating func update(with packages: [PackageShop.Item]) {
        let renewed = Set(packages.map(\.package.id))
        items.removeAll { renewed.contains($0.package.id) || FileMark.now($0.output.path) == nil }
        for item in packages {
            guard let sums = item.sums else { continue }
            let stamp = InputLog.Stamp(path: item.package.file, mark: FileMark.now(item.package.file))
            items.append(
                Item(key: item.key, folders: item.folders, package: item.package, sums: sums, output: stamp))
        }
        items.sort { $0.package.id < $1.package.id }
    }

    /// Reads the cache; anything unreadable is as good as none.
    static func load(from output: OutputFolder) -> PackageCache {
        guard let bytes = try? Files.read(output.state + "/packages.json"),
            let cache = try? JSONDecoder().decode(PackageCache.self, from: Data(bytes))
        else { return PackageCache() }
        return cache
    }

    /// Writes the cache by rename.
    func save(to output: OutputFolder) throws(FileTreeError) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        try AtomicFile.write(Array(data), to: output.state + "/packages.json")
    }
}
