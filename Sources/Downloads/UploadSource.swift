import FileTrees
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is sent to a server: a file, read piece by piece while it goes out, or bytes.
final class UploadSource: Sendable {
    private enum Contents {
        case bytes([UInt8])
        case file(CInt)
    }

    private let contents: Contents
    private let offset = Mutex<Int64>(0)
    private let sent: @Sendable (Int64) -> Void
    /// Bytes in all.
    let size: Int64

    init(_ bytes: [UInt8]) {
        contents = .bytes(bytes)
        size = Int64(bytes.count)
        sent = { _ in }
    }

    /// Opens a file; `sent` is told of bytes that go out, from another thread.
    init(fileAt path: String, sent: @escaping @Sendable (Int64) -> Void) throws(FileTreeError) {
        size = try Files.status(path).size
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw FileTreeError(errno: errno, operation: "read", path: path) }
        contents = .file(number)
        self.sent = sent
    }

    deinit { if case .file(let number) = contents { close(number) } }

    /// The next bytes, 0 at the end; `nil` if they cannot be read.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int? {
        let count: Int? = offset.withLock { offset in
            // A file that has grown: what was promised is sent, no more.
            let wanted = Int(min(Int64(room.count), size - offset))
            guard wanted > 0 else { return 0 }
            switch contents {
            case .bytes(let bytes):
                room.copyBytes(from: bytes[Int(offset)..<Int(offset) + wanted])
                offset += Int64(wanted)
                return wanted
            case .file(let number):
                let count = pread(number, room.baseAddress, wanted, off_t(offset))
                guard count > 0 else { return nil }
                offset += Int64(count)
                return count
            }
        }
        if let count { sent(Int64(count)) }
        return count
    }

    /// Goes back, for libcurl to send once more.
    func rewind(to place: Int64) { offset.withLock { $0 = min(max(0, place), size) } }
}
