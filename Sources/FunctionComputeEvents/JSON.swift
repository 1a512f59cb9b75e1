public import FunctionComputeRuntime
import NIOCore

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// An event in JSON: conform a Decodable type and use it as the `Event` of an `EventFunction`. Keys that the type does not name
/// are ignored.
public protocol JSONEvent: EventInput, Decodable {}

extension JSONEvent {
    /// Reads the event as JSON; what does not fit is an `EventDecodingError` that names the key.
    public init(event bytes: ByteBuffer) throws {
        self = try JSONCoding.decode(Self.self, from: bytes)
    }
}

/// A result in JSON: conform an Encodable type and use it as the `Output` of an `EventFunction`.
public protocol JSONOutput: EventOutput, Encodable {}

extension JSONOutput {
    /// The value in JSON, keys sorted.
    public func eventOutput() throws -> ByteBuffer { try JSONCoding.encode(self) }
}

/// JSON of a type that is not one's own: `JSON<[String]>`, `JSON<[String: Int]>`.
public struct JSON<Value: Sendable>: Sendable {
    /// What the JSON says.
    public var value: Value

    /// A value to encode.
    public init(_ value: Value) { self.value = value }
}

extension JSON: EventInput where Value: Decodable {
    /// Reads the event as JSON.
    public init(event bytes: ByteBuffer) throws {
        value = try JSONCoding.decode(Value.self, from: bytes)
    }
}

extension JSON: EventOutput where Value: Encodable {
    /// The value in JSON, keys sorted.
    public func eventOutput() throws -> ByteBuffer { try JSONCoding.encode(value) }
}

extension Data: EventInput, EventOutput {
    /// The event's bytes.
    public init(event bytes: ByteBuffer) { self.init(bytes.readableBytesView) }
    /// The bytes themselves.
    public func eventOutput() -> ByteBuffer { ByteBuffer(bytes: self) }
}

/// Foundation's coders, with errors in words.
enum JSONCoding {
    static func decode<Value: Decodable>(_ type: Value.Type, from bytes: ByteBuffer) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
        } catch let error as DecodingError {
            throw EventDecodingError("the event is no \(type): \(describe(error))")
        }
    }

    static func encode(_ value: some Encodable) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ByteBuffer(bytes: try encoder.encode(value))
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "key `\(path(context.codingPath + [key]))` is missing"
        case .valueNotFound(_, let context):
            "`\(path(context.codingPath))` is null"
        case .typeMismatch(let type, let context):
            "`\(path(context.codingPath))` is no \(type)"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is not JSON" : "`\(path(context.codingPath))`: \(context.debugDescription)"
        @unknown default:
            "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        guard !keys.isEmpty else { return "." }
        return keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}
