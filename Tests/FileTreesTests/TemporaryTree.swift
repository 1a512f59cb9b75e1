import FileTrees

/// A folder for one test, removed with the test's value.
final class TemporaryTree {
    let path: String

    init() throws {
        path = try Files.realPath(ScratchFolder(in: "/tmp", prefix: "fclayer-test-").keep())
    }

    deinit { try? Files.remove(path) }

    func write(_ text: String, to relative: String, mode: UInt16 = 0o644) throws {
        if let folder = Files.parentFolder(of: "\(path)/\(relative)") { try Files.makeFolders(folder) }
        try AtomicFile.write(Array(text.utf8), to: "\(path)/\(relative)", mode: mode)
    }
}
