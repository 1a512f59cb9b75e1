import FileTrees
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct FilesTests {
    let tree: TemporaryTree

    init() throws { tree = try TemporaryTree() }

    private func code(_ work: () throws -> Void) -> FileTreeError.Code? {
        do { try work() } catch { return (error as? FileTreeError)?.code }
        return nil
    }

    @Test func writesOnlyWhatDiffers() throws {
        let path = tree.path + "/file"
        #expect(try AtomicFile.write([1, 2], to: path) == .written)
        let before = try Files.status(path)
        #expect(try AtomicFile.write([1, 2], to: path) == .unchanged)
        #expect(try Files.status(path) == before)
        #expect(try AtomicFile.write([1, 2], to: path, mode: 0o755) == .written)
        #expect(try Files.status(path).mode == 0o755)
        #expect(try AtomicFile.write([1, 3], to: path, durably: true) == .written)
        #expect(try Files.read(path) == [1, 3])
        #expect(try Files.names(inFolder: tree.path) == ["file"])
    }

    @Test func modeDoesNotDependOnUmask() throws {
        let old = umask(0o077)
        defer { umask(old) }
        try AtomicFile.write([1], to: tree.path + "/file", mode: 0o644)
        #expect(try Files.status(tree.path + "/file").mode == 0o644)
    }

    @Test func failedWriteLeavesOldFileAndNothingElse() throws {
        try Files.makeFolders(tree.path + "/folder")
        try tree.write("x", to: "folder/x")
        #expect(code { try AtomicFile.write([1], to: tree.path + "/folder") } == .isAFolder)
        #expect(try Files.names(inFolder: tree.path) == ["folder"])
        #expect(code { try AtomicFile.write([1], to: tree.path + "/none/x") } == .missing)
    }

    @Test func errorNamesTheFileThatWasAskedFor() {
        let error = #expect(throws: FileTreeError.self) { try AtomicFile.write([1], to: tree.path + "/none/x") }
        #expect(error?.description == "cannot write `\(tree.path)/none/x`: it does not exist")
    }

    @Test func replacesLinkInsteadOfWritingThroughIt() throws {
        try tree.write("precious", to: "target")
        try Files.makeLink(at: tree.path + "/link", to: "target")
        try AtomicFile.write(Array("new".utf8), to: tree.path + "/link")
        #expect(try Files.read(tree.path + "/target") == Array("precious".utf8))
        #expect(try Files.status(tree.path + "/link", followingLink: false).kind == .file)
    }

    @Test func replacesFolderAsAWhole() throws {
        try tree.write("old", to: "out/old")
        try tree.write("new", to: "fresh/new")
        try AtomicFile.replaceFolder(at: tree.path + "/out", with: tree.path + "/fresh")
        #expect(try Files.names(inFolder: tree.path + "/out") == ["new"])
        #expect(try Files.names(inFolder: tree.path) == ["out"])
        #expect(code { try AtomicFile.replaceFolder(at: tree.path + "/out", with: tree.path + "/none") } == .missing)
        #expect(try Files.names(inFolder: tree.path + "/out") == ["new"])
        try AtomicFile.replaceFolder(at: tree.path + "/first", with: tree.path + "/out")
        #expect(try Files.names(inFolder: tree.path) == ["first"])
    }

    @Test func readStopsAtItsLimit() throws {
        try tree.write("12345", to: "file")
        #expect(try Files.read(tree.path + "/file", limit: 5).count == 5)
        #expect(code { _ = try Files.read(tree.path + "/file", limit: 4) } == .tooLarge)
        #expect(code { _ = try Files.read("/dev/zero", limit: 10_000) } == .tooLarge)
        #expect(code { _ = try Files.read(tree.path) } == .isAFolder)
    }

    @Test(.enabled(if: Files.exists("/proc/self/status"))) func readsFilesThatClaimToBeEmpty() throws {
        #expect(try Files.read("/proc/self/status").count > 100)
    }

    @Test func makesFoldersAndRemovesTrees() throws {
        let path = tree.path + "/a/b/c"
        try Files.makeFolders(path)
        try Files.makeFolders(path + "/")
        try tree.write("x", to: "a/file")
        #expect(code { try Files.makeFolders(tree.path + "/a/file") } == .notAFolder)
        #expect(code { try Files.makeFolders(tree.path + "/a/file/x") } == .notAFolder)
        try tree.write("x", to: "keep/x")
        try Files.makeLink(at: path + "/link", to: tree.path + "/keep")
        let bad = Array((path + "/").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
        #expect(mkdir(bad, 0o500) == 0)
        try Files.remove(tree.path + "/a")
        try Files.remove(tree.path + "/a")
        #expect(try Files.names(inFolder: tree.path) == ["keep"])
        #expect(Files.exists(tree.path + "/keep/x"))
        var deep = tree.path
        for _ in 0..<1500 { deep += "/d" }
        try Files.makeFolders(deep)
        try Files.remove(tree.path + "/d")
        #expect(!Files.exists(tree.path + "/d"))
    }

    @Test func scratchFolderGoesWithItsOwner() throws {
        var kept = ""
        var path = ""
        do {
            let scratch = try ScratchFolder(in: tree.path + "/new/parent")
            path = scratch.path
            try AtomicFile.write([1], to: path + "/x")
            kept = try ScratchFolder(in: tree.path).keep()
            let removed = try ScratchFolder(in: tree.path)
            try removed.remove()
            #expect(Files.exists(path + "/x"))
        }
        #expect(!Files.exists(path))
        #expect(Files.exists(kept))
        #expect(try Files.names(inFolder: tree.path).count == 2)
    }

    @Test func copyKeepsModeAndNeverReplaces() throws {
        try tree.write("x", to: "a", mode: 0o755)
        try Files.copy(tree.path + "/a", to: tree.path + "/b")
        #expect(try Files.status(tree.path + "/b").mode == 0o755)
        #expect(code { try Files.copy(tree.path + "/a", to: tree.path + "/b") } == .exists)
    }

    @Test func findsTheFolderAbove() {
        #expect(Files.parentFolder(of: "/a/b") == "/a")
        #expect(Files.parentFolder(of: "/a/b/") == "/a")
        #expect(Files.parentFolder(of: "/a") == "/")
        #expect(Files.parentFolder(of: "a") == nil)
        #expect(Files.parentFolder(of: "/") == nil)
    }

    @Test func resolvesLinks() throws {
        try tree.write("x", to: "a/file")
        try Files.makeLink(at: tree.path + "/l", to: "a")
        #expect(try Files.realPath(tree.path + "/l/../l/file") == tree.path + "/a/file")
        #expect(try Files.readLink(tree.path + "/l") == "a")
        try Files.makeLink(at: tree.path + "/loop", to: "loop")
        #expect(code { _ = try Files.realPath(tree.path + "/loop") } == .symlinkLoop)
    }
}
