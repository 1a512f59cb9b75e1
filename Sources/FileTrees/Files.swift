#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads, makes and removes files and folders. Every function throws with the path that it was given.
public enum Files {
    /// What stands at `path`; a link is looked through unless `followingLink` is false.
    public static func status(_ path: String, followingLink: Bool = true) throws(FileTreeError) -> FileStatus {
        try checkPath(path, operation: "look at")
        var raw = stat()
        guard fstatat(AT_FDCWD, path, &raw, followingLink ? 0 : AT_SYMLINK_NOFOLLOW) == 0 else {
            throw FileTreeError(errno: errno, operation: "look at", path: path)
        }
        return FileStatus(raw)
    }

    /// Whether something stands at `path` (behind links) that can be looked at.
    public static func exists(_ path: String) -> Bool { (try? status(path)) != nil }

    /// The bytes of a file; throws `tooLarge` if there are more than `limit`.
    public static func read(_ path: String, limit: Int = 64 << 20) throws(FileTreeError) -> [UInt8] {
        let file = try OpenFile(path, O_RDONLY, operation: "read")
        let status = try file.status()
        if status.kind == .folder { throw FileTreeError(.isAFolder, operation: "read", path: path) }
        guard status.size <= Int64(limit) else { throw FileTreeError(.tooLarge, operation: "read", path: path) }
        // One byte more than expected: a file that grows, and files of /proc that claim to be empty.
        var bytes: [UInt8] = []
        var room = Int(status.size) + 1
        while true {
            let piece = try file.piece(upTo: room)
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            guard bytes.count <= limit else { throw FileTreeError(.tooLarge, operation: "read", path: path) }
            if piece.count < room { return bytes }
            room = min(max(bytes.count, 4096), 1 << 20)
        }
    }

    /// Makes a folder and those above it; folders that exist are fine.
    public static func makeFolders(_ path: String) throws(FileTreeError) {
        try checkPath(path, operation: "make the folder")
        if mkdir(path, 0o755) == 0 { return }
        let reason = errno
        if reason == ENOENT, let parent = parentFolder(of: path), parent != path {
            try makeFolders(parent)
            if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
            throw FileTreeError(errno: errno, operation: "make the folder", path: path)
        }
        // A read-only system may say so before it says that the folder is there already.
        if let status = try? status(path) {
            if status.kind == .folder { return }
            throw FileTreeError(.notAFolder, operation: "make the folder", path: path)
        }
        throw FileTreeError(errno: reason, operation: "make the folder", path: path)
    }

    /// The names in a folder, sorted by their bytes; throws `notUTF8` for a name that has no text.
    public static func names(inFolder path: String) throws(FileTreeError) -> [String] {
        try checkPath(path, operation: "list")
        guard let stream = opendir(path) else { throw FileTreeError(errno: errno, operation: "list", path: path) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileTreeError(errno: errno, operation: "list", path: path) }
                return names.sorted(by: byteOrder)
            }
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) {
                Array($0[..<($0.firstIndex(of: 0) ?? $0.endIndex)])
            }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                throw FileTreeError(.notUTF8, operation: "list", path: path + "/" + escapingInvalidUTF8(bytes))
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }

    /// Writes bytes into what is no plain file: a device or a pipe.
    public static func pour(_ bytes: [UInt8], into path: String) throws(FileTreeError) {
        try OpenFile(path, O_WRONLY, operation: "write").writeAll(bytes)
    }

    /// Sets the permission bits.
    public static func setMode(_ mode: UInt16, of path: String) throws(FileTreeError) {
        try checkPath(path, operation: "change the mode of")
        guard chmod(path, mode_t(mode)) == 0 else {
            throw FileTreeError(errno: errno, operation: "change the mode of", path: path)
        }
    }

    /// Sets the time of the last change of the contents, in nanoseconds since 1970.
    public static func setModified(_ time: Int64, of path: String) throws(FileTreeError) {
        try checkPath(path, operation: "set the time of")
        var seconds = time / 1_000_000_000
        var rest = time % 1_000_000_000
        if rest < 0 {
            seconds -= 1
            rest += 1_000_000_000
        }
        let stamp = timespec(tv_sec: time_t(seconds), tv_nsec: Int(rest))
        guard utimensat(AT_FDCWD, path, [stamp, stamp], 0) == 0 else {
            throw FileTreeError(errno: errno, operation: "set the time of", path: path)
        }
    }

    /// The absolute path without links, `.` and `..`; what it names must exist.
    public static func realPath(_ path: String) throws(FileTreeError) -> String {
        try checkPath(path, operation: "find")
        guard let resolved = realpath(path, nil) else {
            throw FileTreeError(errno: errno, operation: "find", path: path)
        }
        defer { free(resolved) }
        guard let text = String(validatingCString: resolved) else {
            throw FileTreeError(.notUTF8, operation: "find", path: path)
        }
        return text
    }

    /// Where a symbolic link points, as written in it.
    public static func readLink(_ path: String) throws(FileTreeError) -> String {
        try checkPath(path, operation: "read the link")
        guard let bytes = linkTarget(in: AT_FDCWD, name: Array(path.utf8CString)) else {
            throw FileTreeError(errno: errno, operation: "read the link", path: path)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileTreeError(.notUTF8, operation: "read the link", path: path)
        }
        return text
    }

    /// Makes a symbolic link at `path` that points to `target`.
    public static func makeLink(at path: String, to target: String) throws(FileTreeError) {
        try checkPath(path + target, operation: "make the link")
        guard symlink(target, path) == 0 else {
            throw FileTreeError(errno: errno, operation: "make the link", path: path)
        }
    }

    /// The folder that holds `path` by its text; `nil` if the text has no slash (the working folder) or is the root.
    public static func parentFolder(of path: String) -> String? {
        var text = path[...]
        while text.count > 1, text.last == "/" { text = text.dropLast() }
        guard let slash = text.lastIndex(of: "/") else { return nil }
        if slash == text.startIndex { return text.count > 1 ? "/" : nil }
        return String(text[..<slash])
    }
}
