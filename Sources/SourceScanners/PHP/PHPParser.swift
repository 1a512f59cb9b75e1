/// Walks over the tokens once and keeps what they declare. Brackets are matched already; the walk never recurses.
struct PHPParser {
    /// A pair of braces that is open.
    struct Frame {
        enum Kind {
            case block, namespace, function
            /// A class body; `nil` for an anonymous class.
            case classBody(Int?)
        }
        let kind: Kind
        /// The token that ends it.
        let end: Int
        /// The function's name; empty for a closure.
        var name = ""
    }

    let bytes: [UInt8]
    let tokens: [PHPToken]
    let lines: LineMap
    var features: [PHPFeature: Int]
    var functions: [PHPFunction] = []
    var nested: [PHPFunction] = []
    var classes: [PHPClass] = []
    var methodsOfAnonymousClasses: [PHPFunction] = []
    var namespaces: [String] = []
    var includes: [PHPInclude] = []
    var evaluations: [SourcePlace] = []

    var index = 0
    var frames: [Frame] = []
    /// Every open bracket, the innermost last.
    var brackets: [Int] = []
    /// What kind of frame a brace that comes opens.
    var announced: [Int: (kind: Frame.Kind, name: String)] = [:]
    var namespace = ""
    /// How many functions and classes are open.
    var functionDepth = 0
    /// How many plain blocks are open.
    var blockDepth = 0
    /// The names of the functions that are open; empty texts are never in it.
    var holders: [String] = []
    /// How many `if (…):` and the like are open.
    var alternativeDepth = 0
    /// Whether the file's own code may have ended before this place.
    var mayHaveEnded = false

    init(_ tokenizer: PHPTokenizer) {
        bytes = tokenizer.bytes
        tokens = tokenizer.tokens
        features = tokenizer.features
        lines = LineMap(tokenizer.bytes)
    }

    mutating func run() {
        while index < tokens.count {
            let token = tokens[index]
            switch token.kind {
            case .open: open(token)
            case .close: close()
            case .name: word(token)
            case .symbol: sign(token)
            case .variable, .number, .string, .template, .html, .echo: break
            }
            index += 1
        }
    }

    private mutating func open(_ token: PHPToken) {
        brackets.append(index)
        if token.symbol == .parenthesis { trailingComma(token) }
        guard token.symbol == .curly else { return }
        let (kind, name) = announced.removeValue(forKey: index) ?? (.block, "")
        frames.append(Frame(kind: kind, end: Int(token.mate), name: name))
        switch kind {
        case .block: blockDepth += 1
        case .namespace: break
        case .classBody: functionDepth += 1
        case .function:
            functionDepth += 1
            holders.append(name)
        }
    }

    private mutating func close() {
        if let last = brackets.last, Int(tokens[last].mate) == index { brackets.removeLast() }
        guard let frame = frames.last, frame.end == index else { return }
        frames.removeLast()
        switch frame.kind {
        case .namespace: namespace = ""
        case .block: blockDepth -= 1
        case .classBody: functionDepth -= 1
        case .function:
            functionDepth -= 1
            holders.removeLast()
        }
    }

    private mutating func sign(_ token: PHPToken) {
        guard token.symbol == .ellipsis, let bracket = brackets.last else { return }
        let before = index - 1
        let isFirst = before == bracket
        if tokens[bracket].symbol == .parenthesis, isFirst, Int(tokens[bracket].mate) == index + 1 {
            note(.firstClassCallable, at: index)
        }
        let isArray =
            tokens[bracket].symbol == .square
            || (tokens[bracket].symbol == .parenthesis && isWord("array", bracket - 1) && !isMember(bracket - 1)
                && !isWord("function", bracket - 2))
        if isArray, isFirst || symbol(before) == .comma { note(.spreadInArray, at: index) }
    }

    // MARK: Looking at tokens

    func token(_ at: Int) -> PHPToken? { tokens.indices.contains(at) ? tokens[at] : nil }

    /// The sign at a place, `other` for everything else.
    func symbol(_ at: Int) -> PHPSymbol {
        guard let token = token(at), token.kind == .symbol else { return .other }
        return token.symbol
    }

    func opens(_ symbol: PHPSymbol, _ at: Int) -> Bool {
        guard let token = token(at) else { return false }
        return token.kind == .open && token.symbol == symbol
    }

    func isName(_ at: Int) -> Bool { token(at)?.kind == .name }

    /// Whether the name at a place is this word, which is written in lower case.
    func isWord(_ word: StaticString, _ at: Int) -> Bool {
        guard let token = token(at), token.kind == .name, token.range.count == word.utf8CodeUnitCount else {
            return false
        }
        return word.withUTF8Buffer { buffer in
            var offset = Int(token.start)
            for wanted in buffer {
                let byte = bytes[offset]
                if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != wanted { return false }
                offset += 1
            }
            return true
        }
    }

    func isWord(oneOf words: [StaticString], _ at: Int) -> Bool { words.contains { isWord($0, at) } }

    func text(_ at: Int) -> String { token(at).map { String(decoding: bytes[$0.range], as: UTF8.self) } ?? "" }

    func place(_ at: Int) -> SourcePlace { lines.place(token(at).map { Int($0.start) } ?? bytes.count) }

    mutating func note(_ feature: PHPFeature, at: Int) {
        let offset = token(at).map { Int($0.start) } ?? bytes.count
        if let known = features[feature], known <= offset { return }
        features[feature] = offset
    }

    /// After a bracket: the token behind the one that closes it.
    func after(_ bracket: Int) -> Int { (token(bracket).map { Int($0.mate) } ?? tokens.count) + 1 }

    /// Whether the name at a place is a member or a constant of a class, not a word of the language.
    func isMember(_ at: Int) -> Bool {
        switch symbol(at - 1) {
        case .arrow, .nullsafe, .scope: true
        default: false
        }
    }
}
