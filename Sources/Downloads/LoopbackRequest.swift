/// A single HTTP/1.1 request to a server on this machine: 127.0.0.1, no proxy, no redirects, no retries.
public struct LoopbackRequest: Hashable, Sendable {
    /// The method in capitals.
    public var method: String
    /// Path and query as they go over the wire.
    public var target: String
    /// The port.
    public var port: Int
    /// Headers in their order, beside those of the protocol itself.
    public var headers: [HTTPHeader]
    /// The body; `nil` sends none.
    public var body: [UInt8]?
    /// How long the whole exchange may take.
    public var timeout: Duration
    /// How long there may be no connection.
    public var connectTimeout: Duration = .seconds(10)
    /// Most bytes of the answer's body.
    public var limit: Int64
    /// Most bytes of the answer's head.
    public var headLimit: Int = 256 << 10

    /// Makes a request.
    public init(
        _ method: String, _ target: String, port: Int, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
        timeout: Duration, limit: Int64
    ) {
        self.method = method
        self.target = target
        self.port = port
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.limit = limit
    }

    /// Whether nothing in it would be read as something else by the server.
    var isWellFormed: Bool {
        !method.isEmpty && method.utf8.allSatisfy { HTTPHeader.isTokenByte($0) } && target.hasPrefix("/")
            && target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } && (1...65_535).contains(port)
            && headers.allSatisfy(\.isWellFormed)
    }
}

/// A header of a request or an answer.
public struct HTTPHeader: Hashable, Sendable, Codable {
    /// The name as it was written.
    public var name: String
    /// The value without white space at its ends.
    public var value: String

    /// Makes a header.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether it is one header and no more.
    var isWellFormed: Bool {
        !name.isEmpty && name.utf8.allSatisfy(Self.isTokenByte)
            && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }

    /// The characters of names and methods (RFC 9110, 5.6.2).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= 0x61 && lower <= 0x7A || byte >= 0x30 && byte <= 0x39 || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

/// What a server answered; the body went where the caller wanted it.
public struct LoopbackAnswer: Hashable, Sendable {
    /// The status.
    public let status: Int
    /// The headers in their order.
    public let headers: [HTTPHeader]
    /// Bytes of the body.
    public let size: Int64
    /// From the request to the end of the answer.
    public let duration: Duration

    /// The value of a header whatever its case; the first of several.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Why there was no whole answer.
public struct LoopbackError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Hashable, Sendable {
        /// The request is none: a line end in a header, a port out of range.
        case badRequest
        /// Nobody takes connections there.
        case refused
        /// It took too long.
        case timeout
        /// The connection was closed before the answer was whole.
        case closed
        /// What came is not HTTP.
        case notHTTP
        /// The body is longer than was allowed.
        case tooLarge(limit: Int64)
        /// The head is longer than was allowed.
        case headTooLarge(limit: Int)
        /// The task was cancelled.
        case cancelled
        /// Anything else; the words say what.
        case other
    }

    /// The kind of failure.
    public let code: Code
    /// The status, if the head had come.
    public let status: Int?
    /// The headers, if the head had come.
    public let headers: [HTTPHeader]
    /// Bytes of the body that had come.
    public let size: Int64
    /// What the library said.
    public let words: String
    /// From the request to the failure.
    public let duration: Duration

    /// A sentence for messages, without a full stop.
    public var description: String {
        switch code {
        case .badRequest: "this is no HTTP request: \(words)"
        case .refused: "nobody takes connections: \(words)"
        case .timeout: "no whole answer in \(duration)"
        case .closed: "the connection was closed: \(words)"
        case .notHTTP: "the answer is not HTTP: \(words)"
        case .tooLarge(let limit): "the answer is longer than \(limit) bytes"
        case .headTooLarge(let limit): "the headers are longer than \(limit) bytes"
        case .cancelled: "cancelled"
        case .other: words
        }
    }
}
