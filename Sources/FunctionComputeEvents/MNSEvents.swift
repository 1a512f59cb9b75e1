public import FunctionComputeRuntime
import NIOCore

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The event of a trigger of an MNS (Simple Message Queue) queue: a batch of messages.
///
/// Source: "Formats of event for different triggers", MNS queue triggers.
public struct MNSQueueEvent: JSONEvent, Encodable, Hashable {
    /// The messages.
    public var messages: [CloudEvent<Message>]

    /// A message.
    public struct Message: Codable, Hashable, Sendable {
        /// Names the request that sent it.
        public var requestId: String?
        /// Names the message.
        public var messageId: String
        /// What was sent.
        public var messageBody: String
    }

    /// Reads a list of events, or one.
    public init(from decoder: any Decoder) throws {
        messages = try EventBatch.decode(CloudEvent<Message>.self, from: decoder)
    }

    /// Writes the list.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(messages)
    }
}

/// The event of a trigger of an MNS topic whose event format is JSON.
///
/// Source: "Formats of event for different triggers", MNS topic triggers.
public struct MNSTopicEvent: JSONEvent, Encodable, Hashable {
    /// The topic.
    public var topicName: String
    /// The account that owns it.
    public var topicOwner: String?
    /// What was published.
    public var message: String
    /// Names the message.
    public var messageID: String
    /// MD5 of the message.
    public var messageMD5: String?
    /// When it was published, in milliseconds since 1970.
    public var publishTime: Int64?
    /// The account that subscribed.
    public var subscriber: String?
    /// The subscription.
    public var subscriptionName: String?
    /// The message's own attributes, which the event has beside its own keys.
    public var attributes: [String: String]

    /// When it was published.
    public var publishDate: Date? { publishTime.map { Date(timeIntervalSince1970: Double($0) / 1000) } }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }

    private static let ownKeys: Set<String> = [
        "TopicName", "TopicOwner", "Message", "MessageId", "MessageMD5", "PublishTime", "Subscriber",
        "SubscriptionName",
    ]

    /// Reads the event; keys that are not the topic's own are attributes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        topicName = try container.decode(String.self, forKey: Key("TopicName"))
        topicOwner = try container.decodeIfPresent(String.self, forKey: Key("TopicOwner"))
        message = try container.decode(String.self, forKey: Key("Message"))
        messageID = try container.decode(String.self, forKey: Key("MessageId"))
        messageMD5 = try container.decodeIfPresent(String.self, forKey: Key("MessageMD5"))
        publishTime = try container.decodeIfPresent(Int64.self, forKey: Key("PublishTime"))
        subscriber = try container.decodeIfPresent(String.self, forKey: Key("Subscriber"))
        subscriptionName = try container.decodeIfPresent(String.self, forKey: Key("SubscriptionName"))
        attributes = [:]
        for key in container.allKeys where !Self.ownKeys.contains(key.stringValue) {
            attributes[key.stringValue] = try? container.decode(String.self, forKey: key)
        }
    }

    /// Writes the event as it came.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (name, value) in attributes { try container.encode(value, forKey: Key(name)) }
        try container.encode(topicName, forKey: Key("TopicName"))
        try container.encodeIfPresent(topicOwner, forKey: Key("TopicOwner"))
        try container.encode(message, forKey: Key("Message"))
        try container.encode(messageID, forKey: Key("MessageId"))
        try container.encodeIfPresent(messageMD5, forKey: Key("MessageMD5"))
        try container.encodeIfPresent(publishTime, forKey: Key("PublishTime"))
        try container.encodeIfPresent(subscriber, forKey: Key("Subscriber"))
        try container.encodeIfPresent(subscriptionName, forKey: Key("SubscriptionName"))
    }
}

/// The event of a trigger of an MNS topic whose event format is STREAM: the message itself, or, where the message has
/// attributes, body and attributes.
///
/// Source: "Formats of event for different triggers", MNS topic triggers.
public struct MNSTopicStreamEvent: EventInput, Hashable {
    /// What was published.
    public var body: String
    /// The message's attributes; empty where it has none.
    public var attributes: [String: String]

    private struct Content: Decodable {
        var body: String
        var attrs: [String: String]
    }

    /// Reads either form. A message that is a JSON object with the keys `body` and `attrs` cannot be told from the second one.
    public init(event bytes: ByteBuffer) throws {
        if let content = try? JSONDecoder().decode(Content.self, from: Data(bytes.readableBytesView)) {
            body = content.body
            attributes = content.attrs
        } else {
            body = try String(event: bytes)
            attributes = [:]
        }
    }
}
