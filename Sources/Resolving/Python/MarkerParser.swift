/// Reads the grammar of PEP 508 markers with the deprecated spellings of PEP 345 (`os.name`, `python_implementation`).
struct MarkerParser {
    private enum Token: Hashable {
        case word(String)
        case text(String)
        case comparison(String)
        case open
        case close
    }

    private static let variables: Set<String> = [
        "python_version", "python_full_version", "os_name", "sys_platform", "platform_release", "platform_system",
        "platform_version", "platform_machine", "platform_python_implementation", "implementation_name",
        "implementation_version", "extra", "extras", "dependency_groups",
    ]
    private static let oldNames = [
        "os.name": "os_name", "sys.platform": "sys_platform", "platform.version": "platform_version",
        "platform.machine": "platform_machine", "platform.python_implementation": "platform_python_implementation",
        "python_implementation": "platform_python_implementation",
    ]
    /// Deeper nesting is not read: no real marker has it.
    private static let deepest = 64

    private var tokens: [Token] = []
    private var index = 0

    init?(_ text: String) {
        guard let tokens = Self.tokens(of: text) else { return nil }
        self.tokens = tokens
    }

    mutating func marker() -> Marker? {
        guard let marker = alternatives(depth: 0), index == tokens.count else { return nil }
        return marker
    }

    private mutating func alternatives(depth: Int) -> Marker? {
        guard depth < Self.deepest, let first = conjunction(depth: depth) else { return nil }
        var parts = [first]
        while take(.word("or")) {
            guard let next = conjunction(depth: depth) else { return nil }
            parts.append(next)
        }
        return parts.count == 1 ? first : .any(parts)
    }

    private mutating func conjunction(depth: Int) -> Marker? {
        guard let first = term(depth: depth) else { return nil }
        var parts = [first]
        while take(.word("and")) {
            guard let next = term(depth: depth) else { return nil }
            parts.append(next)
        }
        return parts.count == 1 ? first : .all(parts)
    }

    private mutating func term(depth: Int) -> Marker? {
        if take(.open) {
            guard let inner = alternatives(depth: depth + 1), take(.close) else { return nil }
            return inner
        }
        guard let left = operand(), let comparison = comparison(), let right = operand() else { return nil }
        return .comparison(left, comparison, right)
    }

    private mutating func comparison() -> String? {
        if take(.word("in")) { return "in" }
        if take(.word("not")) { return take(.word("in")) ? "not in" : nil }
        guard index < tokens.count, case .comparison(let text) = tokens[index] else { return nil }
        index += 1
        return text
    }

    private mutating func operand() -> Marker.Operand? {
        guard index < tokens.count else { return nil }
        switch tokens[index] {
        case .text(let text):
            index += 1
            return .text(text)
        case .word(let word):
            let name = Self.oldNames[word] ?? word
            guard Self.variables.contains(name) else { return nil }
            index += 1
            return .variable(name)
        default: return nil
        }
    }

    private mutating func take(_ token: Token) -> Bool {
        guard index < tokens.count, tokens[index] == token else { return false }
        index += 1
        return true
    }

    private static func tokens(of text: String) -> [Token]? {
        var tokens: [Token] = []
        var rest = Substring(text)
        while let first = rest.first {
            switch first {
            case _ where first.isWhitespace: rest = rest.dropFirst()
            case "(", ")":
                tokens.append(first == "(" ? .open : .close)
                rest = rest.dropFirst()
            case "'", "\"":
                let body = rest.dropFirst()
                guard let end = body.firstIndex(of: first) else { return nil }
                tokens.append(.text(String(body[..<end])))
                rest = body[body.index(after: end)...]
            case "<", ">", "=", "!", "~":
                let operators = ["===", "==", "!=", "~=", "<=", ">=", "<", ">"]
                guard let match = operators.first(where: { rest.hasPrefix($0) }) else { return nil }
                tokens.append(.comparison(match))
                rest = rest.dropFirst(match.count)
            default:
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
                guard !word.isEmpty else { return nil }
                tokens.append(.word(String(word)))
                rest = rest[word.endIndex...]
            }
        }
        return tokens
    }
}
