import BuildModel
import BuildPipeline
import FileTrees
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What makes a later build do something, and how little.
struct RebuildTests {
    /// A change to the sample project.
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Packages whose zip is written anew, and those whose bytes differ then.
        var renewed: Set<String>
        var changed: Set<String>
        var apply: @Sendable (ProjectFolder) throws -> Void

        init(
            _ text: String, renewed: Set<String>, changed: Set<String>? = nil,
            apply: @escaping @Sendable (ProjectFolder) throws -> Void
        ) {
            testDescription = text
            self.renewed = renewed
            self.changed = changed ?? renewed
            self.apply = apply
        }
    }

    static let changes = [
        Change("edit of the same length", renewed: ["hello"]) {
            try $0.write("hello/index.py", "def handler(event, context):\n    return 'HELLO'\n")
        },
        Change("touch", renewed: []) {
            #expect(utimes($0.file("hello/index.py"), nil) == 0)
        },
        Change("executable bit", renewed: ["hello"]) { try Files.setMode(0o755, of: $0.file("hello/index.py")) },
        Change("rename", renewed: ["other"]) {
            try Files.move($0.file("other/data.txt"), to: $0.file("other/moved.txt"))
        },
        Change("new file", renewed: ["other"]) { try $0.write("other/new.txt", "") },
        Change("new empty folder", renewed: ["other"]) { try Files.makeFolders($0.file("other/empty")) },
        Change("removed file", renewed: ["other"]) { try Files.remove($0.file("other/data.txt")) },
        Change("file becomes a link", renewed: ["other"]) {
            try Files.remove($0.file("other/data.txt"))
            try Files.makeLink(at: $0.file("other/data.txt"), to: "index.py")
        },
        Change("ignore file", renewed: ["other"]) { try $0.write("other/.fcignore", "data.txt\n") },
        Change("file of a layer", renewed: ["tools"]) { try $0.write("layers/tools/share/table.csv", "3,2,1\n") },
        Change("file that is left out", renewed: []) { try $0.write("hello/__pycache__/index.pyc", "x") },
        Change("comment in the manifest", renewed: []) {
            try $0.write("s.yaml", $0.text("s.yaml") + "# a comment\n")
        },
        Change("zip that somebody damaged", renewed: ["hello"], changed: []) {
            try $0.write(".fclayer/out/functions/hello.zip", "damaged")
        },
        Change("zip that somebody removed", renewed: ["hello"], changed: []) {
            try Files.remove($0.file(".fclayer/out/functions/hello.zip"))
        },
    ]

    /// Several functions may have one code folder, each with its own handler.
    @Test func functionsOnOneFolderGetEqualZips() async throws {
        let project = try ProjectFolder.sample()
        let twin = ProjectFolder.manifest(of: ["hello"]).replacing("hello", with: "twin").replacing(
            "./twin", with: "./hello")
        let text = ProjectFolder.manifest(of: ["hello", "other"])
        try project.write("s.yaml", text + (twin.split(separator: "resources:\n").last ?? ""))
        func zips() throws -> [[UInt8]] {
            try ["hello", "twin", "other"].map { try Files.read(project.file(".fclayer/out/functions/\($0).zip")) }
        }
        let first = try await project.build()
        #expect(first.packages.map(\.package.id.name) == ["tools", "hello", "other", "twin"])
        let before = try zips()
        #expect(before[0] == before[1] && before[0] != before[2])
        #expect(first.packages[1].sums == first.packages[3].sums)
        let places = try project.results()
        #expect(places["functions/hello.zip"]?.inode != places["functions/twin.zip"]?.inode)
        try project.write("hello/index.py", "def handler(event, context):\n    return 2\n")
        try await project.build()
        let after = try zips()
        #expect(after[0] == after[1] && after[0] != before[0] && after[2] == before[2])
        // One of the two was lost.
        try Files.remove(project.file(".fclayer/out/functions/twin.zip"))
        try await project.build()
        #expect(try zips() == after)
    }

    @Test(arguments: changes) func changeRenewsWhatItTouches(change: Change) async throws {
        let project = try ProjectFolder.sample()
        let first = try await project.build()
        let before = try project.results()
        try change.apply(project)
        let second = try await project.build()
        let after = try project.results()
        for (old, new) in zip(first.packages, second.packages) {
            let zip = new.package.id.description + ".zip"
            #expect((before[zip] != after[zip]) == change.renewed.contains(new.package.id.name), "\(zip)")
            #expect((old.sums.sha256 != new.sums.sha256) == change.changed.contains(new.package.id.name), "\(zip)")
            #expect(try FileDigest.sha256(ofFile: new.package.file) == new.sums.sha256)
        }
        // And then there is nothing to do again.
        let third = try await project.build()
        #expect(third.packages == second.packages)
        #expect(try project.results() == after)
    }

    @Test func variableOfTheManifestMatters() async throws {
        let project = try ProjectFolder.sample()
        let first = try await project.build(runtime: "python3.10")
        let results = try project.results()
        try await project.build(runtime: "python3.10")
        #expect(try project.results() == results)
        let second = try await project.build(runtime: "python3.9")
        #expect([first, second].map { $0.packages.last?.package.runtimes } == [["python3.10"], ["python3.9"]])
        #expect(second.packages.map(\.sums.sha256) == first.packages.map(\.sums.sha256))
        #expect(try project.results()["layers/tools.zip"] == results["layers/tools.zip"])
        #expect(try project.results()["build.json"] != results["build.json"])
    }

    @Test func manifestEditReachesTheDeployableManifest() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        let zip = try project.results()["functions/hello.zip"]
        try project.write(
            "s.yaml", ProjectFolder.manifest(of: ["hello", "other"], extra: "      memorySize: 1024"))
        try await project.build()
        #expect(try project.text(".fclayer/out/s.yaml").contains("memorySize: 1024"))
        #expect(try project.results()["functions/hello.zip"] == zip)
    }

    @Test func newFunctionIsBuilt() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        try project.write("third/index.py", "def handler(event, context):\n    return 3\n")
        try project.write("s.yaml", ProjectFolder.manifest(of: ["hello", "other", "third"]))
        let outcome = try await project.build()
        #expect(outcome.packages.map(\.package.id.name) == ["tools", "hello", "other", "third"])
    }

    @Test func anotherDayIsLookedAtAgain() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        var settings = project.settings()
        settings.today = "2025-06-02"
        let before = try project.results()
        _ = try await Corridor(settings).build()
        let after = try project.results()
        #expect(after["functions/hello.zip"] == before["functions/hello.zip"])
    }
}
