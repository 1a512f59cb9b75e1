/// What keeps a source file from compiling whatever the version of Node.js.
public struct JavaScriptProblem: Hashable, Sendable {
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
        /// A string begins here and its line ends before it does.
        case unclosedString
        /// A template begins here and never ends.
        case unclosedTemplate
        /// A regular expression begins here and its line ends before it does.
        case unclosedRegex
        /// A comment begins here and never ends.
        case unclosedComment
        /// The bracket is never closed.
        case unclosedBracket(Character)
        /// The closing bracket matches no opening one.
        case unmatchedBracket(Character)
        /// A word or literal right after another, where something must stand between them.
        case unexpectedToken(String)
        /// A character that cannot stand outside a string, for example a full-width bracket.
        case invalidCharacter(Character)
    }
}

/// Why a source file could not be read at all: nothing is known about it, and it may be right.
public enum JavaScriptUnreadable: Hashable, Sendable {
    /// Above ``JavaScriptModule/largestSource``; its size in bytes.
    case tooLarge(Int)
    /// More than ``JavaScriptModule/deepestNesting`` brackets inside each other. The stack of Node.js decides.
    case nestedTooDeep(SourcePlace)
}
