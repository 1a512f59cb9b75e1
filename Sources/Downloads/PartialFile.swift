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
        /// Bytes that came in and are not handed to the writer yet.
        var pending: [UInt8] = []
        /// Bytes that came in.
        var size: Int64 = 0
        var keeps = false
        var refusal: SinkRefusal?
        var validator: String?
        var isDone = false
    }

    private let destination: String
    private let part: String
    private let expected: Digest?
    private let limit: Int64?
    private let isShared: Bool
    private let report: @Sendable (_ size: Int64, _ total: Int64?) -> Void
    private let writer: PieceWriter
    private let state: Mutex<State>
    /// Bytes that an earlier run left.
    let startedFrom: Int64

    /// Opens and locks the part; reads what an earlier run left, so this blocks.
    init(
        _ request: DownloadRequest, report: @escaping @Sendable (_ size: Int64, _ total: Int64?) -> Void
    ) throws(FileTreeError) {
        destination = request.destination
        expected = request.expected
        limit = request.sizeLimit
        self.report = report
        let descriptor: CInt
        (part, descriptor, isShared) = try Self.open(request.destination)
        let algorithm = request.accepted.first?.algorithm
        var found = PieceWriter.State(other: algorithm.map(ContentHasher.init))
        if request.expected != nil, isShared {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
            defer { buffer.deallocate() }
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                found.hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                found.other?.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                found.size += Int64(count)
            }
        }
        startedFrom = found.size
        writer = PieceWriter(descriptor, path: request.destination, algorithm: algorithm, state: found)
        state = Mutex(State(descriptor: descriptor, size: found.size))
        if found.size == 0 { try restart() }
    }

    deinit { abandon() }

    /// Closes the part, and removes it unless it has its name or a later run can go on with it. Once is enough.
    func abandon() {
        handOver()
        let written = writer.settled()
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            if !state.isDone, expected == nil || !isShared || written.size == 0 { unlink(part) }
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

    /// Bytes that came in, the first ones in an earlier run perhaps.
    var size: Int64 { state.withLock { $0.size } }

    var refusal: SinkRefusal? { state.withLock { $0.refusal } ?? writer.failure.map(SinkRefusal.disk) }

    /// Waits until everything is written; throws if it cannot be.
    func settle() throws(FileTreeError) {
        handOver()
        let written = writer.settled()
        state.withLock { $0.size = written.size }
        if let failure = written.failure { throw failure }
    }

    /// Gives the writer what is there.
    private func handOver() {
        let piece = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        if !piece.isEmpty { writer.take(piece) }
    }

    /// The headers that ask for the rest; starts anew where a rest could not be told from other contents.
    func rangeHeaders() throws(FileTreeError) -> [String] {
        try settle()
        let (size, validator) = state.withLock { ($0.size, $0.validator) }
        guard size > 0 else { return [] }
        if let validator { return ["Range: bytes=\(size)-", "If-Range: \(validator)"] }
        if expected != nil { return ["Range: bytes=\(size)-"] }
        try restart()
        return []
    }

    /// Forgets what is there.
    func restart() throws(FileTreeError) {
        handOver()
        try writer.restart()
        state.withLock { $0 = State(descriptor: $0.descriptor) }
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
        if let failure = writer.failure { return refuse(.disk(failure)) }
        let piece: [UInt8] = state.withLock { state in
            if state.pending.isEmpty { state.pending.reserveCapacity(PieceWriter.length + bytes.count) }
            state.pending.append(contentsOf: bytes)
            state.size += Int64(bytes.count)
            guard state.pending.count >= PieceWriter.length else { return [] }
            defer { state.pending = [] }
            return state.pending
        }
        if !piece.isEmpty { writer.take(piece) }
        report(size + Int64(bytes.count), nil)
        return true
    }

    private func refuse(_ reason: SinkRefusal) -> Bool {
        state.withLock { $0.refusal = reason }
        return false
    }

    /// The digest of what is there.
    var digest: Digest { writer.settled().hasher.finalize() }

    /// The hash of what is there by the algorithm that was asked for.
    var hash: ContentHash? { writer.settled().other?.finalize() }

    /// Gives the file its name.
    func commit() throws(FileTreeError) {
        try Files.move(part, to: destination)
        state.withLock { $0.isDone = true }
        abandon()
    }
}
