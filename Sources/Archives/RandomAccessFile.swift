#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A plain file that is open for reading at any offset. Positioned reads only, so threads may share one.
final class RandomAccessFile: Sendable {
    /// The path as the caller gave it.
    let path: String
    /// What the file looked like when it was opened.
    let stamp: FileStamp
    private let descriptor: Int32

    /// The size in bytes when the file was opened.
    var size: UInt64 { stamp.size }

    /// Opens a plain file; `followingLinks` says whether the last part of the path may be a symlink.
    init(path: String, followingLinks: Bool) throws(ArchiveError) {
        // O_NONBLOCK: opening a pipe must not wait for a writer. It means nothing for plain files.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW)
        let descriptor = open(path, flags)
        guard descriptor >= 0 else { throw ArchiveError(errno: errno, .open, path: path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let number = errno
            close(descriptor)
            throw ArchiveError(errno: number, .open, path: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ArchiveError(.notRegularFile, .open, path: path, detail: "not a plain file")
        }
        self.path = path
        self.descriptor = descriptor
        stamp = FileStamp(status)
    }

    deinit { close(descriptor) }

    /// A descriptor of its own for a library that closes what it is given; -1 if there is none to be had.
    func duplicate() -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }

    /// Reads up to `buffer.count` bytes at an offset and says how many there were; fewer only at the end of the file.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        guard let base = buffer.baseAddress, let start = off_t(exactly: offset) else { return 0 }
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, base + done, buffer.count - done, start + off_t(done))
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw ArchiveError(errno: errno, .read, path: path)
            }
            done += count
        }
        return done
    }

    /// Fills the whole buffer or throws `truncated`.
    func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(ArchiveError) {
        guard try read(at: offset, into: buffer) == buffer.count else {
            throw ArchiveError(
                .truncated, .read, path: path, detail: "the file ends before byte \(offset) + \(buffer.count)")
        }
    }

    /// `count` bytes at an offset.
    func bytes(at offset: UInt64, count: Int) throws(ArchiveError) -> [UInt8] {
        var failure: ArchiveError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(ArchiveError) {
                try fill(UnsafeMutableRawBufferPointer(buffer), at: offset)
                filled = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Throws `fileChanged` unless the file still looks as it did when it was planned for.
    func requireUnchanged(since planned: FileStamp) throws(ArchiveError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ArchiveError(errno: errno, .read, path: path) }
        guard FileStamp(status) == planned else {
            throw ArchiveError(.fileChanged, .read, path: path, detail: "the file changed while it was read")
        }
    }
}
