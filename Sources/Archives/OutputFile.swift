#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file that an archive is written to: a temporary one in the folder of the result, which takes the place of the
/// result by rename or disappears. Writes are gathered; small changes to what was just written stay in memory.
final class OutputFile {
    let path: String
    private let temporary: String
    private var descriptor: Int32
    private var buffer = ByteBuffer()
    /// Where the buffer begins in the file.
    private var base: UInt64 = 0
    /// Bytes of the buffer that are in use.
    private var fill = 0
    /// Where the next write goes.
    private(set) var position: UInt64 = 0
    private var isCommitted = false

    private static let capacity = 1 << 20

    /// Bytes written so far.
    var size: UInt64 { base + UInt64(fill) }

    init(path: String) throws(ArchiveError) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        var attempt = 0
        while true {
            let tag = String(UInt32.random(in: .min ... .max), radix: 36)
            let temporary = folder + ".\(name.prefix(60)).\(tag).tmp"
            let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
            if descriptor >= 0 {
                self.path = path
                self.temporary = temporary
                self.descriptor = descriptor
                return
            }
            attempt += 1
            guard errno == EEXIST, attempt < 16 else { throw ArchiveError(errno: errno, .create, path: path) }
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unlink(temporary) }
    }

    /// Writes at the position and moves it.
    func write(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        var rest = bytes
        if position < base {
            // A change to what has left the buffer.
            let count = Int(min(base - position, UInt64(rest.count)))
            try put(UnsafeRawBufferPointer(rebasing: rest[..<count]), at: position)
            position += UInt64(count)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        while !rest.isEmpty {
            if position - base == UInt64(Self.capacity) { try flush() }
            let at = Int(position - base)
            let count = min(Self.capacity - at, rest.count)
            let room = buffer.prefix(Self.capacity)
            UnsafeMutableRawBufferPointer(rebasing: room[at..<at + count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            position += UInt64(count)
            fill = max(fill, at + count)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Moves the position to a place that has been written.
    func seek(to place: UInt64) -> Bool {
        guard place <= size else { return false }
        position = place
        return true
    }

    /// Brings everything to the file.
    func flush() throws(ArchiveError) {
        guard fill > 0 else { return }
        try put(UnsafeRawBufferPointer(rebasing: buffer.prefix(Self.capacity)[..<fill]), at: base)
        base += UInt64(fill)
        fill = 0
    }

    /// Puts the file in the place of the result.
    func commit() throws(ArchiveError) {
        try flush()
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw ArchiveError(errno: errno, .write, path: path) }
        guard rename(temporary, path) == 0 else { throw ArchiveError(errno: errno, .commit, path: path) }
        isCommitted = true
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(ArchiveError) {
        guard let start = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, start + done, bytes.count - done, off_t(offset) + off_t(done))
            if count < 0 {
                if errno == EINTR { continue }
                throw ArchiveError(errno: errno, .write, path: path)
            }
            done += count
        }
    }
}
