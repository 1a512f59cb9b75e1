extension PythonParser {
    /// What an expression stands for, as far as it can be told without following names.
    mutating func value(_ range: Range<Int>, depth: Int = 0) -> PythonValue {
        var range = range
        while let open = range.first, isSymbol(open, .open), spells(open, "("), after(open) == range.upperBound {
            range = open + 1..<range.upperBound - 1
            if range.isEmpty { return .notCallable(.tuple) }
            if first(in: range, where: { isKeyword($0, .for) }) != nil { return .notCallable(.generator) }
        }
        guard let start = range.first, depth < 20 else { return .unknown }
        if isKeyword(start, .lambda) {
            guard let colon = headerColon(in: start + 1..<range.upperBound) else { return .unknown }
            return .lambda(parameters(start + 1..<colon))
        }
        if isName(start), start + 1 < range.upperBound, isSymbol(start + 1, .walrus) {
            return value(start + 2..<range.upperBound, depth: depth + 1)
        }
        if let compound = compound(range, depth: depth) { return compound }
        if isKeyword(start, .not) { return .notCallable(.boolean) }
        return simpleValue(range)
    }

    /// Tuples, conditional expressions, `or` and `and`.
    private mutating func compound(_ range: Range<Int>, depth: Int) -> PythonValue? {
        var splits: [Int] = []
        var question: Int?
        var otherwise: Int?
        var index = range.lowerBound
        while index < range.upperBound {
            if isKeyword(index, .lambda) { break }
            if isSymbol(index, .comma) { return .notCallable(.tuple) }
            if isKeyword(index, .if), question == nil { question = index }
            if isKeyword(index, .else), otherwise == nil { otherwise = index }
            if isKeyword(index, .or) || isKeyword(index, .and) { splits.append(index) }
            index = after(index)
        }
        if let question, let otherwise, question < otherwise {
            return .anyOf([
                value(range.lowerBound..<question, depth: depth + 1),
                value(otherwise + 1..<range.upperBound, depth: depth + 1),
            ])
        }
        guard !splits.isEmpty, splits.count < 50 else { return splits.isEmpty ? nil : .unknown }
        var values: [PythonValue] = []
        var start = range.lowerBound
        for split in splits + [range.upperBound] {
            values.append(value(start..<split, depth: depth + 1))
            start = split + 1
        }
        return .anyOf(values)
    }

    private func simpleValue(_ range: Range<Int>) -> PythonValue {
        let start = range.lowerBound
        let token = tokens[start]
        switch token.kind {
        case .number:
            return range.count == 1 ? .notCallable(.number) : .unknown
        case .string:
            guard range.allSatisfy({ tokens[$0].kind == .string }) else { return .unknown }
            return .notCallable(token.isBytes ? .bytes : .string)
        case .symbol:
            if token.symbol == .ellipsis, range.count == 1 { return .notCallable(.ellipsis) }
            if token.symbol == .minus || token.symbol == .plus, range.count == 2, tokens[start + 1].kind == .number {
                return .notCallable(.number)
            }
            guard token.symbol == .open, after(start) == range.upperBound else { return .unknown }
            return spells(start, "[")
                ? .notCallable(.list)
                : .notCallable(isDictionary(start + 1..<range.upperBound - 1) ? .dictionary : .set)
        case .name:
            if token.keyword.isConstant, range.count == 1 {
                return .notCallable(token.keyword == .none_ ? .none : .boolean)
            }
            return namedValue(range)
        }
    }

    private func isDictionary(_ inside: Range<Int>) -> Bool {
        inside.isEmpty || isSymbol(inside.lowerBound, .doubleStar) || headerColon(in: inside) != nil
    }

    /// `a`, `a.b`, `a.b(…)`, `a.b(…).c`.
    private func namedValue(_ range: Range<Int>) -> PythonValue {
        guard isName(range.lowerBound), !isKeyword(range.lowerBound, .await) else { return .unknown }
        var end = range.lowerBound + 1
        while end + 1 < range.upperBound, isSymbol(end, .dot), tokens[end + 1].kind == .name { end += 2 }
        let name = (range.lowerBound..<end).map(text).joined()
        if end == range.upperBound { return .alias(name) }
        guard isSymbol(end, .open), spells(end, "(") else { return .unknown }
        let close = after(end)
        if close == range.upperBound { return .call(name) }
        if close + 2 == range.upperBound, isSymbol(close, .dot), tokens[close + 1].kind == .name {
            return .callAttribute(call: name, attribute: text(close + 1))
        }
        return .unknown
    }

    /// The dotted name that a range is, its call's arguments set aside.
    func dottedName(in range: Range<Int>, allowsCall: Bool) -> String? {
        guard let start = range.first, isName(start) else { return nil }
        var end = start + 1
        while end + 1 < range.upperBound, isSymbol(end, .dot), tokens[end + 1].kind == .name { end += 2 }
        let isWhole = end == range.upperBound || (allowsCall && isSymbol(end, .open) && after(end) == range.upperBound)
        return isWhole ? (start..<end).map(text).joined() : nil
    }

    /// The text of a string literal without prefix and escapes.
    func literal(_ token: Int) -> String? {
        let content = bytes[tokens[token].range]
        guard let quote = content.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let isUnicode = (content.first ?? 0) | 0x20 == UInt8(ascii: "u")
            guard isUnicode, content.count >= 3 else { return nil }
            return inner(content.dropFirst())
        }
        return inner(content)
    }

    private func inner(_ quoted: ArraySlice<UInt8>) -> String? {
        let quote = quoted.prefix(1)
        let triple = quoted.count >= 6 && quoted.prefix(3).elementsEqual([UInt8](repeating: quote.first ?? 0, count: 3))
        let text = triple ? quoted.dropFirst(3).dropLast(3) : quoted.dropFirst().dropLast()
        return text.contains(UInt8(ascii: "\\")) ? nil : String(decoding: text, as: UTF8.self)
    }
}
