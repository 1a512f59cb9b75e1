import FileTrees

/// A folder that is gone after the test.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        let scratch = try ScratchFolder(in: "/tmp", prefix: "fclayer-resolving-")
        path = try Files.realPath(scratch.keep())
    }

    deinit { try? Files.remove(path) }

    /// Writes a file below the folder; gives its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let target = path + "/" + name
        let parent = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? path
        try Files.makeFolders(parent)
        try AtomicFile.write(Array(text.utf8), to: target)
        return target
    }

    func text(of name: String) throws -> String {
        String(decoding: try Files.read(path + "/" + name), as: UTF8.self)
    }
}
