/// What expressions stand for.
extension JavaScriptReader {
    /// Literals inside each other are followed so far.
    static let deepestValue = 6
    /// Expressions with more operands are not followed to their end.
    static let longestExpression = 1000

    /// The token behind an expression: a comma, semicolon or closing bracket, or the first token of the next statement.
    func expressionEnd(_ first: Int) -> Int {
        var index = first
        var steps = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.kind == .symbol, token.symbol.isClose || token.symbol == .comma || token.symbol == .semicolon {
                return index
            }
            if token.startsLine, index > first, beginsStatement(index) { return index }
            steps += 1
            guard steps < Self.longestExpression else { return index }
            index = behind(index)
        }
        return index
    }

    /// The token after a token, or after the bracket that it opens.
    func behind(_ index: Int) -> Int {
        guard index < tokens.count else { return tokens.count }
        let token = tokens[index]
        let isOpen = token.kind == .template || token.kind == .symbol && token.symbol.isOpen
        return isOpen && Int(token.mate) > index ? Int(token.mate) + 1 : index + 1
    }

    /// Whether a line's first token begins a statement, by the rules for semicolons that are left out.
    private func beginsStatement(_ index: Int) -> Bool {
        let token = tokens[index]
        switch token.kind {
        case .symbol:
            guard token.symbol == .openBrace || token.symbol == .increment || token.symbol == .not else { return false }
        case .name where token.keyword == .in || token.keyword == .instanceof || token.keyword == .extends: return false
        case .template: return false
        default: break
        }
        let last = tokens[index - 1]
        switch last.kind {
        case .symbol: return last.symbol.isClose && last.role != .control || last.symbol == .increment
        case .name: return !last.keyword.takesOperand || isProperty(index - 1) || last.keyword == .of
        default: return true
        }
    }

    private func reference(_ path: [String]) -> JavaScriptReference {
        JavaScriptReference(path: path, scope: frame.scope)
    }

    /// What the expression that begins at a token stands for.
    func value(_ first: Int, depth: Int = 0) -> JavaScriptValue {
        guard depth < Self.deepestValue else { return .unknown }
        var start = first
        // `a = b.c = value`
        for _ in 0..<32 where isName(start) {
            let (_, next) = target(start)
            guard symbol(next) == .assign else { break }
            start = next + 1
        }
        guard start < tokens.count else { return .unknown }
        if let function = function(start) {
            // Called where it stands, or with a property taken from it.
            let next = function.end
            let isDone = next >= tokens.count || function.facts.isArrow || expressionEnd(start) == next
            return isDone ? .function(function.facts) : .unknown
        }
        let end = expressionEnd(start)
        if let parts = alternatives(start..<end, depth) { return .anyOf(parts) }
        return operand(start, end, depth)
    }

    /// The values of `a ? b : c`, `a || b`, `a ?? b` and `a && b`.
    private func alternatives(_ range: Range<Int>, _ depth: Int) -> [JavaScriptValue]? {
        var index = range.lowerBound
        var starts: [Int] = []
        var question: Int?
        while index < range.upperBound {
            switch symbol(index) {
            case .arrow: return question == nil ? nil : [.unknown]
            case .question where question == nil:
                question = index
                starts = [index + 1]
            case .colon: if question != nil { starts.append(index + 1) }
            case .or, .nullish, .and:
                if question == nil { starts.append(index + 1) }
            default: break
            }
            index = behind(index)
        }
        guard !starts.isEmpty, starts.count <= 8 else { return starts.isEmpty ? nil : [.unknown] }
        if question == nil {
            // The first operand is a value of `||`; of `&&` only where it is false.
            let isAnd = range.contains { symbol($0) == .and }
            let first = isAnd ? JavaScriptValue.unknown : operand(range.lowerBound, starts[0] - 1, depth + 1)
            return [first] + starts.map { isAnd ? .unknown : value($0, depth: depth + 1) }
        }
        return starts.map { start in
            var end = start
            while end < range.upperBound, symbol(end) != .colon, symbol(end) != .question { end = behind(end) }
            if let function = function(start) { return .function(function.facts) }
            return operand(start, min(end, range.upperBound), depth + 1)
        }
    }

    /// What an operand is, if it goes exactly up to `end`.
    private func operand(_ start: Int, _ end: Int, _ depth: Int) -> JavaScriptValue {
        guard start < end else { return .unknown }
        let token = tokens[start]
        switch token.kind {
        case .string: return end == start + 1 ? .notCallable(.string) : .unknown
        case .number: return end == start + 1 ? .notCallable(.number) : .unknown
        case .regex: return end == start + 1 ? .notCallable(.regularExpression) : .unknown
        case .template: return end == behind(start) ? .notCallable(.string) : .unknown
        case .privateName: return .unknown
        case .symbol: return symbolOperand(start, end, depth)
        case .name: return nameOperand(start, end, depth)
        }
    }

    private func symbolOperand(_ start: Int, _ end: Int, _ depth: Int) -> JavaScriptValue {
        let isWhole = behind(start) == end
        switch tokens[start].symbol {
        case .openBrace: return isWhole ? .object(object(start, depth)) : .unknown
        case .openBracket: return isWhole ? .notCallable(.array) : .unknown
        case .not: return (start..<end).contains { symbol($0) == .arrow } ? .unknown : .notCallable(.boolean)
        case .openParenthesis:
            guard isWhole, end - start > 2 else { return .unknown }
            // The last operand of a comma counts.
            let last = arguments(start).last ?? start + 1
            return value(last, depth: depth + 1)
        default: return .unknown
        }
    }

    private func nameOperand(_ start: Int, _ end: Int, _ depth: Int) -> JavaScriptValue {
        switch tokens[start].keyword {
        case .undefined where end == start + 1, .void: return .notCallable(.undefined)
        case .null where end == start + 1: return .notCallable(.null)
        case .true where end == start + 1, .false where end == start + 1: return .notCallable(.boolean)
        case .typeof: return .notCallable(.string)
        case .class:
            let facts = classFacts(start, depth)
            return facts.end == end ? .classObject(facts.facts) : .unknown
        case .new:
            guard isName(start + 1) else { return .unknown }
            let (path, next) = target(start + 1)
            let isWhole = next == end || symbol(next) == .openParenthesis && behind(next) == end
            return isWhole && !path.contains(nil) ? .instance(of: reference(path.compactMap { $0 })) : .unknown
        case .this:
            guard frame.scope == 0, end == start + 1 else { return .unknown }
            return .reference(reference(["exports"]))
        case let word where !word.isBindable: return .unknown
        default: break
        }
        let (path, next) = target(start)
        if path.contains(nil) { return .unknown }
        let names = path.compactMap { $0 }
        if next == end { return .reference(reference(names)) }
        guard symbol(next) == .openParenthesis, tokens[next].mate >= 0 else { return .unknown }
        return callValue(names, open: next, end: end)
    }

    private static let interop: Set<String> = [
        "__importStar", "__importDefault", "__toESM", "_interopRequireDefault", "_interopRequireWildcard",
        "_interop_require_default", "_interop_require_wildcard", "__importWildcard",
    ]

    /// The result of a call, and properties of what `require` gives.
    private func callValue(_ names: [String], open: Int, end: Int) -> JavaScriptValue {
        let close = Int(tokens[open].mate)
        if names == ["require"], let specifier = string(open + 1), close == open + 2 {
            var result = JavaScriptValue.module(
                JavaScriptModuleReference(specifier: specifier, path: [], style: .require))
            var index = close + 1
            while index < end {
                guard symbol(index) == .dot, isName(index + 1) else {
                    let isCall = symbol(index) == .openParenthesis && behind(index) == end
                    return isCall ? .call("require(\"\(specifier)\")", argument: nil) : .unknown
                }
                result = result.property(text(index + 1))
                index += 2
            }
            return result
        }
        guard close + 1 == end else { return .unknown }
        if let last = names.last, Self.interop.contains(last), keyword(open + 1) == .require,
            let name = string(open + 3)
        {
            return .module(JavaScriptModuleReference(specifier: name, path: [], style: .interop))
        }
        var argument: JavaScriptReference?
        if isName(open + 1), close == open + 2, tokens[open + 1].keyword.isBindable {
            argument = reference([text(open + 1)])
        }
        return .call(names.joined(separator: "."), argument: argument)
    }
}
