/// Syntax that not every version of Python has.
public enum PythonFeature: String, Hashable, Sendable, CaseIterable {
    /// `f"…"`
    case formattedString
    /// `1_000`
    case underscoreInNumber
    /// `x: int = 1`
    case variableAnnotation
    /// `:=`
    case assignmentExpression
    /// `def f(a, /)`
    case positionalOnlyParameter
    /// `with (a as b, c as d):`
    case parenthesizedWith
    /// `match x:`
    case matchStatement
    /// `int | None` in an annotation that is evaluated when the module is imported.
    case typeUnion
    /// `except*`
    case exceptionGroup
    /// `type X = …`
    case typeStatement
    /// `def f[T](x)`, `class C[T]`
    case typeParameters
    /// An f-string whose expressions hold its own quotes, backslashes or comments.
    case nestedQuotesInFormattedString
    /// `t"…"`
    case templateString
    /// `print x`
    case printStatement
    /// `exec "…"`
    case execStatement
    /// `except A, b:`
    case exceptComma
    /// Backquotes.
    case backquotes
    /// `<>`
    case angleUnequal
    /// `0777`
    case oldOctal
    /// `10L`
    case longNumber
    /// `ur"…"`
    case rawUnicodeString

    /// The first version that has it.
    public var introduced: PythonVersion? {
        switch self {
        case .formattedString, .underscoreInNumber, .variableAnnotation: PythonVersion(3, 6)
        case .assignmentExpression, .positionalOnlyParameter: PythonVersion(3, 8)
        // Undocumented in 3.9, which has the parser for it.
        case .parenthesizedWith: PythonVersion(3, 9)
        case .matchStatement, .typeUnion: PythonVersion(3, 10)
        case .exceptionGroup: PythonVersion(3, 11)
        case .typeStatement, .typeParameters, .nestedQuotesInFormattedString: PythonVersion(3, 12)
        case .templateString: PythonVersion(3, 14)
        default: nil
        }
    }

    /// The first version that no longer has it: 3.0 for all that only Python 2 has.
    public var removed: PythonVersion? {
        switch self {
        case .printStatement, .execStatement, .exceptComma, .backquotes, .angleUnequal, .oldOctal, .longNumber,
            .rawUnicodeString:
            PythonVersion(3, 0)
        default: nil
        }
    }

    /// Whether a version has it.
    public func isKnown(to version: PythonVersion) -> Bool {
        if let introduced, version < introduced { return false }
        if let removed, version >= removed {
            // Python 3.14 took `except A, B:` back, with another meaning.
            return self == .exceptComma && version >= PythonVersion(3, 14)
        }
        return true
    }
}

/// The first use of a feature in a file.
public struct PythonFeatureUse: Hashable, Sendable {
    /// What is used.
    public let feature: PythonFeature
    /// Where.
    public let place: SourcePlace
}
