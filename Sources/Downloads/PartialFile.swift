import BuildModel
import FileTrees
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file on its way: `<destination>.part`, hashed as it grows, renamed when it is whole.
///
/// The part is locked, so two processes that fetch the same file do not write into one: the second uses a name of its
/// own. With an expected digest a part that an earlier run left is gone on with, and a part that cannot be finished now
/// is left for a later run.
final class PartialFile: BodySink {
    private struct State {
        var descriptor: CInt
        var hasher = StreamHasher()
        var other: ContentHasher?
        var size: Int64 = 0
        var keeps = false
        var refusal: SinkRefusal?
        var validator: String?
        var isDone = false
    }

    private let destination: String
    private let part: String
    private let expected: Digest?
    private let algorithm: ContentHash.Algorithm?
    private let limit: Int64?
    private let isShared: Bool
    private let report: @Sendable (_ size: Int64, _ total: Int64?) -> Void
    private let state: Mutex<State>
    /// Bytes that an earlier run left.
    let startedFrom: Int64

    /// Opens and locks the part; reads what an earlier run left, so this blocks.
    init(
        _ request: DownloadRequest, report: @escaping @Sendable (_ size: Int64, _ total: Int64?) -> Void
    ) throws(FileTreeError) {
        destination = request.destination
        expected = request.expected
        algorithm = request.accepted.first?.algorithm
        limit = request.sizeLimit
        self.report = report
        let descriptor: CInt
        (part, descriptor, isShared) = try Self.open(request.destination)
        var state = State(descriptor: descriptor, other: algorithm.map(ContentHasher.init))
        if request.expected != nil, isShared {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
            defer { buffer.deallocate() }
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                state.hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                state.other?.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                state.size += Int64(count)
            }
        }
        startedFrom = state.size
        let isEmpty = state.size == 0
        self.state = Mutex(state)
        if isEmpty { try restart() }
    }

    deinit { abandon() }

    private var descriptor: CInt { state.withLock { $0.descriptor } }

    /// Closes the part, and removes it unless it has its name or a later run can go on with it. Once is enough.
    func abandon() {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            if !state.isDone, expected == nil || !isShared || state.size == 0 { unlink(part) }
            // A child process that is just being started may hold the descriptor for a moment longer.
            flock(state.descriptor, LOCK_UN)
            close(state.descriptor)
            state.descriptor = -1
        }
    }

    private static func open(_ destination: String) throws(FileTreeError) -> (String, CInt, isShared: Bool) {
        if destination.utf8.contains(0) { throw FileTreeError(.notUTF8, operation: "write", path: destination) }
        var part = destination + ".part"
        while true {
            #if canImport(Darwin)
                let number = Darwin.open(part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            #elseif canImport(Musl)
                let number = Musl.open(part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            #else
                let number = Glibc.open(part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            #endif
            guard number >= 0 else { throw FileTreeError(errno: errno, operation: "write", path: part) }
            if flock(number, LOCK_EX | LOCK_NB) != 0 {
                close(number)
                part = destination + ".\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
                continue
            }
            // Between opening and locking, another process may have finished the file and renamed it away.
            var mine = stat()
            var named = stat()
            if fstat(number, &mine) == 0, stat(part, &named) == 0, mine.st_ino == named.st_ino,
                mine.st_dev == named.st_dev
            {
                return (part, number, part == destination + ".part")
            }
            close(number)
        }
    }

    /// Bytes that are there.
    var size: Int64 { state.withLock { $0.size } }

    var refusal: SinkRefusal? { state.withLock { $0.refusal } }

    /// The headers that ask for the rest; starts anew where a rest could not be told from other contents.
    func rangeHeaders() throws(FileTreeError) -> [String] {
        let (size, validator) = state.withLock { ($0.size, $0.validator) }
        guard size > 0 else { return [] }
        if let validator { return ["Range: bytes=\(size)-", "If-Range: \(validator)"] }
        if expected != nil { return ["Range: bytes=\(size)-"] }
        try restart()
        return []
    }

    /// Forgets what is there.
    func restart() throws(FileTreeError) {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw FileTreeError(errno: errno, operation: "write", path: part)
        }
        state.withLock { $0 = State(descriptor: $0.descriptor, other: algorithm.map(ContentHasher.init)) }
        report(0, nil)
    }

    func begin(_ head: ResponseHead) -> Bool {
        if head.status == 200, size > 0 {
            do throws(FileTreeError) { try restart() } catch { return refuse(.disk(error)) }
        }
        let size = size
        if head.status == 206 {
            let range = head.headers["content-range"] ?? ""
            guard range.lowercased().hasPrefix("bytes \(size)-") else { return refuse(.wrongRange) }
        }
        let total = head.isSuccess ? head.length.map { $0 + size } : nil
        if let limit, let total, total > limit { return refuse(.tooLarge(limit: limit)) }
        state.withLock { state in
            state.keeps = head.isSuccess
            state.refusal = nil
            guard head.status == 200 else { return }
            let tag = head.headers["etag"].flatMap { $0.hasPrefix("\"") ? $0 : nil }
            state.validator = tag ?? head.headers["last-modified"]
        }
        if head.isSuccess { report(size, total) }
        return true
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (keeps, size) = state.withLock { ($0.keeps, $0.size) }
        guard keeps else { return true }
        if let limit, size + Int64(bytes.count) > limit { return refuse(.tooLarge(limit: limit)) }
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
            if count < 0 { return failedWrite() }
            rest = rest.dropFirst(count)
        }
        state.withLock { state in
            state.hasher.update(bytes)
            state.other?.update(bytes)
            state.size += Int64(bytes.count)
        }
        report(size + Int64(bytes.count), nil)
        return true
    }

    /// A part that ends in half a piece is cut back to what was hashed.
    private func failedWrite() -> Bool {
        let reason = errno
        let size = size
        ftruncate(descriptor, off_t(size))
        lseek(descriptor, off_t(size), SEEK_SET)
        return refuse(.disk(FileTreeError(errno: reason, operation: "write", path: destination)))
    }

    private func refuse(_ reason: SinkRefusal) -> Bool {
        state.withLock { $0.refusal = reason }
        return false
    }

    /// The digest of what is there.
    var digest: Digest {
        let hasher = state.withLock { $0.hasher }
        return hasher.finalize()
    }

    /// The hash of what is there by the algorithm that was asked for.
    var hash: ContentHash? { state.withLock { $0.other }?.finalize() }

    /// Gives the file its name.
    func commit() throws(FileTreeError) {
        try Files.move(part, to: destination)
        state.withLock { $0.isDone = true }
        abandon()
    }
}
