import Archives
import BuildModel
import Testing

@testable import Assembling

/// What the user's own folders bring.
struct SourceFolderTests {
    @Test func keepsModesLinksAndEmptyFolders() async throws {
        let folder = try TemporaryFolder()
        try folder.write("code/index.py", "pass\n", mode: 0o600)
        try folder.write("code/bootstrap", "#!/bin/sh\n", mode: 0o700)
        try folder.makeFolder("code/cache")
        try folder.link("code/latest.py", to: "./index.py")
        try folder.link("code/cache-link", to: "cache")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        let package = try await assembly.build()
        let modes = try ZipDirectory(path: assembly.output).entries.map { "\($0.name) \(String($0.mode, radix: 8))" }
        #expect(
            modes == [
                "bootstrap 100755", "cache-link 120777", "cache/ 40755", "index.py 100644", "latest.py 120777",
            ])
        #expect(package.components.map(\.name) == ["code"] && package.components[0].entryCount == 5)
    }

    @Test(.enabled(if: OutsideTool.isThere("unzip", "bsdtar", "zipinfo")))
    func outsideToolsReadTheZip() async throws {
        let folder = try TemporaryFolder()
        try folder.write("code/index.py", "pass\n")
        try folder.write("code/données/日本.txt", "text\n")
        try folder.link("code/link", to: "données/日本.txt")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        try await assembly.build()
        let test = try OutsideTool.run("unzip", ["-t", assembly.output])
        #expect(test.status == 0 && test.text.contains("No errors detected"))
        let list = try OutsideTool.run("bsdtar", ["-tf", assembly.output])
        #expect(list.status == 0 && list.text == "données/日本.txt\nindex.py\nlink\n".sortedLines)
        let details = try OutsideTool.run("zipinfo", [assembly.output]).text
        #expect(details.contains("-rw-r--r--") && details.contains("lrwxrwxrwx") && details.contains("80-Jan-01 00:00"))
    }

    @Test func packsIntoDestination() async throws {
        let folder = try TemporaryFolder()
        try folder.write("assets/a.txt", "a")
        try folder.write("tool", "#!/bin/sh\n", mode: 0o755)
        var assembly = Assembly(folder)
        assembly.add(source: "assets", at: "share/assets")
        assembly.ingredients.append(.file(from: folder.file("tool"), to: "bin/tool"))
        let package = try await assembly.build()
        #expect(try assembly.names() == ["bin/tool", "share/assets/a.txt"])
        #expect(Set(package.components.map(\.name)) == ["assets", "tool"])
    }

    @Test func packsWhatALinkedSingleFilePointsTo() async throws {
        let folder = try TemporaryFolder()
        try folder.write("real.so", "library")
        try folder.link("libx.so", to: "real.so")
        var assembly = Assembly(folder)
        assembly.ingredients.append(.file(from: folder.file("libx.so"), to: "lib/libx.so"))
        try await assembly.build()
        #expect(try assembly.text(of: "lib/libx.so") == "library")
    }

    @Test func leavesOutBuiltInNamesAndTakesThemInAgain() async throws {
        let folder = try TemporaryFolder()
        for name in [
            "index.py", ".env", ".git/HEAD", "__pycache__/index.cpython-310.pyc", "pkg/old.pyc", ".DS_Store",
            ".fcignore",
            ".fclayer/out/x.zip", "pylock.toml", "pylock.python3-10.toml", "pkg/.gitignore",
        ] {
            try folder.write("code/" + name, name)
        }
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        try await assembly.build()
        #expect(try assembly.names() == ["index.py", "pkg/.gitignore"])
        try folder.write("code/.fcignore", "!.env\n*.log\n")
        try await assembly.build()
        #expect(try assembly.names() == [".env", "index.py", "pkg/.gitignore"])
    }

    @Test func obeysIgnoreFileWithNegation() async throws {
        let folder = try TemporaryFolder()
        for name in ["index.py", "a.log", "keep.log", "tests/t.py", "tests/data/x", "deep/tests/t.py"] {
            try folder.write("code/" + name, name)
        }
        try folder.write("code/.fcignore", "# comment\n*.log\n!keep.log\n/tests/\n")
        var assembly = Assembly(folder)
        assembly.add(source: "code", exclude: ["deep/**"])
        try await assembly.build()
        #expect(try assembly.names() == ["index.py", "keep.log"])
    }

    @Test func obeysFuncraftsIgnoreFile() async throws {
        let folder = try TemporaryFolder()
        for name in ["index.py", "a.log"] { try folder.write("code/" + name, name) }
        try folder.write("code/.funignore", "*.log\n")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        try await assembly.build()
        #expect(try assembly.names() == ["index.py"])
    }

    @Test func dropsEmptyFolderThatAnotherOriginFills() async throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("code/lib")
        try folder.write("more/x", "x")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        assembly.add(source: "more", at: "lib")
        try await assembly.build()
        #expect(try assembly.names() == ["lib/x"])
    }

    @Test func refusesPackageOfNothing() async throws {
        let folder = try TemporaryFolder()
        try folder.write("code/.env", "SECRET=1\n")
        var assembly = Assembly(folder)
        assembly.add(source: "code")
        let failure = try await assembly.failure()
        #expect(failure.kind == .project && failure.findings.map(\.rule) == ["package-empty"])
    }
}

extension String {
    /// The lines in the order of their bytes.
    fileprivate var sortedLines: String {
        split(separator: "\n").sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { $0 + "\n" }.joined()
    }
}
