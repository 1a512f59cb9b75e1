/// Statements that change `sys.path`.
extension PythonParser {
    /// Notes the folders that a statement adds to `sys.path`.
    mutating func readSearchPath(_ range: Range<Int>) {
        let first = range.lowerBound
        guard range.count > 4, isSymbol(first + 1, .dot) else { return }
        if spells(first, "site"), spells(first + 2, "addsitedir"), spells(first + 3, "(") {
            return addPath(inside(first + 3), at: first)
        }
        guard spells(first, "sys"), spells(first + 2, "path") else { return }
        let next = first + 3
        if isSymbol(next, .dot), next + 2 < range.upperBound, spells(next + 2, "(") {
            let arguments = parts(inside(next + 2))
            if spells(next + 1, "insert") {
                addPath(arguments.count == 2 ? arguments[1] : nil, at: first)
            } else if spells(next + 1, "append") {
                addPath(arguments.count == 1 ? arguments[0] : nil, at: first)
            } else if spells(next + 1, "extend") {
                addPaths(arguments.count == 1 ? arguments[0] : nil, at: first)
            }
        } else if isSymbol(next, .augmented) {
            addPaths(next + 1..<range.upperBound, at: first)
        } else if isSymbol(next, .assign) {
            addPaths(next + 1..<range.upperBound, at: first)
        } else if spells(next, "[") {
            let assign = after(next)
            if assign < range.upperBound, isSymbol(assign, .assign) {
                addPaths(assign + 1..<range.upperBound, at: first)
            }
        }
    }

    /// The tokens between a bracket and its mate.
    private func inside(_ open: Int) -> Range<Int> { open + 1..<max(open + 1, Int(tokens[open].mate)) }

    private mutating func addPath(_ range: Range<Int>?, at token: Int) {
        guard module.pathEdits.count < Self.mostPathEdits else { return }
        var folder: PythonPathText?
        if let range, module.pathEdits.count + 1 < Self.mostPathEdits { folder = pathText(range, depth: 0) }
        module.pathEdits.append(PythonPathEdit(place: place(token), folder: folder))
    }

    /// `[a, b]`, `[a] + sys.path`.
    private mutating func addPaths(_ range: Range<Int>?, at token: Int) {
        guard let range else { return addPath(nil, at: token) }
        for term in split(range, at: .plus) {
            if let open = term.first, spells(open, "[") || spells(open, "("), after(open) == term.upperBound {
                for part in parts(inside(open)) { addPath(part, at: token) }
            } else if !isSearchPath(term) {
                addPath(nil, at: token)
            }
        }
    }

    /// `sys.path`, `list(sys.path)`, `sys.path[1:]`.
    private func isSearchPath(_ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        if spells(start, "list"), spells(start + 1, "(") { start += 2 }
        return start + 2 < range.upperBound && spells(start, "sys") && spells(start + 2, "path")
    }

