/// Cuts JavaScript source into tokens, and tells what every bracket is for: only that decides whether a slash divides or
/// begins a regular expression. Stops at the first error that is certain; no recursion, so depth costs no stack.
struct JavaScriptTokenizer {
    /// An open bracket, or the file itself.
    struct Level {
        var byte: UInt8 = 0
        var token = -1
        var role = JavaScriptToken.Role.none
        /// Whether an operator may follow the closing bracket.
        var isValue = false
        /// Question marks whose colon is still to come.
        var ternaries = 0
        /// Set between `function` and its `(`: whether it is part of an expression.
        var function: Bool?
        /// Set between `class` and its `{`.
        var classWord: Bool?
        /// Whether the last colon at this level began a statement (after a label or `case`).
        var colonBeginsStatement = false
    }

    static let template = UInt8(ascii: "`")

    let bytes: [UInt8]
    var tokens: [JavaScriptToken] = []
    var problem: (kind: JavaScriptProblem.Kind, offset: Int)?
    var features: [(feature: JavaScriptFeature, offset: Int)] = []
    /// Where brackets are too deep inside each other to go on.
    var tooDeep: Int?

    var position = 0
    var startsLine = true
    var levels = [Level(role: .block)]
    /// The level that the last closing bracket ended.
    var closed = Level()
    /// Whether a statement could begin at the last `async`.
    private var asyncBeginsStatement = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 4)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if byte(position) == UInt8(ascii: "#"), byte(position + 1) == UInt8(ascii: "!") { skipLine() }
        while position < bytes.count, problem == nil, tooDeep == nil { readToken() }
        if problem == nil, tooDeep == nil, levels.count > 1, let open = levels.last {
            let offset = Int(tokens[open.token].start)
            problem =
                open.byte == Self.template
                ? (.unclosedTemplate, offset) : (.unclosedBracket(Character(Unicode.Scalar(open.byte))), offset)
        }
    }

    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
    }

    private mutating func readToken() {
        let current = bytes[position]
        switch current {
        case 0x20, 0x09, 0x0B, 0x0C:
            position += 1
        case 0x0A, 0x0D:
            position += 1
            startsLine = true
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            readString()
        case Self.template:
            readTemplate(from: position, head: nil)
        case UInt8(ascii: "/"):
            readSlash()
        case UInt8(ascii: "#"):
            readPrivateName()
        case 0x80...:
            guard !skipForeignSpace() else { return }
            readName()
        case _ where current.isPythonNameStart || current == UInt8(ascii: "$") || current == UInt8(ascii: "\\"):
            readName()
        case _ where current.isDigit || (current == UInt8(ascii: ".") && byte(position + 1).isDigit):
            readNumber()
        case UInt8(ascii: "<") where matches("<!--"):
            skipLine()
        case UInt8(ascii: "-") where startsLine && matches("-->"):
            skipLine()
        default:
            readSymbol()
        }
    }

    func matches(_ text: StaticString) -> Bool {
        (0..<text.utf8CodeUnitCount).allSatisfy { byte(position + $0) == text.utf8Start[$0] }
    }

    private mutating func readSlash() {
        let start = position
        switch byte(position + 1) {
        case UInt8(ascii: "/"):
            skipLine()
        case UInt8(ascii: "*"):
            position += 2
            while position < bytes.count, !matches("*/") {
                if bytes[position] == 0x0A || bytes[position] == 0x0D { startsLine = true }
                position += 1
            }
            if position >= bytes.count { problem = (.unclosedComment, start) }
            position += 2
        default:
            if isOperandNext { readRegex() } else { readSymbol() }
        }
    }

    mutating func push(_ token: JavaScriptToken) {
        var token = token
        token.startsLine = startsLine
        startsLine = false
        tokens.append(token)
    }

    mutating func note(_ feature: JavaScriptFeature, at offset: Int) {
        if !features.contains(where: { $0.feature == feature }) { features.append((feature, offset)) }
    }

    /// Whether the token before the last one is a dot, which makes a keyword a plain name.
    func isProperty(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        let symbol = tokens[index - 1].symbol
        return tokens[index - 1].kind == .symbol && (symbol == .dot || symbol == .optionalDot)
    }

    /// Whether an operand comes next, so that a slash begins a regular expression.
    var isOperandNext: Bool {
        guard let last = tokens.last else { return true }
        switch last.kind {
        case .number, .string, .regex, .privateName: return false
        case .template: return last.mate < 0
        case .name:
            guard last.keyword.takesOperand, !isProperty(tokens.count - 1) else { return false }
            return last.keyword != .of || levels.last?.role == .control
        case .symbol:
            switch last.symbol {
            case .closeParenthesis: return closed.role == .control
            case .closeBracket, .increment: return false
            case .closeBrace: return !closed.isValue
            default: return true
            }
        }
    }

    /// Whether a statement may begin here, judged by the token before.
    private var isStatementNext: Bool {
        guard let last = tokens.last, let level = levels.last else { return true }
        guard level.role == .block || level.role == .functionBody else { return false }
        switch last.kind {
        case .name:
            switch last.keyword {
            case .else, .do, .default, .export, .finally, .try: return !isProperty(tokens.count - 1)
            default: return startsLine && !isOperandNext
            }
        case .symbol:
            switch last.symbol {
            case .semicolon, .openBrace: return true
            case .closeBrace: return !closed.isValue || startsLine
            case .closeParenthesis: return closed.role == .control || startsLine
            case .closeBracket, .increment: return startsLine
            case .colon: return level.colonBeginsStatement
            default: return false
            }
        default: return startsLine && !isOperandNext
        }
    }

    mutating func readName() {
        let start = position
        var hasForeign = false
        while position < bytes.count {
            let current = bytes[position]
            if current >= 0x80 {
                if foreignSpace(at: position) != nil { break }
                hasForeign = true
            } else if current == UInt8(ascii: "\\"), byte(position + 1) == UInt8(ascii: "u") {
                position += byte(position + 2) == UInt8(ascii: "{") ? 2 : 1
            } else if current == UInt8(ascii: "}"), position > start, isInsideEscape(from: start) {
                // The end of `\u{…}`.
            } else if !current.isPythonNamePart, current != UInt8(ascii: "$") {
                break
            }
            position += 1
        }
        position = min(position, bytes.count)
        guard position > start else {
            problem = (.invalidCharacter(Character(Unicode.Scalar(bytes[start]))), start)
            return
        }
        if hasForeign, let bad = ForeignCharacters.firstInvalid(in: bytes[start..<position]),
            bad.character != "\u{200C}", bad.character != "\u{200D}"
        {
            problem = (.invalidCharacter(bad.character), bad.offset)
            return
        }
        var token = JavaScriptToken(
            kind: .name, keyword: JavaScriptKeyword(bytes, start..<position), start: Int32(start),
            end: Int32(position))
        if token.keyword == .function || token.keyword == .class, !isProperty(tokens.count) {
            let isExpression = !isStatementBehindAsync
            token.role = isExpression ? .expression : .declaration
            if token.keyword == .function {
                if let last = tokens.last, last.keyword == .async, !startsLine, !isProperty(tokens.count - 1) {
                    note(.asyncFunction, at: Int(last.start))
                }
                levels[levels.count - 1].function = isExpression
            } else {
                levels[levels.count - 1].classWord = isExpression
            }
        }
        if token.keyword == .async { asyncBeginsStatement = isStatementNext }
        checkNeighbour(token)
        push(token)
    }

    /// ``isStatementNext`` for `function`, whose `async` belongs to it.
    private var isStatementBehindAsync: Bool {
        guard let last = tokens.last, last.keyword == .async, !startsLine, !isProperty(tokens.count - 1) else {
            return isStatementNext
        }
        return asyncBeginsStatement
    }

    private func isInsideEscape(from start: Int) -> Bool {
        var index = position - 1
        while index > start, bytes[index] != UInt8(ascii: "{") {
            guard bytes[index].isPythonNamePart else { return false }
            index -= 1
        }
        return index > start && bytes[index] == UInt8(ascii: "{") && bytes[index - 1] == UInt8(ascii: "u")
    }
}
