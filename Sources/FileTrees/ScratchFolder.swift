#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder of one's own for work in progress; it goes with all that is in it when its owner goes.
public struct ScratchFolder: ~Copyable, Sendable {
    /// The folder.
    public let path: String
    private var isOwned = true

    /// Makes a folder with a fresh name in `parent`, which is made if it is missing.
    public init(in parent: String, prefix: String = "tmp-") throws(FileTreeError) {
        try checkPath(parent + prefix, operation: "make a folder in")
        try Files.makeFolders(parent)
        while true {
            let name = prefix + String(UInt64.random(in: .min ... .max), radix: 36)
            let path = parent + "/" + name
            if mkdir(path, 0o700) == 0 {
                self.path = path
                return
            }
            guard errno == EEXIST else {
                throw FileTreeError(errno: errno, operation: "make a folder in", path: parent)
            }
        }
    }

    /// Lets the folder stay and hands over its path.
    public consuming func keep() -> String {
        isOwned = false
        return path
    }

    /// Removes the folder now and says if that failed; a deinit could not.
    public consuming func remove() throws(FileTreeError) {
        isOwned = false
        try Files.remove(path)
    }

    deinit {
        if isOwned { try? Files.remove(path) }
    }
}
