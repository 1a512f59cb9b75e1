/// A token of Python source: bytes `start..<end`.
struct PythonToken {
    enum Kind: UInt8 {
        case name, number, string, symbol
    }

    let kind: Kind
    /// The keyword of a name.
    var keyword = PythonKeyword.none
    /// Which sign a symbol is.
    var symbol = PythonSymbol.other
    /// Whether a string is a `b"…"`.
    var isBytes = false
    let start: Int32
    let end: Int32
    /// For an opening bracket the index of the token that closes it.
    var mate: Int32 = 0

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// A run of tokens up to the end of a logical line, brackets and backslashes taken into account.
struct PythonLine {
    let tokens: Range<Int>
    /// Depth with tabs to the next multiple of eight.
    let column: Int
    /// Depth with a tab counted as one: both must agree on the order of depths.
    let tabColumn: Int
}

/// Signs that the parser tells apart.
enum PythonSymbol: UInt8 {
    case other, open, close, colon, comma, semicolon, dot, ellipsis, assign, walrus, augmented, star, doubleStar, slash
    case at, arrow, minus, tilde, plus
}

/// Words that the parser tells apart, soft keywords and words with a meaning for bindings included.
enum PythonKeyword: UInt8 {
    case none
    // Hard keywords that begin a statement.
    case def, `class`, `if`, elif, `else`, `try`, except, finally, with, `for`, `while`, `import`, from, del, global
    case nonlocal, `return`, raise, pass, `break`, `continue`, assert
    // Hard keywords inside expressions.
    case `and`, or, not, `in`, `is`, lambda, yield, `as`, none_, true_, false_
    // Words that are keywords only in some places or versions.
    case async, await, match, `case`, type, print, exec
    // Names that change or tell how the module's names are made.
    case globals, locals, vars, moduleName, exports

    /// Whether no version of Python 3 lets the word be a name.
    var isReserved: Bool { rawValue > 0 && rawValue < PythonKeyword.async.rawValue }

    /// Whether the word may begin a statement and may as well be a name.
    var isSoft: Bool { rawValue >= PythonKeyword.async.rawValue && rawValue <= PythonKeyword.exec.rawValue }

    /// Whether the word is a value by itself.
    var isConstant: Bool { self == .none_ || self == .true_ || self == .false_ }

    private static let words: [String: PythonKeyword] = [
        "def": .def, "class": .class, "if": .if, "elif": .elif, "else": .else, "try": .try, "except": .except,
        "finally": .finally, "with": .with, "for": .for, "while": .while, "import": .import, "from": .from,
        "del": .del, "global": .global, "nonlocal": .nonlocal, "return": .return, "raise": .raise, "pass": .pass,
        "break": .break, "continue": .continue, "assert": .assert, "and": .and, "or": .or, "not": .not, "in": .in,
        "is": .is, "lambda": .lambda, "yield": .yield, "as": .as, "None": .none_, "True": .true_, "False": .false_,
        "async": .async, "await": .await, "match": .match, "case": .case, "type": .type, "print": .print,
        "exec": .exec, "globals": .globals, "locals": .locals, "vars": .vars, "__name__": .moduleName,
        "__all__": .exports,
    ]

    /// The words by a number made of their bytes (all have at most eight), in a table with open addressing.
    private static let table: [(packed: UInt64, keyword: PythonKeyword)] = {
        var table = [(packed: UInt64, keyword: PythonKeyword)](repeating: (0, .none), count: 256)
        for (word, keyword) in words {
            var packed: UInt64 = 0
            for byte in word.utf8 { packed = packed << 8 | UInt64(byte) }
            var slot = slot(packed)
            while table[slot].packed != 0 { slot = (slot + 1) & 255 }
            table[slot] = (packed, keyword)
        }
        return table
    }()

    private static func slot(_ packed: UInt64) -> Int { Int((packed &* 0x9E37_79B9_7F4A_7C15) >> 56) }

    /// The keyword that the bytes of a range spell.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self = .none
        guard range.count >= 2, range.count <= 8 else { return }
        var packed: UInt64 = 0
        for index in range { packed = packed << 8 | UInt64(bytes[index]) }
        let table = Self.table
        var slot = Self.slot(packed)
        while table[slot].packed != 0 {
            if table[slot].packed == packed {
                self = table[slot].keyword
                return
            }
            slot = (slot + 1) & 255
        }
    }
}
