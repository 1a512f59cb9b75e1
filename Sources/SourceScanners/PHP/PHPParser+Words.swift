extension PHPParser {
    /// A name, which may be a word of the language.
    mutating func word(_ token: PHPToken) {
        namedArgument()
        if symbol(index - 1) == .scope, isWord("class", index), self.token(index - 2)?.kind == .variable {
            note(.classOfObject, at: index - 2)
        }
        guard !isMember(index), token.range.count <= 16 else { return }
        if isWord("class", index - 1) || isWord("const", index - 1) { return }
        switch text(index).lowercased() {
        case "function": function()
        case "fn": if opens(.parenthesis, parametersStart(index)) { arrowFunction() }
        case "class": classDeclaration(.class)
        case "interface": classDeclaration(.interface)
        case "trait": classDeclaration(.trait)
        case "enum": enumeration()
        case "namespace": namespaceDeclaration()
        case "include", "include_once": include(isRequire: false)
        case "require", "require_once": include(isRequire: true)
        case "eval": if opens(.parenthesis, index + 1), !isDeclared { evaluations.append(place(index)) }
        case "return", "exit", "die", "throw", "goto": leave()
        case "if", "elseif", "for", "foreach", "while", "switch", "declare": control()
        case "else": if symbol(index + 1) == .colon, alternativeDepth == 0 { alternativeDepth += 1 }
        case "endif", "endfor", "endforeach", "endwhile", "endswitch", "enddeclare":
            alternativeDepth = max(0, alternativeDepth - 1)
        case "match": match()
        case "catch": catchClause()
        case "public", "protected", "private", "var", "static", "readonly": property()
        default: break
        }
    }

    /// Whether the name at the index is being declared: `function eval`.
    private var isDeclared: Bool { isWord("function", index - 1) }

    private mutating func namedArgument() {
        guard symbol(index + 1) == .colon, let bracket = brackets.last, tokens[bracket].symbol == .parenthesis else {
            return
        }
        if bracket == index - 1 || symbol(index - 1) == .comma { note(.namedArgument, at: index) }
    }

    private mutating func leave() {
        if isWord("throw", index) {
            let isValue = [.coalesce, .doubleArrow, .question].contains(symbol(index - 1))
            if isValue { note(.throwExpression, at: index) }
        }
        if functionDepth == 0 { mayHaveEnded = true }
    }

    /// `if (…):` opens a block without braces.
    private mutating func control() {
        guard opens(.parenthesis, index + 1), symbol(after(index + 1)) == .colon, !isDeclared else { return }
        if !isWord("elseif", index) { alternativeDepth += 1 }
    }

    private mutating func match() {
        guard opens(.parenthesis, index + 1), opens(.curly, after(index + 1)), !isDeclared else { return }
        note(.matchExpression, at: index)
    }

    private mutating func catchClause() {
        guard opens(.parenthesis, index + 1), opens(.curly, after(index + 1)), !isDeclared else { return }
        if token(after(index + 1) - 2)?.kind == .name { note(.catchWithoutVariable, at: index) }
    }

    private mutating func namespaceDeclaration() {
        let isNamed = isName(index + 1)
        let end = isNamed ? index + 2 : index + 1
        let isBlock = opens(.curly, end)
        guard isBlock || (isNamed && symbol(end) == .semicolon), functionDepth == 0 else { return }
        namespace = isNamed ? text(index + 1) : ""
        if isNamed, !namespaces.contains(namespace) { namespaces.append(namespace) }
        if isBlock { announced[end] = (.namespace, "") }
    }

    // MARK: Includes

    private mutating func include(isRequire: Bool) {
        guard !isDeclared, symbol(index + 1) != .semicolon else { return }
        let begins = beginsStatement
        // An autoloader loads classes when they are used.
        let isAutoloader = brackets.suffix(16).contains {
            opens(.parenthesis, $0)
                && (isWord("spl_autoload_register", $0 - 1) || text($0 - 1) == "\\spl_autoload_register")
        }
        includes.append(
            PHPInclude(
                target: includeTarget(), isRequire: isRequire,
                isCertain: begins && blockDepth == 0 && functionDepth == 0 && alternativeDepth == 0 && !mayHaveEnded,
                isInFunction: functionDepth > 0, isInAutoloader: isAutoloader, place: place(index)))
    }

    /// Whether nothing but `@`, `$x =` or `return` stands before the word in its statement.
    private var beginsStatement: Bool {
        var at = index - 1
        if symbol(at) == .at { at -= 1 }
        if isWord("return", at) { at -= 1 }
        if symbol(at) == .assign, token(at - 1)?.kind == .variable { at -= 2 }
        guard let token = token(at) else { return true }
        switch token.kind {
        case .symbol: return token.symbol == .semicolon
        case .open, .close: return token.symbol == .curly
        case .html: return true
        default: return false
        }
    }

    /// `'x.php'`, `('x.php')`, `__DIR__ . '/x.php'`, `dirname(__FILE__) . '/x.php'`.
    private func includeTarget() -> PHPInclude.Target {
        var at = index + 1
        var end: Int?
        if opens(.parenthesis, at), endsExpression(after(at)) {
            end = after(at) - 1
            at += 1
        }
        var isBeside = false
        var levels = 0
        if isWord("__dir__", at) {
            isBeside = true
            at += 1
        } else if isWord("dirname", at) || text(at).lowercased() == "\\dirname" {
            while isWord("dirname", at) || text(at).lowercased() == "\\dirname" {
                guard opens(.parenthesis, at + 1), levels < 32 else { return .dynamic }
                levels += 1
                at += 2
            }
            if isWord("__dir__", at) { levels += 1 } else if !isWord("__file__", at) { return .dynamic }
            at += 1
            for _ in 0..<(isWord("__dir__", at - 1) ? levels - 1 : levels) {
                guard token(at)?.kind == .close else { return .dynamic }
                at += 1
            }
            isBeside = true
            levels -= 1
        }
        var path = String(repeating: "/..", count: max(0, levels))
        if isBeside {
            guard symbol(at) == .dot else { return .dynamic }
            at += 1
        }
        while true {
            guard let part = literal(at) else { return .dynamic }
            path += part
            at += 1
            guard symbol(at) == .dot else { break }
            at += 1
        }
        guard end.map({ $0 == at }) ?? endsExpression(at) else { return .dynamic }
        return isBeside ? .besideFile(path) : .literal(path)
    }

    private func endsExpression(_ at: Int) -> Bool {
        guard let token = token(at) else { return true }
        if token.kind == .close || token.kind == .html { return true }
        if token.kind == .name { return isWord("or", at) || isWord("and", at) }
        return token.kind == .symbol && (token.symbol == .semicolon || token.symbol == .comma)
    }

    /// A string without variables and without escapes, a single-quoted one with `\\` and `\'`.
    func literal(_ at: Int) -> String? {
        guard let token = token(at), token.kind == .string else { return nil }
        let inside = bytes[token.range].dropFirst().dropLast()
        guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
        guard bytes[Int(token.start)] == UInt8(ascii: "'") else { return nil }
        var result: [UInt8] = []
        var at = inside.startIndex
        while at < inside.endIndex {
            let next = at + 1 < inside.endIndex ? inside[at + 1] : 0
            if inside[at] == UInt8(ascii: "\\"), next == UInt8(ascii: "\\") || next == UInt8(ascii: "'") { at += 1 }
            result.append(inside[at])
            at += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
