#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The event of a Simple Log Service (SLS) trigger: where the logs are that the function should read. The logs themselves are
/// pulled with SLS's interface.
///
/// Source: "Formats of event for different triggers", Simple Log Service triggers.
public struct LogServiceEvent: JSONEvent, Encodable, Hashable {
    /// The trigger's parameter, as it was configured.
    public var parameter: JSONValue?
    /// Where the logs are.
    public var source: Source
    /// The SLS job behind the trigger.
    public var jobName: String?
    /// Names this call; the same for each try of it.
    public var taskId: String?
    /// When the last log arrived, in seconds since 1970.
    public var cursorTime: Int?

    /// A part of a log store.
    public struct Source: Codable, Hashable, Sendable {
        /// SLS's address in the region.
        public var endpoint: String
        /// The project.
        public var projectName: String
        /// The log store.
        public var logstoreName: String
        /// The shard.
        public var shardId: Int
        /// Where to begin.
        public var beginCursor: String
        /// Where to end.
        public var endCursor: String
    }

    /// When the last log arrived.
    public var cursorDate: Date? { cursorTime.map { Date(timeIntervalSince1970: Double($0)) } }
}
