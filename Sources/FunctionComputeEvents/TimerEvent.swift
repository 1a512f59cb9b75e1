#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The event of a timer trigger.
///
/// Source: "Formats of event for different triggers", Time triggers
/// (help.aliyun.com/zh/functioncompute/fc/user-guide/formats-of-event-for-different-triggers).
public struct TimerEvent: JSONEvent, Encodable, Hashable {
    /// When the function was called, as in `2023-12-26T07:49:00Z`.
    public var triggerTime: String
    /// The trigger's name.
    public var triggerName: String
    /// The trigger's message, as it was configured.
    public var payload: String?

    /// When the function was called; nil where the text is no time.
    public var triggerDate: Date? { EventTime.date(triggerTime) }
}
