/// Reads what a file declares, asks for and exports. One pass over the tokens with a stack of brackets; expressions are
/// looked at only as far as a value needs it. Names are looked up at the end, when all declarations are known.
struct JavaScriptReader {
    /// What surrounds a token.
    struct Frame {
        var scope = 0
        var role = JavaScriptToken.Role.block
        /// Whether the code may not run when its function does.
        var isConditional = false
        /// Whether the code never runs: `0 && (…)`, which esbuild writes for tools that look for names.
        var isDead = false
        var guards: JavaScriptImport.Guards = []
        /// The name in front of a parenthesis.
        var callee: [String] = []
        /// Whether only statements surround it.
        var isPlain = true
    }

    /// An assignment, kept until all names are known.
    struct Write {
        var base: [String]
        /// `nil` for an assignment to the base itself.
        var member: String?
        var value: JavaScriptValue
        var place: SourcePlace
        var scope: Int
        var isConditional: Bool
        var isDead = false
        /// Whether `exports` and `module.exports` are the same object from here on.
        var links = false
    }

    let bytes: [UInt8]
    let tokens: [JavaScriptToken]
    let map: LineMap
    var module = JavaScriptModule()
    var frames = [Frame()]
    var writes: [Write] = []
    /// The end of an arrow's expression that is around the token, or behind it: it runs later, if ever.
    var lazyEnd = 0
    /// The same for what stands behind `&&`, `||`, `??`, `?`, or a condition without braces.
    var branchEnd = 0
    /// The first of `exports`, `module` and `require` that is used, while no declaration of it is known.
    var commonJSName = ""
    /// Names of declarations, whose `=` is no assignment.
    var declared: Set<Int> = []

    /// Reads the source of a module.
    static func read(_ bytes: [UInt8]) -> JavaScriptModule {
        guard bytes.count <= JavaScriptModule.largestSource else {
            var module = JavaScriptModule()
            module.unreadable = .tooLarge(bytes.count)
            return module
        }
        let tokenizer = JavaScriptTokenizer(bytes)
        var reader = JavaScriptReader(tokenizer)
        if let offset = tokenizer.tooDeep {
            reader.module.unreadable = .nestedTooDeep(reader.place(offset))
            return reader.module
        }
        for use in tokenizer.features {
            reader.module.features.append(JavaScriptFeatureUse(feature: use.feature, place: reader.place(use.offset)))
        }
        if let problem = tokenizer.problem {
            // Brackets are not paired behind an error: the rest says nothing.
            reader.module.problems = [JavaScriptProblem(problem.kind, at: reader.place(problem.offset))]
            return reader.module
        }
        reader.walk()
        reader.finish()
        return reader.module
    }

    private init(_ tokenizer: JavaScriptTokenizer) {
        bytes = tokenizer.bytes
        tokens = tokenizer.tokens
        map = LineMap(tokenizer.bytes)
        module.scopes = [JavaScriptScope(parent: -1, runsAtOnce: true)]
    }

    func place(_ offset: Int) -> SourcePlace { map.place(offset) }

    func place(of index: Int) -> SourcePlace {
        place(index < tokens.count ? Int(tokens[index].start) : bytes.count)
    }

    /// The text of a token, empty behind the last one.
    func text(_ index: Int) -> String {
        guard index >= 0, index < tokens.count else { return "" }
        return String(decoding: bytes[tokens[index].range], as: UTF8.self)
    }

    func symbol(_ index: Int) -> JavaScriptSymbol? {
        guard index >= 0, index < tokens.count, tokens[index].kind == .symbol else { return nil }
        return tokens[index].symbol
    }

    func keyword(_ index: Int) -> JavaScriptKeyword? {
        guard index >= 0, index < tokens.count, tokens[index].kind == .name else { return nil }
        return tokens[index].keyword
    }

    func isName(_ index: Int) -> Bool { index >= 0 && index < tokens.count && tokens[index].kind == .name }

