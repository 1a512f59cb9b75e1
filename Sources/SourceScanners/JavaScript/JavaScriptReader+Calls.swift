/// Calls that ask for modules or make exports.
extension JavaScriptReader {
    private static let starHelpers: Set<String> = [
        "__exportStar", "_exportStar", "__export", "__reExport", "_export_star",
    ]
    /// Functions that are given `exports` and do nothing to it that is not followed.
    private static let harmless: Set<String> = [
        "defineProperty", "defineProperties", "assign", "keys", "hasOwnProperty", "__exportStar", "_exportStar",
        "__export", "__reExport", "_export_star", "__createBinding", "__toCommonJS", "freeze", "seal", "log", "typeof",
        "require", "if", "while", "return", "_export", "getOwnPropertyNames",
    ]

    /// A call whose function has a name; `open` is its parenthesis.
    mutating func readCall(_ path: [String], at index: Int, open: Int) {
        guard let last = path.last else { return }
        if path == ["require"] || path == ["require", "resolve"] {
            guard module.lookUp("require", from: frame.scope) == nil || frame.scope == 0 else { return }
            if let specifier = string(open + 1), symbol(open + 2) == .closeParenthesis {
                addImport(specifier, path.count == 1 ? .require : .resolve, at: index)
            }
            return
        }
        let arguments = arguments(open)
        if path.first == "Object", path.count == 2 {
            readObjectCall(last, arguments, at: index)
        } else if Self.starHelpers.contains(last) {
            var hasModule = false
            for argument in arguments {
                if case .module(let module) = value(argument) {
                    addStar(.module(module), at: argument)
                    hasModule = true
                }
            }
            if !hasModule, arguments.count == 2 { readGetters(arguments, isCertain: true) }
        } else if path.count == 1, arguments.count == 2 {
            readGetters(arguments, isCertain: last == "_export")
        }
    }

    /// The first tokens of a call's arguments, at most twenty.
    func arguments(_ open: Int) -> [Int] {
        let close = Int(tokens[open].mate)
        var arguments: [Int] = []
        var index = open + 1
        while index < close, arguments.count < 20 {
            arguments.append(index)
            index = expressionEnd(index) + 1
        }
        return arguments
    }

    /// The path of an argument that is a plain name, `exports`, `module.exports` and `this` (in the file's own code)
    /// included.
    private func plainTarget(_ argument: Int) -> [String]? {
        guard isName(argument) else { return nil }
        let (path, next) = target(argument)
        if symbol(next) == .assign, keyword(next + 1) == .module, symbol(next + 2) == .dot {
            return ["module", "exports"]
        }
        guard symbol(next) == .comma || symbol(next) == .closeParenthesis else { return nil }
        if path == ["this"], frame.scope == 0 { return ["exports"] }
        if path.count == 1 || path == ["module", "exports"] { return path.compactMap { $0 } }
        return nil
    }

    private mutating func addMember(_ base: [String], _ name: String, _ value: JavaScriptValue, at index: Int) {
        writes.append(
            Write(
                base: base, member: name, value: value, place: place(of: index), scope: frame.scope,
                isConditional: frame.isConditional))
    }

    private mutating func readObjectCall(_ name: String, _ arguments: [Int], at index: Int) {
        guard let first = arguments.first else { return }
        if name == "keys" {
            readKeysLoop(first, at: index)
            return
        }
        guard arguments.count >= 2, let base = plainTarget(first) else { return }
        switch name {
        case "assign":
            for argument in arguments.dropFirst() {
                if symbol(argument) == .openBrace, case .object(let object) = value(argument) {
                    for member in object.members { addMember(base, member.name, member.value, at: argument) }
                    for spread in object.spreads { addStar(spread, at: argument, base: base) }
                } else {
                    addStar(value(argument), at: argument, base: base)
                }
            }
        case "defineProperty":
            guard arguments.count >= 3 else { return }
            let value = descriptor(arguments[2])
            if base == ["module"], string(arguments[1]) == "exports" {
                writes.append(
                    Write(
                        base: ["module", "exports"], member: nil, value: value, place: place(of: index),
                        scope: frame.scope, isConditional: frame.isConditional))
            } else if let property = string(arguments[1]) {
                addMember(base, property, value, at: arguments[1])
            } else {
                addMember(base, "", .unknown, at: arguments[1])
            }
        case "defineProperties":
            guard symbol(arguments[1]) == .openBrace else { return addMember(base, "", .unknown, at: arguments[1]) }
            for member in members(arguments[1]) {
                if let name = member.name { addMember(base, name, descriptor(member.value), at: member.key) }
            }
        default: break
        }
    }

    /// The value that a property descriptor gives.
    private func descriptor(_ open: Int) -> JavaScriptValue {
        guard symbol(open) == .openBrace, tokens[open].mate >= 0 else { return .unknown }
        for member in members(open) {
            if member.name == "value" { return value(member.value) }
            if member.name == "get" { return returned(member.value) }
        }
        return .unknown
    }

    /// `__export(target, { a: () => b })` of esbuild, and `_export(exports, { a: function () { return b; } })` of swc.
    private mutating func readGetters(_ arguments: [Int], isCertain: Bool) {
        guard let base = plainTarget(arguments[0]), symbol(arguments[1]) == .openBrace else { return }
        let members = members(arguments[1])
        guard !members.isEmpty, isCertain || members.allSatisfy({ isPlainGetter($0.value) }) else { return }
        for member in members {
            if let name = member.name { addMember(base, name, returned(member.value), at: member.key) }
        }
    }

    private func isPlainGetter(_ index: Int) -> Bool {
        symbol(index) == .openParenthesis && symbol(index + 1) == .closeParenthesis && symbol(index + 2) == .arrow
    }

    /// `Object.keys(x).forEach(function (key) { … exports[key] = x[key] … })` of Babel.
    private mutating func readKeysLoop(_ argument: Int, at index: Int) {
        guard isName(argument), symbol(argument + 1) == .closeParenthesis, symbol(argument + 2) == .dot,
            isName(argument + 3), text(argument + 3) == "forEach", symbol(argument + 4) == .openParenthesis,
            tokens[argument + 4].mate >= 0
        else { return }
        let body = (argument + 4)..<min(Int(tokens[argument + 4].mate), argument + 200)
        guard body.contains(where: { keyword($0) == .exports }) else { return }
        addStar(value(argument), at: index)
    }

    private mutating func addStar(_ value: JavaScriptValue, at index: Int, base: [String] = ["exports"]) {
        if base == ["exports"] || base == ["module", "exports"] {
            module.stars.append(JavaScriptStar(value: value, place: place(of: index)))
        } else {
            addMember(base, "", .unknown, at: index)
        }
    }

    /// `exports` or `module` as an argument: somebody else may add exports.
    mutating func noteHandedOn(_ index: Int, _ path: [String?], _ next: Int) {
        guard path == ["exports"] || path == ["module"] || path == ["module", "exports"] else { return }
        let before = symbol(index - 1)
        let after = symbol(next)
        guard before == .openParenthesis || before == .comma, after == .comma || after == .closeParenthesis,
            frame.role == .none
        else { return }
        if let callee = frame.callee.last, Self.harmless.contains(callee) || frame.callee.contains("hasOwnProperty") {
            return
        }
        guard module.lookUp(path[0] ?? "", from: frame.scope) == nil else { return }
        module.dynamics.append(JavaScriptDynamic(kind: .handedOn, place: place(of: index)))
    }
}
