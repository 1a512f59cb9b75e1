import BuildModel
import BuildPipeline
import FileTrees
import Testing

@testable import BuildPipeline

/// Keys tell packages apart by their inputs, and say which input differs.
struct PackageKeyTests {
    private func key(_ parts: KeyValuePairs<String, UInt8>) -> PackageKey {
        PackageKey(parts: parts.map { .init(name: $0.key, digest: FileDigest.sha256(of: [$0.value])) })
    }

    @Test func namesTheFirstInputThatDiffers() {
        let old = key(["plan": 1, "numpy 2.0.2": 2, "code/": 3])
        #expect(old.firstDifference(from: old) == nil)
        let cases: [(PackageKey, String, PackageKey.Change)] = [
            (key(["plan": 9, "numpy 2.0.2": 2, "code/": 4]), "plan", .changed),
            (key(["plan": 1, "numpy 2.1.0": 2, "code/": 3]), "numpy 2.0.2", .removed),
            (key(["plan": 1, "numpy 2.0.2": 2, "code/": 3, "x 1": 4]), "x 1", .added),
            (key(["plan": 1, "code/": 3, "numpy 2.0.2": 2]), "the order of what goes into it", .changed),
        ]
        for (key, part, change) in cases {
            let difference = key.firstDifference(from: old)
            #expect(difference?.part == part && difference?.change == change)
            #expect(key.digest != old.digest)
        }
    }

    @Test func textIsTheSameOnEveryMachine() {
        func digest(_ root: String, _ store: String, line: Int, file: String) -> Digest {
            let package = PackagePlan(
                id: PackageID(.function, "a"), runtimes: ["python3.10"],
                ingredients: [.folder(SourceFolder(path: root + "/code")), .file(from: store + "/x", to: "x")],
                location: .init(file: file, line: line))
            return PortableText(root: root, store: store).digest(of: package)
        }
        let here = digest("/home/a/project", "/home/a/.cache/fclayer", line: 3, file: "s.yaml")
        #expect(digest("/work", "/cache", line: 9, file: "s.yaml") == here)
        #expect(digest("/work", "/elsewhere/cache", line: 9, file: "s.yaml") == here)
        let plan = PackagePlan(id: PackageID(.function, "a"), runtimes: ["python3.9"], ingredients: [])
        #expect(PortableText(root: "/work", store: "/cache").digest(of: plan) != here)
    }

    /// Two machines: other folders, other times, other stores. The keys are equal, so that results can be shared.
    @Test func keysOfTwoCopiesAreEqual() async throws {
        var keys: [[PackageKey]] = []
        for _ in 0..<2 {
            let project = try ProjectFolder.sample()
            try await project.build()
            keys.append(PackageCache.load(from: OutputFolder(root: project.path)).items.map(\.key))
        }
        #expect(keys[0] == keys[1] && keys[0].count == 3)
    }

    @Test func explanationNamesTheFile() async throws {
        let project = try ProjectFolder.sample()
        let first = try await project.build()
        #expect(first.explanation.allSatisfy { $0.hasSuffix(": built: it was not built before") })
        let second = try await project.build()
        #expect(second.explanation.allSatisfy { $0.hasSuffix(": kept: nothing that was read changed") })
        try project.write("hello/new.txt", "1")
        try Files.setMode(0o755, of: project.file("other/data.txt"))
        try project.write("layers/tools/share/table.csv", "4\n")
        #expect(
            try await project.build().explanation == [
                "layers/tools: built: `layers/tools/share/table.csv` was changed",
                "functions/hello: built: `hello/new.txt` was added",
                "functions/other: built: `other/data.txt` was changed",
            ])
        try Files.remove(project.file("hello/new.txt"))
        try Files.remove(project.file(".fclayer/out/functions/other.zip"))
        #expect(
            try await project.build().explanation == [
                "layers/tools: kept: nothing that goes into it changed",
                "functions/hello: built: `hello/new.txt` was removed",
                "functions/other: built: its zip is gone",
            ])
    }
}
