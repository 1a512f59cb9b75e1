#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lists what lies under a folder, in an order and a form that do not depend on the machine.
public enum FileTree {
    /// Walks a folder and returns what is in it, sorted by the bytes of the relative path.
    ///
    /// Links are reported and never followed (the root itself may be one), contents are never read, and what vanishes
    /// during the walk is left out. Throws if a folder cannot be read.
    public static func walk(_ root: String, ignoring rules: IgnoreRules = IgnoreRules()) throws(FileTreeError)
        -> TreeListing
    {
        let root = try OpenFile(root, O_RDONLY | O_DIRECTORY, operation: "list")
        var walk = TreeWalk(rules: rules, rootPath: root.path)
        try walk.run(root.number)
        return walk.listing()
    }
}

/// A walk under way: folders still to be opened wait on a stack, so that depth costs no stack frames and no descriptors.
private struct TreeWalk {
    /// Something found in a folder; `status` is nil for folders.
    private struct Found {
        var path: String
        var sortKey: String
        var status: FileStatus?
        var linkTarget: String?
    }

    let rules: IgnoreRules
    let rootPath: String
    private var pending: [Found] = []
    private var entries: [TreeEntry] = []
    private var ignored: [IgnoredEntry] = []
    private var badNames: [String] = []
    private var folders: [TreeFolder] = []
    private var hasEmptyFolder = false

    init(rules: IgnoreRules, rootPath: String) {
        self.rules = rules
        self.rootPath = rootPath
    }

    mutating func run(_ root: CInt) throws(FileTreeError) {
        try open("", root)
        while let next = pending.popLast() {
            guard let status = next.status else {
                try open(next.path, root)
                continue
            }
            let kind: TreeEntry.Kind =
                switch status.kind {
                case .file: .file
                case .symlink: .symlink
                case .folder, .other: .other
                }
            entries.append(TreeEntry(path: next.path, kind: kind, status: status, linkTarget: next.linkTarget))
        }
    }

    consuming func listing() -> TreeListing {
        // Folders are met in the order of "name/", an empty one has to move to the place of "name".
        if hasEmptyFolder { entries.sort { byteOrder($0.path, $1.path) } }
        ignored.sort { byteOrder($0.path, $1.path) }
        badNames.sort(by: byteOrder)
        return TreeListing(entries: entries, ignored: ignored, badNames: badNames, folders: folders)
    }

    private func failure(_ number: CInt, _ path: String) -> FileTreeError {
        FileTreeError(errno: number, operation: "list", path: path.isEmpty ? rootPath : "\(rootPath)/\(path)")
    }

    /// Reads one folder and puts what it holds on the stack, last first.
    private mutating func open(_ path: String, _ root: CInt) throws(FileTreeError) {
        let number = openat(root, path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else {
            if !path.isEmpty, errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return }
            throw failure(errno, path)
        }
        guard let stream = fdopendir(number) else {
            let reason = errno
            close(number)
            throw failure(reason, path)
        }
        defer { closedir(stream) }
        // Before the names: what changes after this is newer than what is noted.
        var raw = stat()
        guard fstat(number, &raw) == 0 else { throw failure(errno, path) }
        folders.append(TreeFolder(path: path, status: FileStatus(raw)))
        var buffer = Array(path.utf8)
        if !path.isEmpty { buffer.append(UInt8(ascii: "/")) }
        let prefix = buffer.count
        let first = pending.count
        var isEmpty = true
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw failure(errno, path) }
                break
            }
            buffer.removeSubrange(prefix...)
            withUnsafeBytes(of: &entry.pointee.d_name) { name in
                buffer.append(contentsOf: name[..<(name.firstIndex(of: 0) ?? name.endIndex)])
            }
            let name = buffer[prefix...]
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
            isEmpty = false
            try visit(buffer, prefix: prefix, type: Int(entry.pointee.d_type), folder: number)
        }
        pending[first...].sort { byteOrder($1.sortKey, $0.sortKey) }
        if isEmpty, !path.isEmpty {
            entries.append(TreeEntry(path: path, kind: .emptyFolder, status: FileStatus(raw)))
            hasEmptyFolder = true
        }
    }

    private mutating func visit(_ bytes: [UInt8], prefix: Int, type: Int, folder: CInt) throws(FileTreeError) {
        let name = bytes[prefix...].map { CChar(bitPattern: $0) } + [0]
        var status: FileStatus?
        var isFolder = type == Int(DT_DIR)
        if !isFolder {
            var raw = stat()
            guard fstatat(folder, name, &raw, AT_SYMLINK_NOFOLLOW) == 0 else {
                if errno == ENOENT { return }
                throw failure(errno, String(decoding: bytes, as: UTF8.self))
            }
            isFolder = raw.st_mode & S_IFMT == S_IFDIR
            status = isFolder ? nil : FileStatus(raw)
        }
        if let match = bytes.withUnsafeBufferPointer({ rules.lastMatch($0, isFolder: isFolder) }), match.ignores {
            let path = escapingInvalidUTF8(bytes) + (isFolder ? "/" : "")
            ignored.append(IgnoredEntry(path: path, rule: match.rule, file: match.file, line: match.line))
            return
        }
        guard let path = String(validating: bytes, as: UTF8.self) else {
            badNames.append(escapingInvalidUTF8(bytes) + (isFolder ? "/" : ""))
            return
        }
        var target: String?
        if status?.kind == .symlink {
            guard let bytes = linkTarget(in: folder, name: name) else { throw failure(errno, path) }
            target = String(validating: bytes, as: UTF8.self)
            guard target != nil else {
                badNames.append("\(path) -> \(escapingInvalidUTF8(bytes))")
                return
            }
        }
        pending.append(Found(path: path, sortKey: isFolder ? path + "/" : path, status: status, linkTarget: target))
    }
}
