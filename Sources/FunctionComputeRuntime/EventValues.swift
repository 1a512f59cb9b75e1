internal import NIOCore

extension ByteBuffer: EventInput, EventOutput {
    /// The event as it came.
    public init(event bytes: ByteBuffer) { self = bytes }
    /// The buffer itself.
    public func eventOutput() -> ByteBuffer { self }
}

extension Array: EventInput where Element == UInt8 {
    /// The event's bytes.
    public init(event bytes: ByteBuffer) { self = Array(bytes.readableBytesView) }
}

extension Array: EventOutput where Element == UInt8 {
    /// The bytes themselves.
    public func eventOutput() -> ByteBuffer { ByteBuffer(bytes: self) }
}

extension String: EventInput, EventOutput {
    /// The event as text; bytes that are no UTF-8 are an error.
    public init(event bytes: ByteBuffer) throws {
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw EventDecodingError("the event is not UTF-8 text")
        }
        self = text
    }
    /// The text in UTF-8.
    public func eventOutput() -> ByteBuffer { ByteBuffer(string: self) }
}

/// An event that nothing is read from.
public struct IgnoredEvent: EventInput {
    /// Takes any bytes.
    public init(event bytes: ByteBuffer) {}
}

/// The result of a function that has none: no bytes.
public struct NoOutput: EventOutput {
    /// No result.
    public init() {}
    /// No bytes.
    public func eventOutput() -> ByteBuffer { ByteBuffer() }
}

/// The event cannot be read as the type that the function wants.
public struct EventDecodingError: FunctionError {
    /// What is wrong with it.
    public let errorMessage: String

    /// An event that cannot be read, and why.
    public init(_ message: String) { errorMessage = message }

    /// A caller's mistake: 400.
    public var status: HTTPResponseStatus { .badRequest }
}
