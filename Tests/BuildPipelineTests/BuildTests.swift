import BuildModel
import BuildPipeline
import FileTrees
import Testing

/// Whole builds of a small project.
struct BuildTests {
    private static let all = [
        "build.json", "functions/hello.zip", "functions/other.zip", "layers/tools.zip", "s.yaml",
    ]

    @Test func firstBuildMakesEverything() async throws {
        let project = try ProjectFolder.sample()
        let outcome = try await project.build()
        #expect(try project.results().keys.sorted() == Self.all)
        #expect(
            outcome.packages.map(\.package.id.description) == ["layers/tools", "functions/hello", "functions/other"])
        for sealed in outcome.packages {
            let package = sealed.package
            #expect(package.file == project.file(".fclayer/out/\(package.id).zip"))
            #expect(try FileDigest.sha256(ofFile: package.file) == sealed.sums.sha256)
            #expect(outcome.table.contains(package.id.name))
        }
        #expect(try project.text(".fclayer/out/build.json") == outcome.document)
        #expect(try !project.hasDebris())
    }

    @Test func buildWithNothingToDoAnswersFromTheState() async throws {
        let project = try ProjectFolder.sample()
        let first = try await project.build()
        let results = try project.results()
        let state = try project.names(".fclayer/state").map {
            try Files.status(project.file(".fclayer/state/\($0)"))
        }
        let second = try await project.build()
        #expect(second.packages == first.packages && second.findings == first.findings)
        #expect(second.table == first.table && second.document == first.document)
        #expect(try project.results() == results)
        let after = try project.names(".fclayer/state").map {
            try Files.status(project.file(".fclayer/state/\($0)"))
        }
        #expect(after == state)
    }

    @Test func sameProjectElsewhereGivesTheSameBytes() async throws {
        let first = try await ProjectFolder.sample().build()
        let second = try await ProjectFolder.sample().build()
        #expect(first.packages.map(\.sums.sha256) == second.packages.map(\.sums.sha256))
    }

    @Test func copyOfAProjectIsBuiltAnew() async throws {
        let project = try ProjectFolder.sample(in: "first")
        try await project.build(in: "first")
        try project.writeSample(in: "second")
        try project.write("second/hello/index.py", "def handler(event, context):\n    return 'changed'\n")
        // What `cp -a` would bring along.
        for entry in try FileTree.walk(project.file("first/.fclayer")).entries {
            let target = project.file("second/.fclayer/" + entry.path)
            if let folder = Files.parentFolder(of: target) { try Files.makeFolders(folder) }
            try Files.copy(project.file("first/.fclayer/" + entry.path), to: target)
        }
        let outcome = try await project.build(in: "second")
        #expect(outcome.packages.allSatisfy { $0.package.file.hasPrefix(project.file("second/.fclayer/out/")) })
        let digests = try ["first", "second"].map {
            try FileDigest.sha256(ofFile: project.file($0 + "/.fclayer/out/functions/hello.zip"))
        }
        #expect(digests[0] != digests[1])
    }

    @Test func removedFunctionTakesItsZipAlong() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        try project.write("s.yaml", ProjectFolder.manifest(of: ["hello"]))
        try await project.build()
        #expect(try project.results().keys.sorted() == Self.all.filter { $0 != "functions/other.zip" })
    }

    @Test func buildOfOneFunctionKeepsTheOthers() async throws {
        let project = try ProjectFolder.sample()
        try await project.build()
        let before = try project.results()
        try project.write("hello/index.py", "def handler(event, context):\n    return 'new'\n")
        try project.write("other/index.py", "def handler(event, context):\n    return 'new'\n")
        let outcome = try await project.build("hello")
        #expect(outcome.packages.map(\.package.id.name) == ["tools", "hello"])
        let after = try project.results()
        #expect(after["functions/other.zip"] == before["functions/other.zip"])
        #expect(after["functions/hello.zip"] != before["functions/hello.zip"])
    }

    @Test func manifestCanBeNamedByFolderOrRelativePath() async throws {
        let project = try ProjectFolder.sample(in: "deep/project")
        for name in ["deep/project/s.yaml", "deep/project", project.file("deep/project/s.yaml")] {
            var settings = project.settings()
            settings.projectFile = name
            let outcome = try await Corridor(settings).build()
            #expect(outcome.packages.first?.package.file == project.file("deep/project/.fclayer/out/layers/tools.zip"))
        }
    }

    @Test func twoBuildsAtOnceBothEndWell() async throws {
        let project = try ProjectFolder.sample()
        async let first = project.build()
        async let second = project.build()
        let outcomes = try await [first, second]
        #expect(outcomes[0].packages == outcomes[1].packages)
        #expect(outcomes[0].document == outcomes[1].document)
        #expect(try project.results().keys.sorted() == Self.all)
        #expect(try !project.hasDebris())
    }

    @Test func debrisOfAnInterruptedRunIsSweptAway() async throws {
        let project = try ProjectFolder.sample()
        try project.write(".fclayer/staging-old/functions/hello.zip", "half")
        try await project.build()
        #expect(try !project.hasDebris())
    }

    @Test func damagedStateIsAsGoodAsNone() async throws {
        let project = try ProjectFolder.sample()
        let first = try await project.build()
        for entry in try FileTree.walk(project.file(".fclayer/state")).entries {
            try project.write(".fclayer/state/" + entry.path, "{ not json")
        }
        #expect(try await project.build().packages == first.packages)
    }
}
