/// `import` and `export` statements.
extension JavaScriptReader {
    mutating func readImportStatement(_ index: Int) {
        if let specifier = string(index + 1) {
            addImport(specifier, .import, at: index, hasAttributes: isAttributes(index + 2))
            return
        }
        var names: [(local: Int, path: [String])] = []
        var next = index + 1
        for _ in 0..<8 where next < tokens.count {
            if keyword(next) == .from, let specifier = string(next + 1) {
                addImport(specifier, .import, at: index, hasAttributes: isAttributes(next + 2))
                for name in names {
                    let value = JavaScriptModuleReference(specifier: specifier, path: name.path, style: .import)
                    bind(text(name.local), .module(value), at: name.local)
                }
                return
            }
            if symbol(next) == .star, isName(next + 2) {
                names.append((next + 2, []))
                next += 3
            } else if symbol(next) == .openBrace, tokens[next].mate >= 0 {
                names += list(next).map { ($0.last, [$0.name]) }
                next = Int(tokens[next].mate) + 1
            } else if isName(next) {
                names.append((next, ["default"]))
                next += 1
            } else if symbol(next) == .comma {
                next += 1
            } else {
                return
            }
        }
    }

    /// `{ a, b as c, "d" as e }`: the name in front, and the token of the last one.
    private func list(_ open: Int) -> [(name: String, first: Int, last: Int)] {
        let close = Int(tokens[open].mate)
        var names: [(name: String, first: Int, last: Int)] = []
        var index = open + 1
        while index < close {
            if isName(index) || string(index) != nil {
                let name = string(index) ?? text(index)
                let isRenamed = keyword(index + 1) == .as && index + 2 < close
                names.append((name, index, isRenamed ? index + 2 : index))
                index += isRenamed ? 3 : 1
            } else {
                index += 1
            }
        }
        return names
    }

    private mutating func export(_ name: String, _ value: JavaScriptValue, at index: Int) {
        module.exports.append(
            JavaScriptExport(name: name, value: value, place: place(of: index), isConditional: false))
    }

    private func local(_ name: String) -> JavaScriptValue { .reference(JavaScriptReference(path: [name], scope: 0)) }

    mutating func readExport(_ index: Int) {
        let next = index + 1
        switch keyword(next) {
        case .default:
            export("default", value(next + 1), at: next)
        case .const, .let, .var:
            readExportedDeclarators(next + 1)
        case .async, .function, .class:
            var name = keyword(next) == .async ? next + 2 : next + 1
            if symbol(name) == .star { name += 1 }
            if isName(name) { export(text(name), local(text(name)), at: name) }
        default:
            if symbol(next) == .openBrace, tokens[next].mate >= 0 {
                readExportList(next, statement: index)
            } else if symbol(next) == .star {
                readExportStar(next, statement: index)
            }
        }
    }

    private mutating func readExportedDeclarators(_ first: Int) {
        var index = first
        while index < tokens.count {
            if isName(index) {
                export(text(index), local(text(index)), at: index)
                index = symbol(index + 1) == .assign ? expressionEnd(index + 2) : index + 1
            } else if symbol(index) == .openBrace || symbol(index) == .openBracket, tokens[index].mate >= 0 {
                let close = Int(tokens[index].mate)
                for name in (index + 1)..<close where isName(name) && symbol(name + 1) != .colon {
                    export(text(name), local(text(name)), at: name)
                }
                index = expressionEnd(close + 2)
            } else {
                return
            }
            guard symbol(index) == .comma else { return }
            index += 1
        }
    }

    private mutating func readExportList(_ open: Int, statement: Int) {
        let close = Int(tokens[open].mate)
        let source = keyword(close + 1) == .from ? string(close + 2) : nil
        if let source {
            addImport(source, .import, at: statement, hasAttributes: isAttributes(close + 3))
        }
        for item in list(open) {
            let value =
                source.map {
                    JavaScriptValue.module(
                        JavaScriptModuleReference(specifier: $0, path: [item.name], style: .import))
                } ?? local(item.name)
            export(string(item.last) ?? text(item.last), value, at: item.last)
        }
    }

    private mutating func readExportStar(_ star: Int, statement: Int) {
        if keyword(star + 1) == .as, let source = string(star + 4) {
            addImport(source, .import, at: statement, hasAttributes: isAttributes(star + 5))
            export(string(star + 2) ?? text(star + 2), .notCallable(.module), at: star + 2)
        } else if keyword(star + 1) == .from, let source = string(star + 2) {
            addImport(source, .import, at: statement, hasAttributes: isAttributes(star + 3))
            let value = JavaScriptModuleReference(specifier: source, path: [], style: .import)
            module.stars.append(JavaScriptStar(value: .module(value), place: place(of: star)))
        }
    }
}
