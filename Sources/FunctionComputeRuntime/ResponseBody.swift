public import NIOCore
import Synchronization

/// The body of an ``HTTPResponse``.
public struct ResponseBody: Sendable {
    enum Content: Sendable {
        case bytes(ByteBuffer)
        case stream(@Sendable (ResponseWriter) async throws -> Void)
    }

    let content: Content

    /// No body.
    public static let empty = ResponseBody(content: .bytes(ByteBuffer()))

    /// These bytes.
    public static func bytes(_ bytes: ByteBuffer) -> ResponseBody { ResponseBody(content: .bytes(bytes)) }

    /// This text in UTF-8.
    public static func string(_ text: String) -> ResponseBody { .bytes(ByteBuffer(string: text)) }

    /// What `produce` writes, sent while it writes. An error thrown after the first bytes can no longer change the status: the
    /// connection is cut, so that the client sees that the body is not whole.
    public static func stream(_ produce: @escaping @Sendable (ResponseWriter) async throws -> Void) -> ResponseBody {
        ResponseBody(content: .stream(produce))
    }

    /// All of the body, as tests of a function read it.
    public func collect() async throws -> ByteBuffer {
        switch content {
        case .bytes(let bytes): return bytes
        case .stream(let produce):
            let all = Mutex(ByteBuffer())
            try await produce(ResponseWriter { bytes in all.withLock { _ = $0.writeImmutableBuffer(bytes) } })
            return all.withLock { $0 }
        }
    }

    /// The elements of a sequence, sent as they come.
    public static func stream<Chunks: AsyncSequence & Sendable>(_ chunks: Chunks) -> ResponseBody
    where Chunks.Element == ByteBuffer {
        .stream { writer in
            for try await chunk in chunks { try await writer.write(chunk) }
        }
    }
}

/// Takes the body of a response bit by bit.
public struct ResponseWriter: Sendable {
    let send: @Sendable (ByteBuffer) async throws -> Void

    /// Sends bytes, and waits until the client's side can take more. Throws when the client has gone.
    public func write(_ bytes: ByteBuffer) async throws {
        guard bytes.readableBytes > 0 else { return }
        try await send(bytes)
    }

    /// Sends text in UTF-8.
    public func write(_ text: String) async throws { try await write(ByteBuffer(string: text)) }
}
