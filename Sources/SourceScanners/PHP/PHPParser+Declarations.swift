extension PHPParser {
    /// The innermost class body that the index stands in directly.
    private var classBody: Int?? {
        if case .classBody(let number)? = frames.last?.kind { return .some(number) }
        return nil
    }

    /// The bracket of the parameters after `function`, `&` and a name.
    func parametersStart(_ at: Int) -> Int { symbol(at + 1) == .ampersand ? at + 2 : at + 1 }

    mutating func function() {
        let returnsReference = symbol(index + 1) == .ampersand
        var at = parametersStart(index)
        let isClosure = opens(.parenthesis, at)
        if !isClosure {
            guard isName(at), opens(.parenthesis, at + 1) else { return }
            // `use function f;`
            if isWord("use", index - 1) { return }
            at += 1
        }
        let parameters = parameters(at)
        let name = isClosure ? "" : text(at - 1)
        if let body = bodyStart(after(at)) { announced[body] = (.function, isClosure ? "{closure}" : name) }
        guard !isClosure else { return }
        var function = PHPFunction(name: name, namespace: namespace, place: place(at - 1))
        function.parameters = parameters
        function.returnsReference = returnsReference
        if let number = classBody {
            function.isStatic = isWord("static", index - 1) || isWord("static", index - 2)
            if let number {
                classes[number].methods.append(function)
            } else {
                methodsOfAnonymousClasses.append(function)
            }
            return
        }
        function.isConditional = isConditional
        if functionDepth > 0 {
            function.holder = holders.last ?? ""
            nested.append(function)
        } else {
            functions.append(function)
        }
    }

    private var isConditional: Bool { alternativeDepth > 0 || blockDepth > 0 }

    mutating func arrowFunction() {
        let bracket = parametersStart(index)
        var at = after(bracket)
        if symbol(at) == .colon {
            at += 1
            while isName(at) || [.question, .pipe, .ampersand].contains(symbol(at)) { at += 1 }
        }
        guard symbol(at) == .doubleArrow, !isWord("function", index - 1) else { return }
        note(.arrowFunction, at: index)
        _ = parameters(bracket)
    }

    /// From behind the parameters over `use (…)` and the return type to the body, if there is one.
    private mutating func bodyStart(_ from: Int) -> Int? {
        var at = from
        while let token = token(at), at < from + 200 {
            switch token.kind {
            case .open where token.symbol == .curly: return at
            case .open where token.symbol == .parenthesis: at = after(at)
            case .name: at += 1
            case .symbol where token.symbol == .pipe:
                note(.unionType, at: at)
                at += 1
            case .symbol where [.colon, .question, .ampersand].contains(token.symbol): at += 1
            default: return nil
            }
        }
        return nil
    }

    mutating func enumeration() {
        guard isName(index + 1), !isWord(oneOf: ["extends", "implements"], index + 1) else { return }
        guard opens(.curly, index + 2) || symbol(index + 2) == .colon || isWord("implements", index + 2) else { return }
        note(.enumeration, at: index)
        classDeclaration(.enum)
    }

    mutating func classDeclaration(_ kind: PHPClass.Kind) {
        let isAnonymous: Bool
        if kind == .class, opens(.parenthesis, index + 1) || opens(.curly, index + 1) {
            isAnonymous = true
        } else if isName(index + 1) {
            isAnonymous = kind == .class && isWord(oneOf: ["extends", "implements"], index + 1)
        } else {
            return
        }
        var at = index + 1
        if opens(.parenthesis, at) { at = after(at) }
        // Longer lists of interfaces than any real one are not read.
        let limit = index + 300
        while let token = token(at), at < limit, !opens(.curly, at) {
            let goesOn = token.kind == .name || (token.kind == .symbol && [.comma, .colon].contains(token.symbol))
            guard goesOn else { return }
            at += 1
        }
        guard opens(.curly, at) else { return }
        if isAnonymous {
            announced[at] = (.classBody(nil), "")
            return
        }
        if isWord("readonly", index - 1) { note(.readonlyClass, at: index - 1) }
        announced[at] = (.classBody(classes.count), "")
        classes.append(
            PHPClass(
                kind: kind, name: text(index + 1), namespace: namespace, place: place(index + 1),
                isConditional: isConditional || functionDepth > 0))
    }

    // MARK: Properties and parameters

    private static let modifiers: [StaticString] = ["public", "protected", "private", "static", "var", "readonly"]

    /// `public int $x`, seen at its first modifier.
    mutating func property() {
        guard classBody != nil, !isWord(oneOf: Self.modifiers, index - 1), let bracket = brackets.last,
            Int(tokens[bracket].mate) == frames.last?.end
        else { return }
        var at = index
        var readonly: Int?
        while isWord(oneOf: Self.modifiers, at) {
            if isWord("readonly", at) { readonly = at }
            at += 1
        }
        guard !isWord(oneOf: ["function", "const", "abstract", "final"], at) else { return }
        let type = at
        let union = skipType(&at)
        guard token(at)?.kind == .variable else { return }
        if let readonly { note(.readonlyProperty, at: readonly) }
        if at > type { note(.typedProperty, at: type) }
        if let union { note(.unionType, at: union) }
    }

    /// Goes over a type; the first `|` in it.
    private func skipType(_ at: inout Int) -> Int? {
        var union: Int?
        let limit = at + 100
        while let token = token(at), at < limit {
            if token.kind == .symbol, token.symbol == .pipe {
                union = union ?? at
            } else if token.kind == .symbol, token.symbol == .ampersand {
                // `A&B $x` is a type, `A &$x` a reference.
                guard isName(at + 1) || opens(.parenthesis, at + 1) else { return union }
            } else if token.kind == .open || token.kind == .close {
                // `(A&B)|null`
                guard token.symbol == .parenthesis, token.kind == .close || isName(at + 1) else { return union }
            } else if token.kind != .name, token.kind != .symbol || token.symbol != .question {
                return union
            }
            at += 1
        }
        return union
    }

    /// The parameters between brackets.
    mutating func parameters(_ bracket: Int) -> PHPParameters {
        var parameters = PHPParameters()
        let end = min(after(bracket) - 1, tokens.count)
        var at = bracket + 1
        while at < end {
            if let parameter = parameter(&at, before: end) { parameters.list.append(parameter) }
            while at < end, symbol(at) != .comma { at = token(at)?.kind == .open ? after(at) : at + 1 }
            at += 1
        }
        return parameters
    }

    private mutating func parameter(_ at: inout Int, before end: Int) -> PHPParameter? {
        while opens(.attribute, at) { at = after(at) }
        while at < end, isWord(oneOf: Self.modifiers, at) {
            note(.constructorPromotion, at: at)
            if isWord("readonly", at) { note(.readonlyProperty, at: at) }
            at += 1
        }
        var parameter = PHPParameter(name: "")
        let type = at
        if let union = skipType(&at) { note(.unionType, at: union) }
        if at > type { parameter.type = (type..<min(at, tokens.count)).map(text).joined() }
        if symbol(at) == .ampersand {
            parameter.isByReference = true
            at += 1
        }
        if symbol(at) == .ellipsis {
            parameter.isVariadic = true
            at += 1
        }
        guard at < end, token(at)?.kind == .variable else { return nil }
        parameter.name = String(text(at).dropFirst())
        parameter.hasDefault = symbol(at + 1) == .assign
        at += 1
        return parameter
    }

    /// A comma before a closing bracket, seen at the opening one.
    mutating func trailingComma(_ bracket: PHPToken) {
        let comma = Int(bracket.mate) - 1
        guard comma > index, symbol(comma) == .comma else { return }
        let before = index - 1
        if isWord(oneOf: ["array", "list"], before) { return }
        let named = symbol(before) == .ampersand ? before - 1 : before
        let isDeclaration =
            isWord(oneOf: ["function", "fn", "use"], named)
            || (isName(before) && isFunctionName(before))
        note(isDeclaration ? .trailingCommaInParameters : .trailingCommaInCall, at: comma)
    }

    private func isFunctionName(_ at: Int) -> Bool {
        isWord("function", symbol(at - 1) == .ampersand ? at - 2 : at - 1)
    }
}
