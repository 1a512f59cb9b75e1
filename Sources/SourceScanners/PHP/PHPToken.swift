/// A token of PHP source: bytes `start..<end`.
struct PHPToken {
    enum Kind: UInt8 {
        /// `abc`, `A\B`, `\strlen`, keywords too.
        case name
        case variable, number
        /// A string without variables in it, quotes and prefix included.
        case string
        /// A piece of a string with variables in it.
        case template
        case symbol, open, close
        /// Text outside the tags that is sent as output.
        case html
        /// `<?=`
        case echo
    }

    let kind: Kind
    let start: Int32
    let end: Int32
    var symbol = PHPSymbol.other
    /// For an opening bracket the index of the token that closes it, or the number of tokens; else -1.
    var mate: Int32 = -1

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// Signs that the parser tells apart. A closing tag is a semicolon.
enum PHPSymbol: UInt8 {
    case other, semicolon, comma, colon, question, assign, at, dot, pipe, ampersand, dollar
    case doubleArrow, arrow, nullsafe, scope, ellipsis, coalesce, coalesceAssign
    // Brackets by what opens or closes.
    case parenthesis, square, curly, attribute
    /// `{` before code inside a string.
    case templateCurly

    /// Signs of more than one byte, longer ones first.
    static let long: [(bytes: [UInt8], symbol: PHPSymbol)] = longSigns.map { (Array($0.0.utf8), $0.1) }

    private static let longSigns: [(String, PHPSymbol)] = [
        ("<=>", .other), ("===", .other), ("!==", .other), ("...", .ellipsis), ("??=", .coalesceAssign),
        ("?->", .nullsafe), ("**=", .other), ("<<=", .other), (">>=", .other), ("=>", .doubleArrow), ("->", .arrow),
        ("::", .scope), ("??", .coalesce), ("==", .other), ("!=", .other), ("<>", .other), ("<=", .other),
        (">=", .other), ("&&", .other), ("||", .other), ("++", .other), ("--", .other), ("+=", .other), ("-=", .other),
        ("*=", .other), ("/=", .other), (".=", .other), ("%=", .other), ("&=", .other), ("|=", .other), ("^=", .other),
        ("**", .other), ("<<", .other), (">>", .other),
    ]

    /// The sign of one byte.
    init(_ byte: UInt8) {
        self =
            switch byte {
            case UInt8(ascii: ";"): .semicolon
            case UInt8(ascii: ","): .comma
            case UInt8(ascii: ":"): .colon
            case UInt8(ascii: "?"): .question
            case UInt8(ascii: "="): .assign
            case UInt8(ascii: "@"): .at
            case UInt8(ascii: "."): .dot
            case UInt8(ascii: "|"): .pipe
            case UInt8(ascii: "&"): .ampersand
            case UInt8(ascii: "$"): .dollar
            case UInt8(ascii: "("), UInt8(ascii: ")"): .parenthesis
            case UInt8(ascii: "["), UInt8(ascii: "]"): .square
            case UInt8(ascii: "{"), UInt8(ascii: "}"): .curly
            default: .other
            }
    }
}

extension UInt8 {
    /// Whether the byte may begin a name of PHP; every byte from 0x80 on may.
    var beginsPHPName: Bool { self >= 0x80 || self == UInt8(ascii: "_") || (self | 0x20) &- 0x61 < 26 }

    /// Whether the byte may go on a name of PHP.
    var continuesPHPName: Bool { beginsPHPName || isPHPDigit }

    var isPHPDigit: Bool { self &- 0x30 < 10 }

    var isPHPBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B && self != 0x0C) }
}
