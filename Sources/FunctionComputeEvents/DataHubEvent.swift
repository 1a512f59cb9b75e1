#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The event of a DataHub connector that calls a function.
///
/// Source: DataHub, "Create a Function Compute synchronization", event structure
/// (www.alibabacloud.com/help/en/datahub/user-guide/synchronize-data-to-function-compute).
public struct DataHubEvent: JSONEvent, Encodable, Hashable {
    /// `acs:datahub`
    public var eventSource: String
    /// `acs:datahub:putRecord`
    public var eventName: String
    /// `/projects/PROJECT/topics/TOPIC`
    public var eventSourceARN: String
    /// Of the topic.
    public var region: String?
    /// The records, in the topic's order.
    public var records: [Record]

    /// A record of the topic.
    public struct Record: Codable, Hashable, Sendable {
        /// Shard and sequence: `0:12345`.
        public var eventId: String
        /// When DataHub took the record, in milliseconds since 1970.
        public var systemTime: Int64
        /// A topic of tuples: a JSON array of the columns' values, as text. A topic of blobs: the blob.
        public var data: String

        /// Reads a record. The page calls the data of a tuple a list and shows a text that holds one; both are read.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            eventId = try container.decode(String.self, forKey: .eventId)
            systemTime = try container.decode(Int64.self, forKey: .systemTime)
            if let list = try? container.decode([JSONValue].self, forKey: .data) {
                data = String(decoding: try JSONEncoder().encode(list), as: UTF8.self)
            } else {
                data = try container.decode(String.self, forKey: .data)
            }
        }

        /// When DataHub took the record.
        public var date: Date { Date(timeIntervalSince1970: Double(systemTime) / 1000) }

        /// The shard; nil where the id has another form.
        public var shard: String? { eventId.firstIndex(of: ":").map { String(eventId[..<$0]) } }

        /// The columns of a tuple, in the schema's order. DataHub writes each as text, absent ones as null. Throws where the
        /// record is no tuple.
        public func columns() throws -> [String?] {
            let values = try JSONDecoder().decode([JSONValue].self, from: Data(data.utf8))
            return try values.map { value in
                switch value {
                case .null: nil
                case .string(let text): text
                default: String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
                }
            }
        }
    }

    /// The project, out of ``eventSourceARN``.
    public var project: String? { part(after: "projects") }

    /// The topic, out of ``eventSourceARN``.
    public var topic: String? { part(after: "topics") }

    private func part(after name: Substring) -> String? {
        let parts = eventSourceARN.split(separator: "/")
        guard let place = parts.firstIndex(of: name), place + 1 < parts.count else { return nil }
        return String(parts[place + 1])
    }
}
