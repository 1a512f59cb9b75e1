#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file descriptor with an owner: closed when it goes out of scope.
struct OpenFile: ~Copyable {
    let number: CInt
    let path: String

    /// Opens `path`; descriptors are never handed down to child processes.
    init(_ path: String, _ flags: CInt, mode: UInt16 = 0o600, operation: String) throws(FileTreeError) {
        try checkPath(path, operation: operation)
        var number: CInt
        repeat {
            number = open(path, flags | O_CLOEXEC, mode_t(mode))
        } while number < 0 && errno == EINTR
        guard number >= 0 else { throw FileTreeError(errno: errno, operation: operation, path: path) }
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// Reads up to `buffer.count` bytes, fewer only at the end of the file.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileTreeError) -> Int {
        var filled = 0
        while filled < buffer.count, let base = buffer.baseAddress {
            let count = read(number, base + filled, buffer.count - filled)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileTreeError(errno: errno, operation: "read", path: path)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Reads the next piece of the file, shorter than `count` only at its end.
    func piece(upTo count: Int) throws(FileTreeError) -> [UInt8] {
        var failure: FileTreeError?
        let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let room = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count)
            do throws(FileTreeError) { filled = try fill(room) } catch { failure = error }
        }
        if let failure { throw failure }
        return piece
    }

    /// Writes all bytes.
    func writeAll(_ bytes: UnsafeRawBufferPointer) throws(FileTreeError) {
        var written = 0
        while written < bytes.count, let base = bytes.baseAddress {
            let count = write(number, base + written, bytes.count - written)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileTreeError(errno: errno, operation: "write", path: path)
            }
            written += count
        }
    }

    /// Writes all bytes of an array.
    func writeAll(_ bytes: [UInt8]) throws(FileTreeError) {
        var failure: FileTreeError?
        bytes.withUnsafeBytes { raw in
            do throws(FileTreeError) { try writeAll(raw) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    func status() throws(FileTreeError) -> FileStatus {
        var raw = stat()
        guard fstat(number, &raw) == 0 else { throw FileTreeError(errno: errno, operation: "look at", path: path) }
        return FileStatus(raw)
    }

    /// Asks the disk to keep what was written.
    func synchronize() throws(FileTreeError) {
        guard fsync(number) == 0 else { throw FileTreeError(errno: errno, operation: "write", path: path) }
    }
}

/// Refuses a path that C would cut short at a NUL.
func checkPath(_ path: String, operation: String) throws(FileTreeError) {
    if path.utf8.contains(0) { throw FileTreeError(.notUTF8, operation: operation, path: path) }
}
