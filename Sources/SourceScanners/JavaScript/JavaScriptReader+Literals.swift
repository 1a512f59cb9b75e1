/// Functions, object literals and classes.
extension JavaScriptReader {
    /// The members of an object literal or class body: their names (`nil` if computed), keys and the tokens at which their
    /// values begin.
    struct Member {
        var name: String?
        var key: Int
        /// The first token of the value; for a method its parenthesis.
        var value: Int
        var isMethod = false
        var isGetter = false
        var isSetter = false
        var isAsync = false
        var isGenerator = false
        var isStatic = false
        var isSpread = false
        var isShorthand = false
    }

    func members(_ open: Int) -> [Member] {
        guard Int(tokens[open].mate) > open else { return [] }
        let close = Int(tokens[open].mate)
        let isClass = tokens[open].role == .classBody
        var members: [Member] = []
        var index = open + 1
        while index < close {
            if symbol(index) == .comma || symbol(index) == .semicolon {
                index += 1
                continue
            }
            var member = Member(name: nil, key: index, value: index)
            if symbol(index) == .ellipsis {
                member.isSpread = true
                member.value = index + 1
                members.append(member)
                index = expressionEnd(index + 1)
                continue
            }
            readModifiers(&member, close, isClass)
            index = max(index + 1, readMember(&member, close, isClass))
            members.append(member)
        }
        return members
    }

    /// `static`, `async`, `get`, `set` and `*` in front of a key.
    private func readModifiers(_ member: inout Member, _ close: Int, _ isClass: Bool) {
        while member.key < close {
            let next = member.key + 1
            let isKeyNext =
                isName(next) || string(next) != nil || symbol(next) == .openBracket || symbol(next) == .star
                || next < close && (tokens[next].kind == .number || tokens[next].kind == .privateName)
            if symbol(member.key) == .star {
                member.isGenerator = true
            } else if isKeyNext, keyword(member.key) == .async {
                member.isAsync = true
            } else if isKeyNext, keyword(member.key) == .get {
                member.isGetter = true
            } else if isKeyNext, keyword(member.key) == .set {
                member.isSetter = true
            } else if isClass, isKeyNext, keyword(member.key) == .static {
                member.isStatic = true
            } else {
                return
            }
            member.key += 1
        }
    }

    /// Reads from the key on; gives the token behind the member.
    private func readMember(_ member: inout Member, _ close: Int, _ isClass: Bool) -> Int {
        let key = member.key
        guard key < close else { return close }
        if symbol(key) != .openBracket, tokens[key].kind != .privateName { member.name = string(key) ?? text(key) }
        let next = behind(key)
        if symbol(next) == .openParenthesis {
            member.isMethod = true
            member.value = next
            let body = behind(next)
            return symbol(body) == .openBrace ? behind(body) : body
        }
        if symbol(next) == .colon || symbol(next) == .assign {
            member.value = next + 1
            return expressionEnd(next + 1)
        }
        // `static { … }`, a field without value, or a shorthand.
        if isClass { return symbol(next) == .openBrace ? behind(next) : next }
        member.isShorthand = true
        member.value = key
        return expressionEnd(next)
    }

    func object(_ open: Int, _ depth: Int) -> JavaScriptObject {
        var object = JavaScriptObject()
        for member in members(open) {
            if member.isSpread {
                object.spreads.append(value(member.value, depth: depth + 1))
            } else if let name = member.name {
                guard !member.isSetter else { continue }
                object.members.append(
                    JavaScriptMember(name: name, value: memberValue(member, depth), place: place(of: member.key)))
            } else {
                object.isOpen = true
            }
        }
        return object
    }

    private func memberValue(_ member: Member, _ depth: Int) -> JavaScriptValue {
        if member.isGetter { return returned(member.value) }
        guard member.isMethod else {
            let isOpen = member.value == member.key && !member.isShorthand
            return isOpen ? .unknown : value(member.value, depth: depth + 1)
        }
        var facts = parameters(member.value, at: member.key)
        facts.isAsync = member.isAsync
        facts.isGenerator = member.isGenerator
        noteBody(behind(member.value), &facts)
        return .function(facts)
    }

