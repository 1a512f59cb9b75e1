import BuildModel
import Testing

@testable import Assembling

/// A zip or jar of the user's is taken as it is.
struct ReadyArchiveTests {
    @Test func keepsEveryByte() async throws {
        let folder = try TemporaryFolder()
        try folder.write("code/index.py", "pass\n")
        var ready = Assembly(folder)
        ready.add(source: "code")
        try await ready.build(to: folder.file("ready.zip"))
        var assembly = Assembly(folder)
        assembly.ingredients = [.archive(folder.file("ready.zip"))]
        let package = try await assembly.build()
        #expect(try folder.read("out.zip") == folder.read("ready.zip"))
        #expect(package.entryCount == 1 && package.unpackedSize == 5)
        #expect(package.components.map(\.name) == ["ready.zip"])
    }

    @Test func refusesWhatIsNoZip() async throws {
        let folder = try TemporaryFolder()
        try folder.write("ready.zip", "this is not a zip archive, whatever its name says")
        try folder.write("out.zip", "earlier")
        var assembly = Assembly(folder)
        assembly.ingredients = [.archive(folder.file("ready.zip"))]
        let failure = try await assembly.failure()
        #expect(failure.kind == .project && failure.findings.map(\.rule) == ["file-unreadable"])
        #expect(try folder.read("out.zip") == Array("earlier".utf8))
    }
}
