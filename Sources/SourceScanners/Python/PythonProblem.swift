/// Why a source file does not compile. Only what is certain is reported: a file without problems may still hold one.
public struct PythonProblem: Hashable, Sendable {
    /// What is wrong.
    public let kind: Kind
    /// Where.
    public let place: SourcePlace

    /// Makes a problem.
    public init(_ kind: Kind, at place: SourcePlace) {
        self.kind = kind
        self.place = place
    }

    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// A string begins here and never ends.
        case unclosedString
        /// The bracket is never closed.
        case unclosedBracket(Character)
        /// The closing bracket matches no opening one.
        case unmatchedBracket(Character)
        /// More than 200 brackets or 100 blocks inside each other: Python refuses them.
        case nestedTooDeep
        /// The line is indented deeper than the one before without reason.
        case unexpectedIndent
        /// The line after a block's header is not indented; the header's keyword.
        case missingBlock(after: String)
        /// The indentation matches no outer block.
        case badDedent
        /// Tabs and spaces are mixed so that the depth depends on the width of a tab.
        case mixedTabs
        /// The header of a block has no colon; its keyword.
        case missingColon(after: String)
        /// A word or number where the line cannot go on with one.
        case unexpectedToken(String)
        /// A character that cannot stand outside a string, for example a full-width bracket.
        case invalidCharacter(Character)
        /// A backslash outside a string that is not the last character of its line.
        case badContinuation
        /// The file holds a zero byte.
        case zeroByte
        /// Bytes that are not UTF-8, and no line that names another encoding.
        case notUTF8
        /// The file begins with the mark of UTF-16 or UTF-32, or has the mark of UTF-8 and names another encoding.
        case contradictoryEncoding(String)
    }
}

/// Why a source file could not be read at all: nothing is known about it, and it may be right.
public enum PythonUnreadable: Hashable, Sendable {
    /// Above ``PythonModule/largestSource``; its size in bytes.
    case tooLarge(Int)
    /// The file names an encoding that the scanner does not know.
    case unknownEncoding(String)
}
