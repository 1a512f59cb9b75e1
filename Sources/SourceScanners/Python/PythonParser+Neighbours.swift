extension PythonParser {
    /// Looks at all tokens of a line for two values side by side, which no version allows, and for code that makes
    /// names at run time.
    mutating func checkNeighbours(_ line: Range<Int>) {
        var endsValue = false
        var previous = PythonToken(kind: .symbol, start: 0, end: 0)
        var isOld = false
        for index in line {
            let token = tokens[index]
            var beginsValue = false
            var ends = false
            switch token.kind {
            case .name:
                let keyword = token.keyword
                let isValue = !keyword.isReserved || keyword.isConstant
                // `x async for x in y` stands inside comprehensions.
                beginsValue = isValue && keyword != .async
                // Words such as `print` and `match` may begin a statement.
                ends = isValue && !keyword.isSoft
                if keyword.rawValue >= PythonKeyword.exec.rawValue { lookForDynamics(index, line) }
                if keyword == .print || keyword == .exec { isOld = true }
            case .number, .string:
                beginsValue = !(token.kind == .string && previous.kind == .string)
                ends = true
            case .symbol:
                // Not after `...`: `from ...package import name`.
                ends = token.symbol == .close
            }
            if endsValue, beginsValue, !isOld {
                return fail(.unexpectedToken(text(index)), at: index)
            }
            endsValue = ends
            previous = token
        }
        guard let last = line.last, tokens[last].kind == .symbol else { return }
        switch tokens[last].symbol {
        case .assign, .dot, .augmented, .walrus, .arrow, .minus, .plus, .tilde, .at, .slash:
            fail(.unexpectedToken(text(last)), at: last)
        default: break
        }
    }

    private mutating func lookForDynamics(_ index: Int, _ line: Range<Int>) {
        guard index + 1 < line.upperBound, !isSymbol(index - 1, .dot) else {
            return
        }
        switch tokens[index].keyword {
        case .exec where spells(index + 1, "(") && !isKeyword(index - 1, .def):
            addDynamic(.exec, at: index)
        case .globals, .vars, .locals:
            guard spells(index + 1, "("), isSymbol(index + 2, .close) else { return }
            // A function's own locals are no names of the module.
            if !isKeyword(index, .globals), frames[frames[top].scope].kind == .function { return }
            if changesNames(index + 3, line) { addDynamic(.globals, at: index) }
        case .moduleName:
            guard index >= line.lowerBound + 2, isSymbol(index - 1, .open) else { return }
            let words: [StaticString] = ["modules", "get", "import_module", "__import__"]
            if words.contains(where: { spells(index - 2, $0) }) { addDynamic(.moduleTable, at: index) }
        default: break
        }
    }

    /// Whether what follows `globals()` may add names that are not written there.
    private func changesNames(_ next: Int, _ line: Range<Int>) -> Bool {
        guard next < line.upperBound else { return true }
        if spells(next, "[") {
            let close = after(next)
            guard close < line.upperBound, isSymbol(close, .assign) || isSymbol(close, .augmented) else { return false }
            let isLiteral = close == next + 3 && tokens[next + 1].kind == .string
            return !isLiteral || frames[top].holder != nil
        }
        if isSymbol(next, .dot), next + 1 < line.upperBound {
            let readers: [StaticString] = ["get", "keys", "values", "items", "copy", "pop"]
            return !readers.contains { spells(next + 1, $0) }
        }
        return true
    }

    private mutating func addDynamic(_ kind: PythonDynamic.Kind, at token: Int) {
        if !module.dynamics.contains(where: { $0.kind == kind }) {
            module.dynamics.append(PythonDynamic(kind: kind, place: place(token)))
        }
    }
}
