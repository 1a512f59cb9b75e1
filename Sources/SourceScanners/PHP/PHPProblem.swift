/// Why a source file does not compile. Only what is certain is reported: a file without problems may still hold one.
public struct PHPProblem: Hashable, Sendable {
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
        /// A string, heredoc or nowdoc begins here and never ends.
        case unclosedString
        /// A comment begins here and never ends: an error from PHP 8.0 on; before, the rest of the file is a comment.
        case unclosedComment
        /// The bracket is never closed.
        case unclosedBracket(Character)
        /// The closing bracket matches no opening one.
        case unmatchedBracket(Character)
    }
}

/// Why a version of PHP cannot compile a file.
public enum PHPObstacle: Hashable, Sendable {
    /// The file is wrong.
    case problem(PHPProblem)
    /// The file uses what the version does not have.
    case feature(PHPFeatureUse)
}
