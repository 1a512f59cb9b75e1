/// A token of JavaScript source: bytes `start..<end`.
struct JavaScriptToken {
    enum Kind: UInt8 {
        case name, privateName, number, string, template, regex, symbol
    }

    /// What a bracket or the word `function` or `class` is for.
    enum Role: UInt8 {
        case none
        /// `(` after `if`, `while`, `for`, `with`, `switch`, `catch`.
        case control
        /// `(` of a function's parameters.
        case parameters
        /// `{` of statements.
        case block
        /// `{` of a function's statements, methods and arrows included.
        case functionBody
        case classBody
        /// `{` of an object literal, a pattern or a list of imports.
        case object
        /// `function` or `class` that begins a statement.
        case declaration
        /// `function` or `class` inside an expression.
        case expression
    }

    let kind: Kind
    var keyword = JavaScriptKeyword.none
    var symbol = JavaScriptSymbol.other
    var role = Role.none
    /// Whether a line ends between the token before and this one.
    var startsLine = false
    let start: Int32
    let end: Int32
    /// For a bracket the index of its partner; for the first piece of a template that of its last piece.
    var mate: Int32 = -1

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// Signs that the reader tells apart.
enum JavaScriptSymbol: UInt8 {
    case other, openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    case comma, semicolon, dot, optionalDot, ellipsis, arrow, assign, augmented, question, colon
    case and, or, nullish, star, increment, not

    var isOpen: Bool { self == .openParenthesis || self == .openBracket || self == .openBrace }
    var isClose: Bool { self == .closeParenthesis || self == .closeBracket || self == .closeBrace }
}

/// Words that the reader tells apart.
enum JavaScriptKeyword: UInt8, CaseIterable {
    case none
    // Words after which an operand follows.
    case `return`, `throw`, `case`, delete, void, typeof, new, `in`, instanceof, `else`, `do`, yield, await, of, extends
    // Other reserved words.
    case `break`, `catch`, `class`, const, `continue`, debugger, `default`, export, finally, `for`, function, `if`
    case `import`, `super`, `switch`, this, `try`, `var`, `while`, with
    // Values.
    case null, `true`, `false`
    // Words with a meaning in some places only.
    case async, `let`, `static`, get, set, from, `as`, accessor, using, undefined
    // Names that the export tracker looks for.
    case require, exports, module, object = 60

    private var word: String { self == .object ? "Object" : "\(self)" }

    /// Whether an operand follows, so that `/` begins a regular expression.
    var takesOperand: Bool { rawValue > 0 && rawValue <= JavaScriptKeyword.extends.rawValue }

    /// Whether the word is an ordinary name for all that syntax cares.
    var isPlainName: Bool { self == .none || rawValue >= JavaScriptKeyword.undefined.rawValue }

    /// Whether the word can be the name of a variable.
    var isBindable: Bool {
        isPlainName || (rawValue >= JavaScriptKeyword.async.rawValue) || self == .of || self == .await || self == .yield
    }

    /// The words by their first eight bytes and length, in a table with open addressing.
    private static let table: [(packed: UInt64, length: Int, keyword: JavaScriptKeyword)] = {
        var table = [(packed: UInt64, length: Int, keyword: JavaScriptKeyword)](
            repeating: (0, 0, .none), count: 256)
        for keyword in allCases where keyword != .none {
            let word = Array(keyword.word.utf8)
            let packed = pack(word[...])
            var slot = slot(packed)
            while table[slot].packed != 0 { slot = (slot + 1) & 255 }
            table[slot] = (packed, word.count, keyword)
        }
        return table
    }()

    private static func pack(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var packed: UInt64 = 0
        for byte in bytes.prefix(8) { packed = packed << 8 | UInt64(byte) }
        return packed
    }

    private static func slot(_ packed: UInt64) -> Int { Int((packed &* 0x9E37_79B9_7F4A_7C15) >> 56) }

    /// The keyword that the bytes of a range spell.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self = .none
        guard range.count >= 2, range.count <= 10 else { return }
        let packed = Self.pack(bytes[range])
        let table = Self.table
        var slot = Self.slot(packed)
        while table[slot].packed != 0 {
            if table[slot].packed == packed, table[slot].length == range.count {
                let keyword = table[slot].keyword
                // Two words are longer than the eight bytes that were compared.
                if range.count <= 8 || bytes[range].elementsEqual(keyword.word.utf8) { self = keyword }
                return
            }
            slot = (slot + 1) & 255
        }
    }
}