    func classFacts(_ start: Int, _ depth: Int) -> (facts: JavaScriptClass, end: Int) {
        var facts = JavaScriptClass(name: "", place: place(of: start))
        var index = start + 1
        if isName(index), keyword(index) != .extends {
            facts.name = text(index)
            index += 1
        }
        facts.isDerived = keyword(index) == .extends
        let limit = min(tokens.count, index + 40)
        while index < limit, tokens[index].role != .classBody || symbol(index) != .openBrace { index = behind(index) }
        guard index < limit else { return (facts, index) }
        for member in members(index) {
            guard let name = member.name, !member.isSetter else {
                facts.isDerived = facts.isDerived || member.name == nil
                continue
            }
            if name == "constructor" { facts.hasConstructor = true }
            let found = JavaScriptMember(name: name, value: memberValue(member, depth), place: place(of: member.key))
            if member.isStatic { facts.statics.append(found) } else { facts.members.append(found) }
        }
        return (facts, behind(index))
    }

    /// The function or arrow that begins at a token, and the token behind it.
    func function(_ start: Int) -> (facts: JavaScriptFunction, end: Int)? {
        var index = start
        let isAsync = keyword(start) == .async && start + 1 < tokens.count && !tokens[start + 1].startsLine
        if isAsync { index += 1 }
        if keyword(index) == .function {
            index += 1
            let isGenerator = symbol(index) == .star
            if isGenerator { index += 1 }
            if isName(index) { index += 1 }
            guard symbol(index) == .openParenthesis, tokens[index].mate >= 0 else { return nil }
            var facts = parameters(index, at: start)
            facts.isAsync = isAsync
            facts.isGenerator = isGenerator
            noteBody(behind(index), &facts)
            return (facts, behind(behind(index)))
        }
        guard index < tokens.count else { return nil }
        let isSingle = isName(index) && tokens[index].keyword.isBindable && symbol(index + 1) == .arrow
        let isList = symbol(index) == .openParenthesis && symbol(behind(index)) == .arrow
        guard isSingle || isList else { return nil }
        var facts = JavaScriptFunction(place: place(of: start))
        if isSingle {
            facts.parameters = [text(index)]
            facts.required = 1
        } else {
            facts = parameters(index, at: start)
        }
        facts.isAsync = isAsync
        facts.isArrow = true
        let body = behind(index) + 1
        noteBody(body, &facts)
        return (facts, symbol(body) == .openBrace ? behind(body) : expressionEnd(body))
    }

    private func parameters(_ open: Int, at start: Int) -> JavaScriptFunction {
        var facts = JavaScriptFunction(place: place(of: start))
        var hasDefault = false
        for argument in arguments(open) {
            let name = symbol(argument) == .ellipsis ? argument + 1 : argument
            if name > argument { facts.hasRest = true }
            facts.parameters.append(isName(name) ? text(name) : symbol(name) == .openBracket ? "[]" : "{}")
            if symbol(behind(name)) == .assign || name > argument { hasDefault = true }
            if !hasDefault { facts.required += 1 }
        }
        return facts
    }

    /// Which parameters a body mentions and calls, and whether it returns something.
    private func noteBody(_ body: Int, _ facts: inout JavaScriptFunction) {
        guard body < tokens.count else { return }
        let end = symbol(body) == .openBrace ? behind(body) : expressionEnd(body)
        guard end - body <= 5_000 else { return }
        var mentioned: Set<String> = []
        facts.returnsValue = symbol(body) != .openBrace
        for index in body..<max(body, end) where keyword(index) == .return && !isProperty(index) {
            let hasNone =
                symbol(index + 1) == .semicolon || symbol(index + 1) == .closeBrace
                || index + 1 < tokens.count && tokens[index + 1].startsLine
            if !hasNone { facts.returnsValue = true }
        }
        for index in body..<max(body, end)
        where isName(index) && tokens[index].keyword.isPlainName && !isProperty(index) {
            guard tokens[index].range.count <= 60 else { continue }
            let name = text(index)
            guard name == "arguments" || name == "eval" || facts.parameters.contains(name) else { continue }
            mentioned.insert(name)
            if symbol(index + 1) == .openParenthesis { facts.called.insert(name) }
        }
        facts.mentioned = mentioned
    }

    /// What a getter gives: the expression of an arrow, or of a body that is a single `return`.
    func returned(_ start: Int) -> JavaScriptValue {
        var index = start
        if keyword(index) == .function {
            while index < tokens.count, symbol(index) != .openParenthesis { index += 1 }
        }
        guard symbol(index) == .openParenthesis, tokens[index].mate >= 0 else { return .unknown }
        index = behind(index)
        if symbol(index) == .arrow { index += 1 }
        if symbol(index) == .openBrace, tokens[index].role == .functionBody {
            guard keyword(index + 1) == .return else { return .unknown }
            return value(index + 2, depth: 1)
        }
        return value(index, depth: 1)
    }
}
