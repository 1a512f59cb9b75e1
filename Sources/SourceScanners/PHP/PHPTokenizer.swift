/// Splits PHP source into tokens by the grammar of one version. Never recursive: strings that hold code that holds
/// strings are kept on a stack.
struct PHPTokenizer {
    /// What the bytes at the current index are read as.
    enum Mode {
        case html
        case code
        /// Inside `"…"` or backquotes; the start of the string.
        case quoted(closer: UInt8, start: Int)
        /// Inside a heredoc; its label and the start of the string.
        case heredoc(label: Range<Int>, strict: Bool, start: Int)
    }

    let bytes: [UInt8]
    let version: PHPVersion
    var index = 0
    var tokens: [PHPToken] = []
    var problems: [(kind: PHPProblem.Kind, offset: Int)] = []
    var features: [PHPFeature: Int] = [:]
    /// The first `<?` without `php`, and the start of a comment without end.
    var shortTag: Int?
    var unclosedComment: Int?
    /// Where the first opening tag stands.
    var firstTag: Int?
    var modes: [Mode] = [.html]
    /// The indices of brackets that are open.
    private var open: [Int32] = []
    /// Last lines that can end a heredoc before PHP 7.3, by label; made when first needed.
    var strictClosers: [[UInt8]: Int]?

    init(_ bytes: [UInt8], version: PHPVersion) {
        self.bytes = bytes
        self.version = version
    }

    mutating func run() {
        while index < bytes.count {
            switch modes.last ?? .html {
            case .html: html()
            case .code: code()
            case .quoted(let closer, let start): quoted(closer: closer, start: start)
            case .heredoc(let label, let strict, let start): heredoc(label: label, strict: strict, start: start)
            }
        }
        for mode in modes {
            switch mode {
            case .quoted(_, let start), .heredoc(_, _, let start): problems.append((.unclosedString, start))
            case .html, .code: break
            }
        }
        if let last = open.last, problems.isEmpty {
            let token = tokens[Int(last)]
            problems.append((.unclosedBracket(character(token)), Int(token.start)))
        }
        for index in open { tokens[Int(index)].mate = Int32(tokens.count) }
        if let unclosedComment, version >= PHPVersion(8, 0) {
            problems.insert((.unclosedComment, unclosedComment), at: 0)
        }
    }

    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    func matches(_ text: StaticString, at offset: Int) -> Bool {
        guard offset + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { buffer in
            for (position, wanted) in buffer.enumerated() {
                let byte = bytes[offset + position]
                let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                if lower != wanted { return false }
            }
            return true
        }
    }

    mutating func add(_ kind: PHPToken.Kind, from start: Int, symbol: PHPSymbol = .other) {
        tokens.append(PHPToken(kind: kind, start: Int32(start), end: Int32(index), symbol: symbol))
    }

    mutating func note(_ feature: PHPFeature, at offset: Int) {
        if features[feature] == nil { features[feature] = offset }
    }

    // MARK: Outside the tags

    private mutating func html() {
        let start = index
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), byte(index + 1) == UInt8(ascii: "?"), !matches("<?xml", at: index)
            else {
                index += 1
                continue
            }
            if index > start { add(.html, from: start) }
            if firstTag == nil { firstTag = index }
            let tag = index
            index += 2
            if matches("php", at: index), index + 3 == bytes.count || byte(index + 3).isPHPBlank {
                index += 3
            } else if byte(index) == UInt8(ascii: "=") {
                index += 1
                add(.echo, from: tag)
            } else if shortTag == nil {
                shortTag = tag
            }
            modes[modes.count - 1] = .code
            return
        }
        if index > start { add(.html, from: start) }
    }

    // MARK: Brackets

    mutating func openBracket(_ symbol: PHPSymbol, from start: Int) {
        open.append(Int32(tokens.count))
        add(.open, from: start, symbol: symbol)
    }

    mutating func closeBracket(_ symbol: PHPSymbol, from start: Int) {
        let opened = open.last.map { tokens[Int($0)].symbol }
        let fits =
            opened == symbol || (symbol == .square && opened == .attribute)
            || (symbol == .curly && opened == .templateCurly)
        guard fits, let opened, let last = open.popLast() else {
            add(.close, from: start, symbol: symbol)
            if problems.isEmpty {
                problems.append((.unmatchedBracket(Character(Unicode.Scalar(bytes[start]))), start))
            }
            return
        }
        tokens[Int(last)].mate = Int32(tokens.count)
        add(.close, from: start, symbol: opened)
        if opened == .templateCurly, modes.count > 1 { modes.removeLast() }
    }

    private func character(_ token: PHPToken) -> Character {
        let offset = token.symbol == .attribute ? Int(token.start) + 1 : Int(token.end) - 1
        return Character(Unicode.Scalar(bytes[min(max(0, offset), bytes.count - 1)]))
    }
}