    /// The pieces between signs outside brackets.
    private func split(_ range: Range<Int>, at symbol: PythonSymbol) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        while let end = first(in: start..<range.upperBound, where: { isSymbol($0, symbol) }) {
            pieces.append(start..<end)
            start = end + 1
        }
        pieces.append(start..<range.upperBound)
        return pieces.filter { !$0.isEmpty }
    }

    // MARK: Expressions

    /// What an expression says about a path; `nil` where it is not of a known form.
    private mutating func pathText(_ range: Range<Int>, depth: Int) -> PythonPathText? {
        var range = range
        while let open = range.first, spells(open, "("), after(open) == range.upperBound {
            range = inside(open)
        }
        guard let start = range.first, depth < 12, pathSteps < Self.mostPathSteps else { return nil }
        pathSteps += 1
        for (symbol, isJoined) in [(PythonSymbol.plus, false), (.slash, true)] {
            let pieces = split(range, at: symbol)
            guard pieces.count > 1 else { continue }
            let texts = pieces.compactMap { pathText($0, depth: depth + 1) }
            guard texts.count == pieces.count else { return nil }
            return isJoined ? .joined(texts) : .concatenated(texts)
        }
        switch tokens[start].kind {
        case .string:
            let texts = range.compactMap { tokens[$0].kind == .string ? stringText($0, depth: depth) : nil }
            guard texts.count == range.count else { return nil }
            return texts.count == 1 ? texts[0] : .concatenated(texts)
        case .name: return namedPath(range, depth: depth)
        case .number, .symbol: return nil
        }
    }

    /// A name, a call or an attribute: `__file__`, `os.path.dirname(x)`, `Path(x).resolve().parent`.
    private mutating func namedPath(_ range: Range<Int>, depth: Int) -> PythonPathText? {
        var end = range.lowerBound + 1
        while end + 1 < range.upperBound, isSymbol(end, .dot), tokens[end + 1].kind == .name { end += 2 }
        var value: PythonPathText?
        if end < range.upperBound, spells(end, "(") {
            value = call(end - 1, arguments: parts(inside(end)), depth: depth)
            end = after(end)
        } else if spells(end - 1, "environ"), end < range.upperBound, spells(end, "[") {
            value = environment(inside(end))
            end = after(end)
        } else {
            // `HERE.parent`: the attributes belong to the value.
            var name = range.lowerBound
            if spells(name, "os"), end - name > 1 { name = end - 1 }
            value = constant(name, depth: depth)
            end = name + 1
        }
        guard var value else { return nil }
        while end < range.upperBound {
            guard isSymbol(end, .dot), end + 1 < range.upperBound else {
                // `os.path.split(x)[0]` was read as `x`'s folder.
                guard spells(end, "["), after(end) == range.upperBound, spells(end + 1, "0") else { return nil }
                return value
            }
            let name = end + 1
            let hasCall = name + 1 < range.upperBound && spells(name + 1, "(")
            if spells(name, "parent"), !hasCall {
                value = .parent(value)
                end = name + 1
            } else if spells(name, "parents"), spells(name + 1, "["), let steps = Int(text(name + 2)), steps < 64 {
                for _ in 0...steps { value = .parent(value) }
                end = after(name + 1)
            } else if hasCall, ["resolve", "absolute", "as_posix", "__str__"].contains(text(name)) {
                end = after(name + 1)
            } else if hasCall, spells(name, "joinpath") {
                let texts = parts(inside(name + 1)).compactMap { pathText($0, depth: depth + 1) }
                value = .joined([value] + texts)
                end = after(name + 1)
            } else {
                return nil
            }
        }
        return value
    }

    private mutating func call(_ name: Int, arguments: [Range<Int>], depth: Int) -> PythonPathText? {
        let function = text(name)
        switch function {
        case "getcwd", "getcwdu", "cwd": return .codeFolder
        case "getenv", "get": return arguments.first.flatMap(environment)
        case "getfile", "getsourcefile": return .file
        case "join", "Path", "PurePath", "PosixPath", "dirname", "split", "abspath", "realpath", "normpath", "str",
            "fspath":
            let texts = arguments.compactMap { pathText($0, depth: depth + 1) }
            guard let first = texts.first, texts.count == arguments.count else { return nil }
            if function == "dirname" || function == "split" { return .parent(first) }
            return texts.count == 1 ? first : .joined(texts)
        default: return nil
        }
    }

    private func environment(_ range: Range<Int>) -> PythonPathText? {
        guard let name = range.first, tokens[name].kind == .string else { return nil }
        return literal(name) == "FC_FUNC_CODE_PATH" ? .codeFolder : nil
    }

    private mutating func constant(_ name: Int, depth: Int) -> PythonPathText? {
        let word = text(name)
        switch word {
        case "__file__": return .file
        case "pardir": return .text("..")
        case "curdir": return .text(".")
        case "sep": return .text("/")
        default: break
        }
        let values = assigned.filter { tokens[$0.name].range.count == word.utf8.count && text($0.name) == word }
        // A name with two values could be either.
        guard values.count == 1, let value = values.first?.value, value.lowerBound > (values.first?.name ?? 0) else {
            return nil
        }
        return pathText(value, depth: depth + 1)
    }

    /// A literal, or an f-string of names.
    private mutating func stringText(_ token: Int, depth: Int) -> PythonPathText? {
        let content = text(token)
        guard let quote = content.firstIndex(where: { $0 == "\"" || $0 == "'" }) else { return nil }
        let prefix = content[..<quote].lowercased()
        let mark = content[quote...].prefix(3)
        let width = mark.count == 3 && Set(mark).count == 1 && content[quote...].count >= 6 ? 3 : 1
        let inner = content[quote...].dropFirst(width).dropLast(width)
        guard !prefix.contains("b"), prefix.contains("r") || !inner.contains("\\") else { return nil }
        guard prefix.contains("f") else { return .text(String(inner)) }
        var texts: [PythonPathText] = []
        var rest = inner
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            if open > rest.startIndex { texts.append(.text(String(rest[..<open]))) }
            let name = rest[rest.index(after: open)..<close]
            guard let value = named(String(name), depth: depth) else { return nil }
            texts.append(value)
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { texts.append(.text(String(rest))) }
        return .concatenated(texts)
    }

    private mutating func named(_ name: String, depth: Int) -> PythonPathText? {
        if name == "__file__" { return .file }
        let values = assigned.filter { text($0.name) == name }
        guard values.count == 1, let value = values.first?.value else { return nil }
        return pathText(value, depth: depth + 1)
    }
}
