#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The event of an OSS trigger.
///
/// Source: "Formats of event for different triggers", OSS triggers.
public struct OSSEvent: JSONEvent, Encodable, Hashable {
    /// What happened; the platform sends one record.
    public var events: [Record]

    /// One object that changed.
    public struct Record: Codable, Hashable, Sendable {
        /// `ObjectCreated:PutObject`, …
        public var eventName: String
        /// `acs:oss`
        public var eventSource: String
        /// As in `2022-08-13T06:45:43.000Z`.
        public var eventTime: String
        /// Of the event's format.
        public var eventVersion: String?
        /// Bucket and object.
        public var oss: OSS
        /// Of the bucket.
        public var region: String?
        /// Who asked for the change, by network.
        public var requestParameters: RequestParameters?
        /// What OSS answered.
        public var responseElements: ResponseElements?
        /// Who asked for the change, by account.
        public var userIdentity: UserIdentity?

        /// When it happened; nil where the text is no time.
        public var eventDate: Date? { EventTime.date(eventTime) }
    }

    /// Bucket and object.
    public struct OSS: Codable, Hashable, Sendable {
        /// The bucket.
        public var bucket: Bucket
        /// The object.
        public var object: Object
        /// Of this part of the event.
        public var ossSchemaVersion: String?
        /// The rule that the event met.
        public var ruleId: String?
    }

    /// A bucket.
    public struct Bucket: Codable, Hashable, Sendable {
        /// `acs:oss:cn-hangzhou:123456789:testbucket`
        public var arn: String?
        /// The bucket's name.
        public var name: String
        /// The account that owns it.
        public var ownerIdentity: String?
    }

    /// An object.
    public struct Object: Codable, Hashable, Sendable {
        /// The object's name.
        public var key: String
        /// Bytes; absent where the object was removed.
        public var size: Int?
        /// Bytes more than before.
        public var deltaSize: Int?
        /// Names the contents.
        public var eTag: String?
        /// Its type and the user's metadata.
        public var objectMeta: ObjectMeta?
    }

    /// Metadata of an object.
    public struct ObjectMeta: Codable, Hashable, Sendable {
        /// `application/zip`, …
        public var mimeType: String?
        /// `x-oss-meta-*`
        public var userMeta: [String: String]?
    }

    /// Who asked, by network.
    public struct RequestParameters: Codable, Hashable, Sendable {
        /// An IP address.
        public var sourceIPAddress: String?
    }

    /// What OSS answered.
    public struct ResponseElements: Codable, Hashable, Sendable {
        /// Names the request in OSS's logs.
        public var requestId: String?
    }

    /// Who asked, by account.
    public struct UserIdentity: Codable, Hashable, Sendable {
        /// An account.
        public var principalId: String?
    }
}
