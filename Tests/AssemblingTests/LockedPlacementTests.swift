import Archives
import BuildModel
import Testing

@testable import Assembling

/// Archives of the store, as packages of Debian and of npm come.
struct LockedPlacementTests {
    private func archive(_ name: String, _ files: [String: String], _ folder: TemporaryFolder) throws -> LockedArchive {
        let path = folder.path + "/\(name).zip"
        var writer = try ZipWriter(path: path)
        writer.add(
            contentsOf: try files.map {
                ZipMember(path: try PackagePath($0.key), content: .bytes(Array($0.value.utf8)))
            })
        _ = try writer.finish(ZipOptions())
        let digest = Digest(String(repeating: "0", count: 64))
        return LockedArchive(
            component: PackageComponent(name: name, version: "1.0", origin: ""), zip: path,
            zipDigest: try #require(digest), destination: "")
    }

    private func contents(_ archives: [LockedArchive]) throws -> PackageContents {
        let id = PackageID(.layer, "sample")
        let plan = PackagePlan(id: id, runtimes: ["custom.debian12"], ingredients: [])
        var contents = PackageContents(package: id)
        let parts = LockedParts(ingredient: .archive("unused"), archives: archives)
        try LockedPlacement(package: plan, sink: FindingSink()).add(parts, to: &contents)
        return contents
    }

    @Test func namesBothPackagesOfOnePath() throws {
        let folder = try TemporaryFolder()
        let found = try contents([
            archive("mawk", ["bin/awk": "a", "share/a": "x"], folder),
            archive("gawk", ["bin/awk": "b", "share/a": "x"], folder),
        ]).conflicts()
        #expect(found.map(\.rule) == ["path-collision"])
        #expect(
            found.first?.message == "`mawk 1.0` and `gawk 1.0` both bring `bin/awk` with different contents")
    }

    @Test func namesPackagesWhosePathsDifferByCase() throws {
        let folder = try TemporaryFolder()
        let found = try contents([
            archive("one", ["share/README": "a"], folder), archive("two", ["share/readme": "b"], folder),
        ]).conflicts()
        #expect(found.map(\.rule) == ["case-collision"])
    }
}
