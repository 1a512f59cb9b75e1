#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Files {
    /// Renames a file or folder over what is there; a file is copied if the target is on another file system.
    public static func move(_ path: String, to target: String) throws(FileTreeError) {
        do throws(FileTreeError) {
            try rename(path, to: target)
        } catch  where error.code == .crossesDevices {
            guard try status(path, followingLink: false).kind == .file else { throw error }
            let temporary = temporaryName(beside: target)
            do throws(FileTreeError) {
                try copy(path, to: temporary)
                try rename(temporary, to: target)
            } catch {
                try? remove(temporary)
                throw error
            }
            try remove(path)
        }
    }

    /// Renames within one file system; an existing file is replaced.
    static func rename(_ path: String, to target: String) throws(FileTreeError) {
        try checkPath(path + target, operation: "move")
        #if canImport(Darwin)
            let result = Darwin.rename(path, target)
        #elseif canImport(Musl)
            let result = Musl.rename(path, target)
        #else
            let result = Glibc.rename(path, target)
        #endif
        guard result == 0 else {
            let reason = errno
            let culprit = reason == ENOENT && exists(path) ? target : path
            throw FileTreeError(errno: reason, operation: "move", path: culprit)
        }
    }

    /// Copies the contents of a file to a new file with `mode`, by default that of the source. Throws `exists` rather than
    /// replace; what was written of a copy that fails is removed.
    public static func copy(_ path: String, to target: String, mode: UInt16? = nil) throws(FileTreeError) {
        let source = try OpenFile(path, O_RDONLY, operation: "read")
        let sourceMode = try source.status().mode & 0o777
        let copy = try OpenFile(target, O_WRONLY | O_CREAT | O_EXCL, operation: "write")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        do throws(FileTreeError) {
            while true {
                let count = try source.fill(buffer)
                try copy.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                if count < buffer.count { break }
            }
            try setMode(mode ?? sourceMode, of: target)
        } catch {
            unlink(target)
            throw error
        }
    }

    /// A name beside `path` that no other process uses and that says what it is.
    static func temporaryName(beside path: String) -> String {
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        guard let slash = path.lastIndex(of: "/") else { return ".\(random).tmp" }
        return path[...slash] + ".\(random).tmp"
    }
}
