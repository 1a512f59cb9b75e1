#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A plain file that is open for reading at any offset, or what stands in for one: bytes in memory, or a piece of another
/// file. Positioned reads only, so threads may share one.
final class RandomAccessFile: Sendable {
    /// The path as the caller gave it.
    let path: String
    /// What the file looked like when it was opened.
    let stamp: FileStamp
    private let source: Source

    /// Where the bytes are.
    private enum Source: Sendable {
        case descriptor(Int32)
        case memory([UInt8])
        case piece(of: RandomAccessFile, from: UInt64)
    }

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
        source = .descriptor(descriptor)
        stamp = FileStamp(status)
    }

    /// Stands for a file that is held in memory.
    init(path: String, bytes: [UInt8]) {
        self.path = path
        source = .memory(bytes)
        stamp = FileStamp(size: UInt64(bytes.count))
    }

    /// Stands for a file that lies in another one as it is.
    init(path: String, piece range: Range<UInt64>, of file: RandomAccessFile) throws(ArchiveError) {
        guard range.upperBound <= file.size else {
            throw ArchiveError(.truncated, .open, path: path, detail: "the file ends before byte \(range.upperBound)")
        }
        self.path = path
        source = .piece(of: file, from: range.lowerBound)
        stamp = FileStamp(size: UInt64(range.count))
    }

    deinit {
        if case .descriptor(let descriptor) = source { close(descriptor) }
    }

    /// A descriptor of its own for a library that closes what it is given; -1 if there is none to be had.
    func duplicate() -> Int32 {
        guard case .descriptor(let descriptor) = source else { return -1 }
        return fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    }

    /// Reads up to `buffer.count` bytes at an offset and says how many there were; fewer only at the end of the file.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        switch source {
        case .descriptor(let descriptor): return try read(descriptor, at: offset, into: buffer)
        case .memory(let bytes):
            guard offset < size else { return 0 }
            let start = Int(offset)
            let count = min(buffer.count, bytes.count - start)
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
            }
            return count
        case .piece(let file, let from):
            guard offset < size else { return 0 }
            let count = Int(min(UInt64(buffer.count), size - offset))
            return try file.read(at: from + offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private func read(
        _ descriptor: Int32, at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(ArchiveError) -> Int {
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
        guard case .descriptor(let descriptor) = source else { return }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ArchiveError(errno: errno, .read, path: path) }
        guard FileStamp(status) == planned else {
            throw ArchiveError(.fileChanged, .read, path: path, detail: "the file changed while it was read")
        }
    }
}
