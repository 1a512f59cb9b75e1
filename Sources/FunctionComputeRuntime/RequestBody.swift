public import NIOCore

/// The body of an ``HTTPRequest``: bytes as they come from the client. Where the body is still on its way it can be read once,
/// and the client is held back while the function does not read.
public struct RequestBody: AsyncSequence, Sendable {
    /// Parts of the body, none of them empty.
    public typealias Element = ByteBuffer

    enum Content: Sendable {
        case bytes(ByteBuffer)
        case stream(BodyStream)
    }

    let content: Content

    /// No body.
    public static let empty = RequestBody(content: .bytes(ByteBuffer()))

    /// These bytes, as tests of a function give them.
    public static func bytes(_ bytes: ByteBuffer) -> RequestBody { RequestBody(content: .bytes(bytes)) }

    /// Text in UTF-8, as tests of a function give it.
    public static func string(_ text: String) -> RequestBody { .bytes(ByteBuffer(string: text)) }

    /// All of the body, at most `limit` bytes. Throws ``RequestBodyError``.
    public func collect(upTo limit: Int = RequestBody.limit) async throws -> ByteBuffer {
        switch content {
        case .bytes(let bytes):
            guard bytes.readableBytes <= limit else { throw RequestBodyError.tooLarge(limit: limit) }
            return bytes
        case .stream:
            var all = ByteBuffer()
            for try await var part in self {
                guard all.readableBytes + part.readableBytes <= limit else {
                    throw RequestBodyError.tooLarge(limit: limit)
                }
                if all.readableBytes == 0 { all = part } else { all.writeBuffer(&part) }
            }
            return all
        }
    }

    /// The platform's limit of a request body: 32 MB [D/108].
    public static let limit = 32 << 20

    /// The parts of the body, as they come.
    public func makeAsyncIterator() -> AsyncIterator {
        switch content {
        case .bytes(let bytes): AsyncIterator(source: .bytes(bytes.readableBytes > 0 ? bytes : nil))
        case .stream(let stream): AsyncIterator(source: stream.iterator().map { .stream($0) } ?? .used)
        }
    }

    /// Gives the body part by part.
    public struct AsyncIterator: AsyncIteratorProtocol {
        enum Source {
            case bytes(ByteBuffer?)
            case stream(BodyStream.Sequence.AsyncIterator)
            case used
        }

        var source: Source

        /// The next part; nil at the end. Throws ``RequestBodyError``.
        public mutating func next() async throws -> ByteBuffer? {
            switch source {
            case .bytes(let bytes):
                source = .bytes(nil)
                return bytes
            case .stream(let iterator):
                return try await iterator.next()
            case .used:
                throw RequestBodyError.alreadyRead
            }
        }
    }
}

/// Why a body cannot be read.
public enum RequestBodyError: FunctionError, Hashable {
    /// It has more bytes than the limit.
    case tooLarge(limit: Int)
    /// It was read before: a body that comes from a client can be read once.
    case alreadyRead
    /// The client went before all of it had come.
    case incomplete

    /// What happened, in words.
    public var errorMessage: String {
        switch self {
        case .tooLarge(let limit): "the request body has more than \(limit) bytes"
        case .alreadyRead: "the request body was already read"
        case .incomplete: "the client went before it had sent the whole request body"
        }
    }

    /// 413, 500 or 400
    public var status: HTTPResponseStatus {
        switch self {
        case .tooLarge: .payloadTooLarge
        case .alreadyRead: .internalServerError
        case .incomplete: .badRequest
        }
    }
}
