extension JavaScriptReader {
    /// A name that is no property: a statement, a call or an assignment may begin with it.
    mutating func readName(_ index: Int) {
        // The key of an object literal, or of a class.
        if symbol(index + 1) == .colon, frame.role == .object { return }
        switch tokens[index].keyword {
        case .var, .let, .const:
            if isName(index + 1) || symbol(index + 1) == .openBrace || symbol(index + 1) == .openBracket {
                readDeclarators(index + 1)
            }
        case .function where tokens[index].role == .declaration:
            readFunctionDeclaration(index)
        case .class where tokens[index].role == .declaration:
            guard isName(index + 1), keyword(index + 1) != .extends else { return }
            bind(text(index + 1), .classObject(classFacts(index, 0).facts), at: index + 1)
        case .import:
            readImport(index)
        case .else:
            if symbol(index + 1) != .openBrace, keyword(index + 1) != .if { beginBranch(index + 1) }
        case .export where frames.count == 1:
            noteModuleSyntax(index)
            readExport(index)
        case .await where frame.isPlain && frame.scope == 0:
            noteTopLevelAwait(index)
        case .exports, .module, .require:
            noteCommonJS(index)
            readTarget(index)
        case let word where word.isBindable || word == .this:
            readTarget(index)
        default: break
        }
    }

    func isConditional(_ index: Int) -> Bool {
        if frame.isConditional { return true }
        if keyword(index - 1) == .else { return true }
        switch symbol(index - 1) {
        case .and, .or, .nullish, .question: return true
        case .colon: return frame.role != .block && frame.role != .functionBody
        case .closeParenthesis: return tokens[index - 1].role == .control
        default: return false
        }
    }

    mutating func bind(_ name: String, _ value: JavaScriptValue?, at index: Int, isOpen: Bool = false) {
        let scope = frame.scope
        var binding = module.scopes[scope].bindings[name] ?? JavaScriptBinding(place: place(of: index))
        if let value { binding.values.append(value) }
        if isOpen { binding.isOpen = true }
        module.scopes[scope].bindings[name] = binding
    }

    private mutating func readFunctionDeclaration(_ index: Int) {
        let name = symbol(index + 1) == .star ? index + 2 : index + 1
        guard isName(name) else { return }
        let start = keyword(index - 1) == .async && !isProperty(index - 1) ? index - 1 : index
        guard let function = function(start) else { return }
        bind(text(name), .function(function.facts), at: name)
    }

    /// `a = 1, { b, c: d } = e`
    mutating func readDeclarators(_ first: Int) {
        var index = first
        while index < tokens.count {
            let isLoop = frame.role == .control
            if isName(index) {
                let hasValue = symbol(index + 1) == .assign
                declared.insert(index)
                bind(text(index), hasValue ? declaredValue(index + 2) : nil, at: index, isOpen: isLoop)
                index = hasValue ? expressionEnd(index + 2) : index + 1
            } else if symbol(index) == .openBrace || symbol(index) == .openBracket, tokens[index].mate >= 0 {
                let close = Int(tokens[index].mate)
                let source = symbol(close + 1) == .assign ? value(close + 2) : .unknown
                bindPattern(index, source)
                index = symbol(close + 1) == .assign ? expressionEnd(close + 2) : close + 1
            } else {
                return
            }
            guard symbol(index) == .comma else { return }
            index += 1
        }
    }

    /// The value of a declaration; in `const api = module.exports = {}` the name stands for the exports.
    private func declaredValue(_ first: Int) -> JavaScriptValue {
        var start = first
        for _ in 0..<4 where isName(start) {
            let (path, next) = target(start)
            guard symbol(next) == .assign else { break }
            if path == ["module", "exports"] {
                return .reference(JavaScriptReference(path: ["module", "exports"], scope: frame.scope))
            }
            start = next + 1
        }
        return value(first)
    }

    /// The names of a pattern; only the first level of `{ … }` is followed.
    private mutating func bindPattern(_ open: Int, _ source: JavaScriptValue) {
        let close = Int(tokens[open].mate)
        guard symbol(open) == .openBrace else {
            for index in (open + 1)..<close where isName(index) { bind(text(index), .unknown, at: index) }
            return
        }
        var index = open + 1
        while index < close {
            let end = min(close, expressionEnd(index))
            if isName(index) || string(index) != nil {
                let key = string(index) ?? text(index)
                if symbol(index + 1) == .colon {
                    if isName(index + 2), index + 3 == end || symbol(index + 3) == .assign {
                        bind(text(index + 2), index + 3 == end ? source.property(key) : .unknown, at: index + 2)
                    } else {
                        for inner in (index + 2)..<max(index + 2, end) where isName(inner) {
                            bind(text(inner), .unknown, at: inner)
                        }
                    }
                } else {
                    bind(key, index + 1 == end ? source.property(key) : .unknown, at: index)
                }
            } else {
                for inner in index..<max(index, end) where isName(inner) { bind(text(inner), .unknown, at: inner) }
            }
            index = end + 1
        }
    }

