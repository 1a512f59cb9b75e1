extension PythonParser {
    /// Reads simple statements between semicolons.
    mutating func readSimple(_ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound, !stopped {
            let end = first(in: start..<range.upperBound) { isSymbol($0, .semicolon) } ?? range.upperBound
            if start < end { readStatement(start..<end) }
            start = end + 1
        }
    }

    private mutating func readStatement(_ range: Range<Int>) {
        let first = range.lowerBound
        lookForYield(range)
        switch tokens[first].keyword {
        case .import: readImport(range)
        case .from: readFromImport(range)
        case .global: readGlobal(range)
        case .del: readDelete(first + 1..<range.upperBound)
        case .print where isOldStatement(range): note(.printStatement, at: first)
        case .exec where isOldStatement(range): note(.execStatement, at: first)
        case .type
        where range.count > 3 && isName(first + 1) && (isSymbol(first + 2, .assign) || spells(first + 2, "[")):
            note(.typeStatement, at: first)
            bind(text(first + 1), .unknown, at: first + 1)
        case .return, .raise, .assert, .pass, .break, .continue, .nonlocal:
            bindWalruses(range)
        default:
            readSearchPath(range)
            readAssignment(range)
            bindWalruses(range)
        }
    }

    /// `print x` or `exec "x"`: a word that is followed by a value as nothing in Python 3 can be.
    private func isOldStatement(_ range: Range<Int>) -> Bool {
        guard range.count > 1 else { return false }
        let next = tokens[range.lowerBound + 1]
        switch next.kind {
        case .string, .number: return true
        case .name: return !next.keyword.isReserved || next.keyword.isConstant || next.keyword == .lambda
        case .symbol: return false
        }
    }

    private mutating func lookForYield(_ range: Range<Int>) {
        let scope = frames[top].scope
        guard frames[scope].kind == .function, !frames[scope].isGenerator else { return }
        for index in range {
            if isKeyword(index, .lambda) { return }
            if isKeyword(index, .yield) {
                frames[scope].isGenerator = true
                return
            }
        }
    }

    private mutating func readGlobal(_ range: Range<Int>) {
        guard frames[frames[top].scope].kind == .function else { return }
        for index in range.dropFirst() where isName(index) {
            let name = text(index)
            if module.globalsOfFunctions[name] == nil { module.globalsOfFunctions[name] = place(index) }
        }
    }

    private mutating func readDelete(_ range: Range<Int>) {
        for part in parts(range) {
            if part.count == 1, isName(part.lowerBound) {
                bind(text(part.lowerBound), .deleted, at: part.lowerBound)
            } else if let open = part.first, isSymbol(open, .open), after(open) == part.upperBound {
                for inner in parts(open + 1..<part.upperBound - 1) where inner.count == 1 && isName(inner.lowerBound) {
                    bind(text(inner.lowerBound), .deleted, at: inner.lowerBound)
                }
            }
        }
    }

    private mutating func readImport(_ range: Range<Int>) {
        for part in parts(range.dropFirst().startIndex..<range.upperBound) where !part.isEmpty {
            let end = first(in: part) { isKeyword($0, .as) } ?? part.upperBound
            guard let name = dottedName(in: part.lowerBound..<end, allowsCall: false) else { continue }
            addImport(name, level: 0, names: [], at: range.lowerBound)
            if end + 1 < part.upperBound {
                bind(text(end + 1), .module(name), at: end + 1)
            } else {
                let root = text(part.lowerBound)
                bind(root, .module(root), at: part.lowerBound)
            }
        }
    }

    private mutating func readFromImport(_ range: Range<Int>) {
        guard let word = range.first(where: { isKeyword($0, .import) }) else {
            return fail(.unexpectedToken(text(range.upperBound - 1)), at: range.upperBound - 1)
        }
        var level = 0
        var index = range.lowerBound + 1
        while index < word, isSymbol(index, .dot) || isSymbol(index, .ellipsis) {
            level += isSymbol(index, .dot) ? 1 : 3
            index += 1
        }
        let name = (index..<word).map(text).joined()
        var names = word + 1..<range.upperBound
        if let open = names.first, isSymbol(open, .open) { names = open + 1..<max(open + 1, Int(tokens[open].mate)) }
        if let star = names.first, isSymbol(star, .star) {
            addImport(name, level: level, names: ["*"], at: range.lowerBound)
            bind("*", .star(module: name, level: level), at: star, isConditional: true)
            return
        }
        var taken: [String] = []
        for part in parts(names) where !part.isEmpty && isName(part.lowerBound) {
            let source = text(part.lowerBound)
            taken.append(source)
            let target = part.count > 2 && isKeyword(part.lowerBound + 1, .as) ? part.lowerBound + 2 : part.lowerBound
            bind(text(target), .imported(module: name, level: level, name: source), at: target)
        }
        addImport(name, level: level, names: taken, at: range.lowerBound)
    }

    private mutating func addImport(_ module: String, level: Int, names: [String], at token: Int) {
        self.module.imports.append(
            PythonImport(module: module, level: level, names: names, place: place(token), guards: frames[top].guards))
    }

    /// Adds a binding to the module, or to the class whose body this is. Gives the module's binding.
    @discardableResult
    mutating func bind(
        _ name: String, _ value: PythonValue, at token: Int, isConditional: Bool = false, isDefinition: Bool = false
    ) -> Int? {
        guard let holder = frames[top].holder else {
            let index = module.bindings.count
            module.bindings.append(
                PythonBinding(
                    name: name, place: place(token), value: value,
                    isConditional: isConditional || frames[top].isConditional,
                    order: index))
            return index
        }
        var isDefinition = isDefinition
        let scope = frames[top].scope
        if frames[scope].classFacts != nil {
            if case .function(let function) = value {
                isDefinition = true
                frames[scope].classFacts?.methods[name] = function
                frames[scope].classFacts?.attributes.remove(name)
            } else {
                frames[scope].classFacts?.attributes.insert(name)
                frames[scope].classFacts?.methods[name] = nil
            }
        }
        let isModuleCode = frames[scope].kind == .module && value != .deleted && name != "*"
        if isDefinition || isModuleCode, module.nested.count < Self.mostNested {
            module.nested.append(PythonNested(name: name, place: place(token), holder: holder))
        }
        return nil
    }
}
