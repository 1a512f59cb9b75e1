#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder that is written to as if it were the root of the system: symbolic links on the way, also absolute ones and those
/// with too many `..`, lead to places inside of it, never out.
struct RootedFolder: ~Copyable {
    /// A folder below the root, open, with the path that really leads to it.
    struct Place: ~Copyable {
        let descriptor: Int32
        /// Parts of the path without links in it.
        let parts: [Substring]

        deinit { close(descriptor) }
    }

    let path: String
    private let descriptor: Int32

    /// Opens an existing folder.
    init(_ path: String) throws(ArchiveError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ArchiveError(errno: errno, .open, path: path) }
        self.path = path
    }

    deinit { close(descriptor) }

    /// Opens a folder, following links inside the root; what is missing is made. Throws `memberInsideFile` where something
    /// else than a folder is in the way.
    func folder(_ parts: [Substring], entry: String) throws(ArchiveError) -> Place {
        func failure(_ code: ArchiveError.Code, _ detail: String) -> ArchiveError {
            ArchiveError(code, .write, path: path, entry: entry, detail: detail)
        }
        var waiting = Array(parts.reversed())
        var stack: [(descriptor: Int32, name: Substring)] = []
        defer { for level in stack { close(level.descriptor) } }
        var links = 0
        while let part = waiting.popLast() {
            if part == "." { continue }
            if part == ".." {
                // Above the root there is only the root.
                if let last = stack.popLast() { close(last.descriptor) }
                continue
            }
            let above = stack.last?.descriptor ?? descriptor
            let name = String(part)
            var opened = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if opened < 0, errno == ENOENT {
                guard mkdirat(above, name, 0o755) == 0 || errno == EEXIST else {
                    throw ArchiveError(errno: errno, .write, path: path, entry: entry)
                }
                opened = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
            if opened >= 0 {
                stack.append((opened, part))
                continue
            }
            let reason = errno
            guard reason == ELOOP || reason == ENOTDIR || reason == EMLINK else {
                throw ArchiveError(errno: reason, .write, path: path, entry: entry)
            }
            guard let target = Self.link(name, in: above) else {
                throw failure(.memberInsideFile, "`\(name)` on the way to it is not a folder")
            }
            links += 1
            guard links <= 40 else { throw failure(.refused(.symlinkLeavesPackage), "links lead round in a circle") }
            if target.first == "/" {
                for level in stack { close(level.descriptor) }
                stack = []
            }
            waiting += target.split(separator: "/").reversed()
        }
        let names = stack.map(\.name)
        let last = stack.popLast()?.descriptor ?? fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard last >= 0 else { throw ArchiveError(errno: errno, .write, path: path, entry: entry) }
        return Place(descriptor: last, parts: names)
    }

    /// The target of a link, `nil` if there is none.
    static func link(_ name: String, in folder: Int32) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let room = buffer.count
        let count = readlinkat(folder, name, &buffer, room)
        guard count > 0 else { return nil }
        return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
