import FileTrees
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct FileTreeTests {
    let tree: TemporaryTree

    init() throws { tree = try TemporaryTree() }

    @Test func listsInByteOrderOfWholePath() throws {
        for path in ["a/b", "a.txt", "a-b", "B", "é/x", "é", "z"].dropLast(2) + ["z", "a/é", "a/z"] {
            try tree.write("x", to: path)
        }
        try Files.makeFolders(tree.path + "/a0")
        let paths = try FileTree.walk(tree.path).entries.map(\.path)
        #expect(paths == ["B", "a-b", "a.txt", "a/b", "a/z", "a/é", "a0", "z", "é/x"])
    }

    @Test func putsEmptyFolderBeforeNamesThatGoOn() throws {
        try Files.makeFolders(tree.path + "/a")
        try tree.write("x", to: "a.txt")
        let entries = try FileTree.walk(tree.path).entries
        #expect(entries.map(\.path) == ["a", "a.txt"])
        #expect(entries.map(\.kind) == [.emptyFolder, .file])
    }

    @Test func reportsKindModeSizeAndTarget() throws {
        try tree.write("#!/bin/sh\n", to: "run", mode: 0o755)
        try tree.write("12345", to: "data")
        try Files.makeLink(at: tree.path + "/link", to: "nowhere/é")
        #expect(mkfifo(tree.path + "/pipe", 0o600) == 0)
        let entries = try FileTree.walk(tree.path).entries
        #expect(entries.map(\.path) == ["data", "link", "pipe", "run"])
        #expect(entries.map(\.kind) == [.file, .symlink, .other, .file])
        #expect(entries[0].size == 5 && !entries[0].isExecutable && entries[0].mode == 0o644)
        #expect(entries[1].linkTarget == "nowhere/é")
        #expect(entries[3].isExecutable)
        let status = try Files.status(tree.path + "/data")
        #expect(entries[0].modified == status.modified && entries[0].changed == status.changed)
        #expect(entries[0].inode == status.inode && entries[0].device == status.device)
        #expect(status.modified > 1_600_000_000_000_000_000)
    }

    @Test func linksThatLeadInCirclesEnd() throws {
        try Files.makeFolders(tree.path + "/a/b")
        try Files.makeLink(at: tree.path + "/a/b/up", to: "../..")
        try Files.makeLink(at: tree.path + "/self", to: "self")
        let entries = try FileTree.walk(tree.path).entries
        #expect(entries.map(\.path) == ["a/b/up", "self"])
        #expect(entries.allSatisfy { $0.kind == .symlink })
    }

    @Test func rootMayBeALink() throws {
        try tree.write("x", to: "real/file")
        try Files.makeLink(at: tree.path + "/link", to: "real")
        #expect(try FileTree.walk(tree.path + "/link").entries.map(\.path) == ["file"])
    }

    @Test func collectsNamesThatAreNotUTF8() throws {
        for name in ["caf\u{0}", "dir\u{0}"].map({ Array($0.utf8.dropLast()) + [0xE9] }) + [[0xFF, 0x62]] {
            let path =
                Array("\(tree.path)/".utf8).map { CChar(bitPattern: $0) } + name.map { CChar(bitPattern: $0) } + [0]
            if name.starts(with: "dir".utf8) {
                #expect(mkdir(path, 0o755) == 0)
            } else {
                close(open(path, O_CREAT | O_WRONLY, 0o644))
            }
        }
        try tree.write("x", to: "fine")
        let target: [CChar] = [CChar(bitPattern: 0xE9), 0]
        #expect(symlink(target, tree.path + "/link") == 0)
        let listing = try FileTree.walk(tree.path)
        #expect(listing.entries.map(\.path) == ["fine"])
        #expect(listing.badNames == [#"\xFFb"#, #"caf\xE9"#, #"dir\xE9/"#, #"link -> \xE9"#])
        var rules = IgnoreRules()
        rules.add(bytes: [UInt8(ascii: "*"), 0xE9, 0x0A, 0xFF, UInt8(ascii: "*"), 0x0A])
        #expect(try FileTree.walk(tree.path, ignoring: rules).badNames == [#"link -> \xE9"#])
    }

    @Test func walksHugeSparseFileWithoutReadingIt() throws {
        let file = open(tree.path + "/huge", O_CREAT | O_WRONLY, 0o644)
        // Reading a terabyte would take minutes.
        #expect(ftruncate(file, 1 << 40) == 0)
        close(file)
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try FileTree.walk(tree.path).entries.first?.size == 1 << 40)
        let time = clock.now - start
        #expect(time < .seconds(300))
    }

    @Test func walksDeepTreeWithoutRunningOut() throws {
        // 1 500 levels: more than the usual limit of 1 024 descriptors.
        var path = tree.path
        for _ in 0..<1500 { path += "/d" }
        try Files.makeFolders(path)
        try AtomicFile.write([1], to: path + "/leaf")
        let entries = try FileTree.walk(tree.path).entries
        #expect(entries.map(\.kind) == [.file])
        #expect(entries.first?.path.hasSuffix("/d/leaf") == true)
    }

    @Test func saysWhatWasLeftOutAndWhy() throws {
        for path in ["keep.py", "a.pyc", "node_modules/x/y", "docs/a.md", "docs/keep.md"] {
            try tree.write("x", to: path)
        }
        var rules = IgnoreRules()
        rules.add(patterns: ["node_modules/"], origin: "built-in")
        rules.add(text: "# comment\n*.pyc\n\ndocs/*\n!docs/keep.md\n", file: ".fcignore")
        let listing = try FileTree.walk(tree.path, ignoring: rules)
        #expect(listing.entries.map(\.path) == ["docs/keep.md", "keep.py"])
        let ignored = listing.ignored.map { "\($0.path) \($0.rule) \($0.file ?? "-"):\($0.line ?? 0)" }
        #expect(
            ignored == [
                "a.pyc *.pyc .fcignore:2", "docs/a.md docs/* .fcignore:4", "node_modules/ node_modules/ built-in:0",
            ])
    }

    @Test func folderWhoseContentsAreAllIgnoredIsNotEmpty() throws {
        try tree.write("x", to: "logs/a.log")
        var rules = IgnoreRules()
        rules.add(text: "*.log")
        #expect(try FileTree.walk(tree.path, ignoring: rules).entries.isEmpty)
    }

    @Test func tellsMissingRootFromFile() throws {
        try tree.write("x", to: "file")
        #expect { try FileTree.walk(tree.path + "/none") } throws: { ($0 as? FileTreeError)?.code == .missing }
        #expect { try FileTree.walk(tree.path + "/file") } throws: { ($0 as? FileTreeError)?.code == .notAFolder }
        #expect { try FileTree.walk("a\0b") } throws: { ($0 as? FileTreeError)?.code == .notUTF8 }
    }
}
