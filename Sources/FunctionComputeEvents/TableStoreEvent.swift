public import FunctionComputeRuntime
import NIOCore

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The event of a Tablestore trigger: rows that changed. It comes in CBOR; the JSON of the documents is read as well.
///
/// Source: "Formats of event for different triggers", Tablestore triggers, and Tablestore's "Write function code", event format
/// (www.alibabacloud.com/help/doc-detail/169673.htm).
public struct TableStoreEvent: EventInput, Hashable {
    /// `Sync-v1`
    public var version: String
    /// The rows.
    public var records: [Record]

    /// A row that changed.
    public struct Record: Hashable, Sendable {
        /// `PutRow`, `UpdateRow` or `DeleteRow`
        public var type: String
        /// When the row changed last, in microseconds since 1970.
        public var timestamp: Int64?
        /// The primary key, in the table's order.
        public var primaryKey: [KeyColumn]
        /// What changed.
        public var columns: [Column]

        /// When the row changed last.
        public var date: Date? { timestamp.map { Date(timeIntervalSince1970: Double($0) / 1_000_000) } }
    }

    /// A column of the primary key.
    public struct KeyColumn: Hashable, Sendable {
        /// The column's name.
        public var name: String
        /// Integer, text or bytes.
        public var value: Value
    }

    /// An attribute column.
    public struct Column: Hashable, Sendable {
        /// `Put`, `DeleteOneVersion` or `DeleteAllVersions`
        public var type: String
        /// The column's name.
        public var name: String
        /// The new value; nil where one was deleted.
        public var value: Value?
        /// The version that changed, in milliseconds since 1970.
        public var timestamp: Int64?
    }

    /// A value of Tablestore.
    public enum Value: Hashable, Sendable {
        /// Integer
        case integer(Int64)
        /// Double
        case double(Double)
        /// Boolean
        case bool(Bool)
        /// String
        case string(String)
        /// Blob
        case blob(Data)
    }

    /// Reads CBOR, or JSON.
    public init(event bytes: ByteBuffer) throws {
        let isJSON = bytes.readableBytesView.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
        let value =
            isJSON
            ? CBORValue(try JSONCoding.decode(JSONValue.self, from: bytes))
            : try CBORReader.read(Array(bytes.readableBytesView))
        try self.init(value)
    }

    private init(_ event: CBORValue) throws {
        version = try event.required("Version", \.text)
        records = try event.required("Records", \.list).map { record in
            Record(
                type: try record.required("Type", \.text), timestamp: record["Info"]?["Timestamp"]?.integer,
                primaryKey: try (record["PrimaryKey"]?.list ?? []).map { column in
                    KeyColumn(
                        name: try column.required("ColumnName", \.text), value: try column.required("Value", \.cell))
                },
                columns: try (record["Columns"]?.list ?? []).map { column in
                    Column(
                        type: try column.required("Type", \.text), name: try column.required("ColumnName", \.text),
                        value: column["Value"]?.cell, timestamp: column["Timestamp"]?.integer)
                })
        }
    }
}

extension CBORValue {
    fileprivate func required<Value>(_ key: String, _ read: (CBORValue) -> Value?) throws -> Value {
        guard let value = self[key].flatMap(read) else {
            throw EventDecodingError("the event is no TableStoreEvent: key `\(key)` is missing or of another type")
        }
        return value
    }

    fileprivate var cell: TableStoreEvent.Value? {
        switch self {
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        case .bool(let value): .bool(value)
        case .text(let value): .string(value)
        case .bytes(let value): .blob(Data(value))
        case .null, .list, .map: nil
        }
    }

    fileprivate init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .double(value)
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map(CBORValue.init))
        case .object(let members): self = .map(members.mapValues(CBORValue.init))
        }
    }
}