    /// The text of a string literal without escapes.
    func string(_ index: Int) -> String? {
        guard index >= 0, index < tokens.count else { return nil }
        let token = tokens[index]
        let isWholeTemplate = token.kind == .template && Int(token.mate) == index
        guard token.kind == .string || isWholeTemplate, token.range.count >= 2 else { return nil }
        let range = token.range.dropFirst().dropLast()
        guard !bytes[range].contains(UInt8(ascii: "\\")) else { return nil }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// Whether a token comes after a dot.
    func isProperty(_ index: Int) -> Bool { symbol(index - 1) == .dot || symbol(index - 1) == .optionalDot }

    var frame: Frame { frames[frames.count - 1] }

    private mutating func walk() {
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .symbol where token.symbol.isOpen: frames.append(frameInside(index))
            case .symbol where token.symbol.isClose:
                if frames.count > 1 { frames.removeLast() }
                if token.role == .control, symbol(index + 1) != .openBrace { beginBranch(index + 1) }
            case .symbol: readSymbol(index)
            case .name where !isProperty(index): readName(index)
            default: break
            }
        }
    }

    /// Marks how far what runs later, or perhaps not, goes.
    private mutating func readSymbol(_ index: Int) {
        switch tokens[index].symbol {
        case .arrow:
            guard symbol(index + 1) != .openBrace, index >= lazyEnd else { return }
            lazyEnd = expressionEnd(index + 1)
        case .and, .or, .nullish, .question: beginBranch(index + 1)
        case .augmented:
            let text = text(index)
            if text == "||=" || text == "&&=" || text == "??=" { beginBranch(index + 1) }
        default: break
        }
    }

    mutating func beginBranch(_ index: Int) {
        // Inside a branch there is nothing to add, and a long chain is looked through once.
        if index > branchEnd { branchEnd = expressionEnd(index) }
    }

    /// Reasons why a token may not run when its file is loaded.
    func guards(_ index: Int) -> JavaScriptImport.Guards {
        var guards = frame.guards
        if index < lazyEnd { guards.insert(.function) }
        if index < branchEnd { guards.insert(.condition) }
        return guards
    }

    private mutating func frameInside(_ index: Int) -> Frame {
        var frame = frame
        let role = tokens[index].role
        let before = symbol(index - 1)
        frame.role = role
        frame.callee = []
        if role != .block { frame.isPlain = false }
        switch role {
        case .functionBody:
            enterFunction(index, &frame)
        case .parameters, .classBody:
            // Defaults and fields are worked out when the function or class is used.
            frame.guards.insert(.function)
        case .block:
            let word = keyword(index - 1)
            let isControlled = before == .closeParenthesis && tokens[index - 1].role == .control
            if isControlled || word == .else || word == .catch {
                frame.isConditional = true
                frame.guards.insert(word == .catch ? .tryBlock : .condition)
            } else if word == .try {
                frame.isConditional = true
                frame.guards.insert(.tryBlock)
            }
            if isControlled, tokens[index - 1].mate >= 1, keyword(Int(tokens[index - 1].mate) - 1) == .catch {
                frame.guards.insert(.tryBlock)
            }
        default:
            let isBranch = before == .question || before == .colon && role == .none
            if isBranch || before == .and || before == .or || before == .nullish {
                frame.isConditional = true
                frame.guards.insert(.condition)
                if before == .and, index >= 2, text(index - 2) == "0" { frame.isDead = true }
            }
            if symbol(index) == .openParenthesis, isName(index - 1) { frame.callee = callee(before: index) }
        }
        return frame
    }

    /// The dotted name that ends before a parenthesis.
    private func callee(before open: Int) -> [String] {
        var path: [String] = []
        var index = open - 1
        while isName(index), path.count < 6 {
            path.insert(text(index), at: 0)
            guard isProperty(index) else { break }
            index -= 2
        }
        return path
    }

    private mutating func enterFunction(_ open: Int, _ frame: inout Frame) {
        let facts = functionHead(ofBody: open)
        let runs = isCalledAtOnce(open, start: facts.start)
        var scope = JavaScriptScope(parent: frame.scope, runsAtOnce: runs)
        for name in facts.names {
            scope.bindings[name.text] = JavaScriptBinding(place: place(of: name.index), isOpen: true)
        }
        module.scopes.append(scope)
        frame.scope = module.scopes.count - 1
        if !runs {
            frame.isConditional = true
            frame.guards.insert(.function)
        }
    }

    /// Where the function of a body begins, and the names of its parameters.
    private func functionHead(ofBody open: Int) -> (start: Int, names: [(text: String, index: Int)]) {
        var index = open - 1
        let isArrow = symbol(index) == .arrow
        if isArrow { index -= 1 }
        guard symbol(index) == .closeParenthesis, tokens[index].mate >= 0 else {
            guard isArrow, isName(index) else { return (open, []) }
            return (keyword(index - 1) == .async ? index - 1 : index, [(text(index), index)])
        }
        let first = Int(tokens[index].mate)
        var names: [(text: String, index: Int)] = []
        for inner in (first + 1)..<max(first + 1, index) where isName(inner) && !isProperty(inner) {
            guard tokens[inner].keyword.isBindable else { continue }
            names.append((text(inner), inner))
        }
        var start = first
        if isArrow {
            if keyword(first - 1) == .async { start -= 1 }
        } else {
            while start > 0, start > first - 4, isName(start - 1) || symbol(start - 1) == .star {
                start -= 1
                if keyword(start) == .function {
                    if keyword(start - 1) == .async { start -= 1 }
                    break
                }
            }
        }
        return (start, names)
    }

    /// Whether a function expression is called where it stands: `(function () { … })()`, `!function () { … }()`.
    private func isCalledAtOnce(_ open: Int, start: Int) -> Bool {
        guard tokens[open].mate >= 0 else { return false }
        var next = Int(tokens[open].mate) + 1
        if symbol(next) == .closeParenthesis, Int(tokens[next].mate) == start - 1 {
            next += 1
        } else if keyword(start) != .function && keyword(start + 1) != .function
            || tokens[start].role == .declaration
        {
            return false
        }
        if symbol(next) == .openParenthesis { return true }
        return symbol(next) == .dot && isName(next + 1) && ["call", "apply"].contains(text(next + 1))
            && symbol(next + 2) == .openParenthesis
    }
}
