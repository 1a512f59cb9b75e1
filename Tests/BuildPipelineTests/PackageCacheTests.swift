import BuildModel
import FileTrees
import Testing

@testable import BuildPipeline

/// Which packages are kept from an earlier build.
struct PackageCacheTests {
    private func key(_ number: UInt8) -> PackageKey {
        PackageKey(parts: [.tool, .init(name: "input", digest: FileDigest.sha256(of: [number]))])
    }

    private func item(_ key: PackageKey, _ project: ProjectFolder, _ name: String) throws -> PackageShop.Item {
        let file = ".fclayer/out/functions/\(name).zip"
        try project.write(file, name)
        let sums = try FileDigest.digests(ofFile: project.file(file))
        let package = Package(
            id: PackageID(.function, name), file: project.file(file), runtimes: ["python3.10"], zippedSize: sums.size,
            unpackedSize: 1, entryCount: 1, components: [])
        return PackageShop.Item(
            key: key, folders: [], package: package, sums: PackageSums(sha256: sums.sha256, crc64: sums.crc64),
            reason: .untouched)
    }

    @Test func givesBackWhatStandsAsItWasWritten() throws {
        let project = try ProjectFolder()
        let output = OutputFolder(root: project.path)
        try Files.makeFolders(output.state)
        var cache = PackageCache()
        let key = key(1)
        cache.update(with: [try item(key, project, "b"), try item(key, project, "a")])
        try cache.save(to: output)
        let loaded = PackageCache.load(from: output)
        #expect(loaded.items == cache.items && loaded.items.map(\.package.id.name) == ["a", "b"])
        #expect(loaded.intact(PackageID(.function, "a"))?.key == key)
        #expect(loaded.intact(PackageID(.layer, "a")) == nil)
        try project.write(".fclayer/out/functions/a.zip", "other")
        #expect(loaded.intact(PackageID(.function, "a")) == nil)
        #expect(loaded.intact(PackageID(.function, "b")) != nil)
    }

    @Test func forgetsZipsThatAreGoneAndReplacesRenewedOnes() throws {
        let project = try ProjectFolder()
        var cache = PackageCache()
        let keys = [key(1), key(2)]
        cache.update(with: [try item(keys[0], project, "a"), try item(keys[0], project, "b")])
        try Files.remove(project.file(".fclayer/out/functions/a.zip"))
        cache.update(with: [try item(keys[1], project, "b")])
        #expect(cache.items.map(\.package.id.name) == ["b"] && cache.items.map(\.key) == [keys[1]])
    }

    @Test func unreadableCacheIsAsGoodAsNone() throws {
        let project = try ProjectFolder()
        try project.write(".fclayer/state/packages", "[]")
        #expect(PackageCache.load(from: OutputFolder(root: project.path)).items.isEmpty)
    }
}
