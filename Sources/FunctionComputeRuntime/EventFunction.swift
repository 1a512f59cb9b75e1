/// A function that is called with an event and gives a result: by triggers, by `InvokeFunction`, asynchronously.
///
/// ```swift
/// @main struct Shout: EventFunction {
///     init(context: InitializationContext) {}
///     func handle(_ event: String, context: FunctionContext) -> String { event.uppercased() }
/// }
/// ```
public protocol EventFunction: Function {
    /// What the event is read as: `String`, `[UInt8]`, `ByteBuffer`, or a Codable type by `FunctionComputeEvents`.
    associatedtype Event: EventInput
    /// What the result is made of; ``NoOutput`` where there is none.
    associatedtype Output: EventOutput

    /// Handles one event. An error thrown here is the platform's `InvocationError`; see ``FunctionError`` for its type and
    /// message.
    func handle(_ event: Event, context: FunctionContext) async throws -> Output
}

/// A type that an event can be read as.
public protocol EventInput: Sendable {
    /// Reads the bytes of an event, which may be none.
    init(event bytes: ByteBuffer) throws
}

/// A type that the result of an event function can be made of.
public protocol EventOutput: Sendable {
    /// The bytes that the caller gets.
    func eventOutput() throws -> ByteBuffer
}
