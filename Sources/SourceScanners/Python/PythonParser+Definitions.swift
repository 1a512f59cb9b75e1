extension PythonParser {
    mutating func readFunction(_ line: Range<Int>, word: Int, isAsync: Bool) {
        defer { decorators = [] }
        frames[frames.count - 1].condition = .none
        guard let colon = colon(line, word: word) else { return }
        let name = word + 1
        guard name < colon, isName(name) else {
            return fail(.unexpectedToken(text(min(name, colon))), at: min(name, colon))
        }
        var open = name + 1
        if isSymbol(open, .open), spells(open, "[") {
            note(.typeParameters, at: open)
            open = after(open)
        }
        guard open < colon, spells(open, "(") else { return fail(.unexpectedToken(text(open)), at: open) }
        let range = open + 1..<Int(tokens[open].mate)
        noteUnions(open + 1..<colon)
        var frame = child(line, word: word)
        frame.kind = .function
        frame.name = text(name)
        frame.scope = frames.count
        frame.guards.insert(.function)
        let owner = frames[top].scope
        if frames[top].holder == nil || frames[owner].classFacts != nil {
            var function = PythonFunction(
                name: frame.name, place: place(name), parameters: parameters(range), isAsync: isAsync)
            function.decorators = decorators
            frame.binding = bind(frame.name, .function(function), at: name)
            if frame.name == "__getattr__", frames[top].holder == nil {
                module.dynamics.append(PythonDynamic(kind: .moduleGetattr, place: function.place))
            }
        } else {
            noteParameters(range)
            bind(frame.name, .unknown, at: name, isDefinition: true)
        }
        frame.holder = .function(frame.name)
        frame.isConditional = false
        bindWalruses(range)
        self.open(frame, line, colon: colon)
    }

    mutating func readClass(_ line: Range<Int>, word: Int) {
        defer { decorators = [] }
        frames[frames.count - 1].condition = .none
        guard let colon = colon(line, word: word) else { return }
        let name = word + 1
        guard name < colon, isName(name) else {
            return fail(.unexpectedToken(text(min(name, colon))), at: min(name, colon))
        }
        var open = name + 1
        if isSymbol(open, .open), spells(open, "[") {
            note(.typeParameters, at: open)
            open = after(open)
        }
        var facts = PythonClass(name: text(name), place: place(name))
        facts.isChanged = !decorators.isEmpty
        if open < colon, isSymbol(open, .open) { readBases(open + 1..<Int(tokens[open].mate), &facts) }
        var frame = child(line, word: word)
        frame.kind = .classBody
        frame.name = facts.name
        frame.scope = frames.count
        frame.binding = bind(facts.name, .classObject(facts), at: name, isDefinition: true)
        frame.classFacts = facts
        frame.holder = .classBody(facts.name)
        frame.isConditional = false
        self.open(frame, line, colon: colon)
    }

    private func readBases(_ range: Range<Int>, _ facts: inout PythonClass) {
        for part in parts(range) where !part.isEmpty {
            if first(in: part, where: { isSymbol($0, .assign) }) != nil || isSymbol(part.lowerBound, .doubleStar) {
                facts.isChanged = true
                continue
            }
            let base = dottedName(in: part, allowsCall: false) ?? "?"
            if base != "object" { facts.bases.append(base) }
        }
    }

    /// The pieces of a range between commas outside brackets; commas of a lambda's parameters do not part.
    func parts(_ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var lambdas = 0
        var index = start
        while index < range.upperBound {
            if isKeyword(index, .lambda) {
                lambdas += 1
            } else if lambdas > 0, isSymbol(index, .colon) {
                lambdas -= 1
            } else if lambdas == 0, isSymbol(index, .comma) {
                parts.append(start..<index)
                start = index + 1
            }
            index = after(index)
        }
        if start < range.upperBound { parts.append(start..<range.upperBound) }
        return parts
    }

    /// Reads what stands between the brackets of `def`, or between `lambda` and its colon.
    mutating func parameters(_ range: Range<Int>) -> PythonParameters {
        var result = PythonParameters(required: 0, maximum: 0)
        var isKeywordOnly = false
        for part in parts(range) where !part.isEmpty {
            let start = part.lowerBound
            if isSymbol(start, .slash) {
                note(.positionalOnlyParameter, at: start)
            } else if isSymbol(start, .star) {
                isKeywordOnly = true
                if part.count > 1 { result.maximum = nil }
            } else if !isSymbol(start, .doubleStar) {
                let hasDefault = first(in: part) { isSymbol($0, .assign) } != nil
                if isKeywordOnly {
                    if !hasDefault { result.requiredKeywords.append(text(start)) }
                } else {
                    result.names.append(text(start))
                    result.maximum = result.maximum.map { $0 + 1 }
                    if !hasDefault { result.required += 1 }
                }
            }
        }
        return result
    }

    /// Notes the syntax of parameters whose numbers nobody asks for.
    private mutating func noteParameters(_ range: Range<Int>) {
        for part in range where isSymbol(part, .slash) && isSymbol(part - 1, .comma) {
            note(.positionalOnlyParameter, at: part)
        }
    }

    /// Notes `|` between types that is evaluated by the import itself: before Python 3.10 types have no such operator, and the
    /// import ends with a `TypeError`. Only names that nobody gives another meaning are looked at.
    mutating func noteUnions(_ range: Range<Int>) {
        guard frames[top].guards.isEmpty else { return }
        let union = range.first { spells($0, "|") && isBuiltinType($0 - 1) && isBuiltinType($0 + 1) }
        guard let union,
            !module.imports.contains(where: { $0.module == "__future__" && $0.names.contains("annotations") })
        else { return }
        note(.typeUnion, at: union)
    }

    private func isBuiltinType(_ token: Int) -> Bool {
        token >= 0 && token < tokens.count
            && ["int", "str", "float", "bool", "bytes", "dict", "list", "tuple", "set", "None"].contains(text(token))
    }
}