    /// A name with properties: `path` has `nil` for a property that is computed.
    func target(_ index: Int) -> (path: [String?], next: Int) {
        var path: [String?] = [text(index)]
        var next = index + 1
        while path.count < 12 {
            if symbol(next) == .dot || symbol(next) == .optionalDot, isName(next + 1) {
                path.append(text(next + 1))
                next += 2
            } else if symbol(next) == .openBracket, tokens[next].mate >= 0 {
                let close = Int(tokens[next].mate)
                path.append(close == next + 2 ? string(next + 1) : nil)
                next = close + 1
            } else {
                break
            }
        }
        return (path, next)
    }

    private mutating func readTarget(_ index: Int) {
        guard !declared.contains(index) else { return }
        let (path, next) = target(index)
        switch symbol(next) {
        case .assign, .augmented:
            guard symbol(next) == .assign || text(next).hasSuffix("?=") || text(next).hasSuffix("|=") else { return }
            readAssignment(path, at: index, value: next + 1)
        case .openParenthesis:
            guard tokens[next].mate >= 0 else { return }
            readCall(path.compactMap { $0 }, at: index, open: next)
        default:
            noteHandedOn(index, path, next)
        }
    }

    private mutating func readAssignment(_ path: [String?], at index: Int, value first: Int) {
        var base = path
        if path.first == "this", frame.scope == 0, path.count == 2 { base = ["exports", path[1]] }
        guard let name = base.first ?? nil, name != "this" else { return }
        let isModule = name == "module" && base.count >= 2 && base[1] == "exports"
        let depth = isModule ? 2 : 1
        guard base.count <= depth + 1 else { return }
        let names = base.prefix(depth).compactMap { $0 }
        var write = Write(
            base: names, member: nil, value: .unknown, place: place(of: index), scope: frame.scope,
            isConditional: isConditional(index), isDead: frame.isDead)
        if base.count > depth {
            guard let member = base[depth] else {
                // A computed name.
                write.member = ""
                writes.append(write)
                return
            }
            write.member = member
        }
        write.value = value(first)
        write.links = isLinked(index, first)
        writes.append(write)
    }

    /// Whether an assignment is part of `exports = module.exports = …`.
    private func isLinked(_ index: Int, _ value: Int) -> Bool {
        let isBefore = symbol(index - 1) == .assign && keyword(index - 2) == .exports
        return isBefore || keyword(value) == .exports && symbol(value + 1) == .assign
            || keyword(value) == .module && symbol(value + 1) == .dot && keyword(value + 2) == .exports
    }

    private mutating func noteModuleSyntax(_ index: Int) {
        if module.moduleSyntax == nil { module.moduleSyntax = place(of: index) }
    }

    private mutating func noteCommonJS(_ index: Int) {
        guard module.commonJSSyntax == nil, keyword(index - 1) != .typeof, guards(index).isEmpty else { return }
        // The bare name may be a parameter of an arrow, or part of a pattern.
        switch keyword(index) {
        case .module: guard symbol(index + 1) == .dot, keyword(index + 2) == .exports else { return }
        case .require: guard symbol(index + 1) == .openParenthesis || symbol(index + 1) == .dot else { return }
        default:
            let next = symbol(index + 1)
            guard next == .dot || next == .openBracket || next == .assign else { return }
        }
        guard module.lookUp(text(index), from: frame.scope) == nil else { return }
        module.commonJSSyntax = place(of: index)
        commonJSName = text(index)
    }

    private mutating func noteTopLevelAwait(_ index: Int) {
        // Only where a statement begins with it, or right behind `=`: elsewhere an arrow may be around it.
        let isStart = tokens[index].startsLine || symbol(index - 1) == .semicolon || symbol(index - 1) == .assign
        guard isStart, isName(index + 1), !tokens[index + 1].startsLine else { return }
        guard !module.features.contains(where: { $0.feature == .topLevelAwait }) else { return }
        module.features.append(JavaScriptFeatureUse(feature: .topLevelAwait, place: place(of: index)))
    }

    /// `import` statements, `import(…)` and `import.meta`.
    private mutating func readImport(_ index: Int) {
        if symbol(index + 1) == .openParenthesis {
            if let specifier = string(index + 2) {
                addImport(specifier, .dynamicImport, at: index, hasAttributes: symbol(index + 3) == .comma)
            }
            return
        }
        guard symbol(index + 1) != .dot, frames.count == 1 else {
            if symbol(index + 1) == .dot, frames.count == 1 { noteModuleSyntax(index) }
            return
        }
        noteModuleSyntax(index)
        readImportStatement(index)
    }

    mutating func addImport(
        _ specifier: String, _ kind: JavaScriptImport.Kind, at index: Int, hasAttributes: Bool = false
    ) {
        var guards = guards(index)
        if symbol(index - 1) == .arrow { guards.insert(.function) }
        module.imports.append(
            JavaScriptImport(
                specifier: specifier, kind: kind, place: place(of: index), guards: guards,
                hasAttributes: hasAttributes))
    }

    /// Whether `with { … }`, once `assert { … }`, stands at a token.
    func isAttributes(_ index: Int) -> Bool {
        isName(index) && (text(index) == "with" || text(index) == "assert") && symbol(index + 1) == .openBrace
    }
}
