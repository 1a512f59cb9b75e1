import BuildModel
import Dispatch
import FileTrees
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes and hashes the pieces of a file in their order on a thread of its own, so that a transfer waits for neither. At most
/// four pieces wait.
final class PieceWriter: Sendable {
    /// What has been written.
    struct State: Sendable {
        var hasher = StreamHasher()
        /// A hash of another algorithm, where one was asked for.
        var other: ContentHasher?
        var size: Int64 = 0
        var failure: FileTreeError?
    }

    /// Bytes worth waking the thread for.
    static let length = 256 << 10

    private let descriptor: CInt
    private let path: String
    private let algorithm: ContentHash.Algorithm?
    private let queue = DispatchQueue(label: "fclayer.pieces")
    private let waiting = DispatchSemaphore(value: 4)
    private let state: Mutex<State>

    /// A writer at the end of an open file. `path` is its name in messages.
    init(_ descriptor: CInt, path: String, algorithm: ContentHash.Algorithm?, state: State) {
        (self.descriptor, self.path, self.algorithm) = (descriptor, path, algorithm)
        self.state = Mutex(state)
    }

    /// Takes the next piece; waits while too many wait.
    func take(_ piece: [UInt8]) {
        waiting.wait()
        queue.async { [self] in
            write(piece)
            waiting.signal()
        }
    }

    /// What has been written when all pieces are.
    func settled() -> State { queue.sync { state.withLock { $0 } } }

    /// What has been written so far.
    var failure: FileTreeError? { state.withLock { $0.failure } }

    /// Empties the file.
    func restart() throws(FileTreeError) {
        _ = settled()
        // Not for a file that is empty: closing it after that would wait for the disk.
        let length = lseek(descriptor, 0, SEEK_END)
        guard length == 0 || (length > 0 && ftruncate(descriptor, 0) == 0 && lseek(descriptor, 0, SEEK_SET) == 0) else {
            throw FileTreeError(errno: errno, operation: "write", path: path)
        }
        state.withLock { $0 = State(other: algorithm.map(ContentHasher.init)) }
    }

    private func write(_ piece: [UInt8]) {
        state.withLock { state in
            guard state.failure == nil else { return }
            state.failure = piece.withUnsafeBytes { append($0, behind: state.size) }
            guard state.failure == nil else { return }
            state.hasher.update(piece)
            piece.withUnsafeBytes { state.other?.update($0) }
            state.size += Int64(piece.count)
        }
    }

    /// A file that would end in half a piece is cut back to what was hashed.
    private func append(_ bytes: UnsafeRawBufferPointer, behind size: Int64) -> FileTreeError? {
        var rest = bytes[...]
        while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            #if canImport(Darwin)
                let count = Darwin.write(descriptor, base, rest.count)
            #elseif canImport(Musl)
                let count = Musl.write(descriptor, base, rest.count)
            #else
                let count = Glibc.write(descriptor, base, rest.count)
            #endif
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                let reason = errno
                ftruncate(descriptor, off_t(size))
                lseek(descriptor, off_t(size), SEEK_SET)
                return FileTreeError(errno: reason, operation: "write", path: path)
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }
}
