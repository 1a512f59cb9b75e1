#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// One event in the form of EventBridge, by which triggers of message queues call functions.
///
/// Source: "Formats of event for different triggers", MNS queue triggers.
public struct CloudEvent<Content: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// Names the event.
    public var id: String
    /// Where it comes from.
    public var source: String
    /// Of CloudEvents: `1.0`.
    public var specversion: String?
    /// `mns:Queue:SendMessage`, …
    public var type: String
    /// Of the content.
    public var datacontenttype: String?
    /// `acs:mns:cn-hangzhou:ACCOUNT:queues/zeus`
    public var subject: String?
    /// As in `2021-04-08T06:28:17.093Z`.
    public var time: String?
    /// The account that the event is delivered to.
    public var aliyunaccountid: String?
    /// When EventBridge took it.
    public var aliyunpublishtime: String?
    /// The account that the event comes from.
    public var aliyunoriginalaccountid: String?
    /// The event bus.
    public var aliyuneventbusname: String?
    /// The region.
    public var aliyunregionid: String?
    /// The address of who sent it.
    public var aliyunpublishaddr: String?
    /// The content.
    public var data: Content

    /// When it happened; nil where there is no time.
    public var date: Date? { time.flatMap(EventTime.date) }
}

/// Events that come as a list, or, with batches off, alone.
enum EventBatch {
    static func decode<Event: Decodable>(_ type: Event.Type, from decoder: any Decoder) throws -> [Event] {
        if var list = try? decoder.unkeyedContainer() {
            var events: [Event] = []
            while !list.isAtEnd { events.append(try list.decode(Event.self)) }
            return events
        }
        return [try Event(from: decoder)]
    }
}
