/// How a tool ended. A status other than 0 is a result like any other.
public struct ToolResult: Hashable, Sendable {
    /// The end of a process.
    public enum Status: Hashable, Sendable, CustomStringConvertible {
        /// It exited with this status.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)

        /// For messages: `exit status 1` or `signal 9`.
        public var description: String {
            switch self {
            case .exited(let status): "exit status \(status)"
            case .signalled(let signal): "signal \(signal)"
            }
        }
    }

    /// How it ended.
    public let status: Status
    /// Standard output, at most as long as the limit; the end is kept.
    public let output: [UInt8]
    /// Standard error, at most as long as the limit; the end is kept.
    public let errors: [UInt8]
    /// Bytes of standard output that were cut off at the front.
    public let droppedOutput: Int
    /// Bytes of standard error that were cut off at the front.
    public let droppedErrors: Int

    /// Whether it exited with status 0.
    public var succeeded: Bool { status == .exited(0) }

    /// Standard output as text; what is not UTF-8 shows as U+FFFD.
    public var outputText: String { String(decoding: output, as: UTF8.self) }

    /// Standard error as text; what is not UTF-8 shows as U+FFFD.
    public var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// The last lines of what the tool said, standard error before standard output: enough for a message.
    public func lastWords(lines count: Int = 10) -> String {
        let said = errors.contains { $0 > 0x20 } ? errorText : outputText
        let lines = said.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        return lines.suffix(count).joined(separator: "\n")
    }
}
