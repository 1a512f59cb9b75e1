#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Files {
    /// Removes a file, a link (not what it points to) or a folder with all that is in it; nothing there is fine.
    public static func remove(_ path: String) throws(FileTreeError) {
        try checkPath(path, operation: "remove")
        if unlink(path) == 0 || errno == ENOENT { return }
        // Linux answers EISDIR for a folder, macOS EPERM.
        let reason = errno
        guard let status = try? status(path, followingLink: false), status.kind == .folder else {
            throw FileTreeError(errno: reason, operation: "remove", path: path)
        }
        try removeFolder(path)
    }

    /// Empties and removes a folder without recursion: a deep tree costs neither stack nor descriptors. Names need not be
    /// UTF-8, so paths are bytes here.
    private static func removeFolder(_ path: String) throws(FileTreeError) {
        func failure(_ bytes: [CChar]) -> FileTreeError {
            let reason = errno
            let name = escapingInvalidUTF8(bytes.dropLast().map { UInt8(bitPattern: $0) })
            return FileTreeError(errno: reason, operation: "remove", path: name)
        }
        var stack: [[CChar]] = [Array(path.utf8CString)]
        while let folder = stack.last {
            if rmdir(folder) == 0 || errno == ENOENT {
                stack.removeLast()
                continue
            }
            guard errno == ENOTEMPTY || errno == EEXIST || errno == EACCES else { throw failure(folder) }
            // Folders without write permission (some tools make their caches so) are opened up first.
            chmod(folder, 0o700)
            guard let stream = opendir(folder) else { throw failure(folder) }
            defer { closedir(stream) }
            var found = false
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                    raw[..<(raw.firstIndex(of: 0) ?? raw.endIndex)].map { CChar(bitPattern: $0) }
                }
                if name == [0x2E] || name == [0x2E, 0x2E] { continue }
                found = true
                let child = folder.dropLast() + [0x2F] + name + [0]
                if unlink(child) == 0 || errno == ENOENT { continue }
                guard errno == EISDIR || errno == EPERM else { throw failure(child) }
                stack.append(child)
            }
            // Nothing in it and still not to be removed: the folder above it says no.
            if !found, rmdir(folder) != 0, errno != ENOENT { throw failure(folder) }
        }
    }
}
