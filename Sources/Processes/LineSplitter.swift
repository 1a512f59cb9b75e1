/// Cuts a stream into lines as they come. What is longer than the limit loses its end.
struct LineSplitter: Sendable {
    private var line: [UInt8] = []
    private var dropped = 0
    private let limit: Int

    init(limit: Int) { self.limit = max(1, limit) }

    /// Takes in the next bytes and hands out the lines that they complete.
    mutating func append(_ bytes: UnsafeRawBufferPointer, _ emit: (ToolLine.Content) -> Void) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            keep(rest[..<end])
            emit(take())
            rest = rest[(end + 1)...]
        }
        keep(rest)
    }

    /// The last line, if the stream did not end with a line end.
    mutating func finish(_ emit: (ToolLine.Content) -> Void) {
        if !line.isEmpty || dropped > 0 { emit(take()) }
    }

    private mutating func keep(_ bytes: Slice<UnsafeRawBufferPointer>) {
        let room = min(bytes.count, limit - line.count)
        line.append(contentsOf: bytes.prefix(room))
        dropped += bytes.count - room
    }

    private mutating func take() -> ToolLine.Content {
        if dropped == 0, line.last == UInt8(ascii: "\r") { line.removeLast() }
        let content = ToolLine.Content(bytes: line, dropped: dropped)
        line.removeAll(keepingCapacity: true)
        dropped = 0
        return content
    }
}

/// A line that a running tool printed.
public struct ToolLine: Hashable, Sendable {
    /// Where a tool prints.
    public enum Stream: Hashable, Sendable {
        /// Standard output.
        case output
        /// Standard error.
        case errors
    }

    /// A line without its end.
    public struct Content: Hashable, Sendable {
        /// At most as many bytes as the limit.
        public let bytes: [UInt8]
        /// Bytes that were cut off.
        public let dropped: Int

        /// The line as text; what is not UTF-8 shows as U+FFFD.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Where it was printed.
    public let stream: Stream
    /// The line.
    public let content: Content
}
