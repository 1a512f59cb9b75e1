/// What stands between `${` and `}` in a manifest of Serverless Devs.
indirect enum VariableExpression: Hashable {
    /// `env('X', 'd')`, `file('p')`, `config(AccountID)`.
    case call(String, [Argument])
    /// `vars.a.b`, `this.props.x`, `resources.a.props.list[0]`.
    case path([String])
    /// Anything else, which is left as it was written: a shell's `${HOME}` in a command, JavaScript.
    case other

    /// What stands between the brackets of a call.
    enum Argument: Hashable {
        /// Text in quotes, or bare text as edition 1 writes it.
        case text(String)
        /// Another call or path.
        case nested(VariableExpression)
    }

    init(_ text: some StringProtocol) {
        let text = Self.trimmed(text)
        if let open = text.firstIndex(of: "("), text.last == ")", Self.isName(text[..<open]) {
            let inside = text[text.index(after: open)..<text.index(before: text.endIndex)]
            self = .call(String(text[..<open]), Self.arguments(inside))
        } else {
            self = Self.parts(text).map { .path($0) } ?? .other
        }
    }

    /// Cuts text at its variables: literal pieces and expressions in their order.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "${"), let close = end(of: rest[open.upperBound...]) {
            if open.lowerBound > rest.startIndex { pieces.append(.literal(String(rest[..<open.lowerBound]))) }
            pieces.append(.variable(String(rest[open.upperBound..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        return pieces
    }

    /// A piece of text with variables.
    enum Piece: Hashable {
        case literal(String)
        /// The text between `${` and `}`.
        case variable(String)
    }

    /// The closing brace, past quotes and inner braces.
    private static func end(of text: Substring) -> Substring.Index? {
        var quote: Character?
        var depth = 0
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "{" {
                depth += 1
            } else if character == "}" {
                if depth == 0 { return index }
                depth -= 1
            }
        }
        return nil
    }

    private static func arguments(_ text: Substring) -> [Argument] {
        var arguments: [Argument] = []
        var quote: Character?
        var depth = 0
        var start = text.startIndex
        func finish(_ end: Substring.Index) {
            let piece = trimmed(text[start..<end])
            if let first = piece.first, piece.count >= 2, first == "'" || first == "\"", piece.last == first {
                arguments.append(.text(String(piece.dropFirst().dropLast())))
            } else if !piece.isEmpty {
                let nested = VariableExpression(piece)
                if case .call = nested {
                    arguments.append(.nested(nested))
                } else if case .path(let parts) = nested, ["vars", "this", "resources"].contains(parts[0]) {
                    arguments.append(.nested(nested))
                } else {
                    arguments.append(.text(String(piece)))
                }
            }
        }
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "(" {
                depth += 1
            } else if character == ")" {
                depth -= 1
            } else if character == ",", depth == 0 {
                finish(index)
                start = text.index(after: index)
            }
        }
        finish(text.endIndex)
        return arguments
    }

    /// The parts of a dotted path with at least two; indices become parts of digits.
    private static func parts(_ text: Substring) -> [String]? {
        var parts: [String] = []
        for field in text.split(separator: ".", omittingEmptySubsequences: false) {
            var pieces = field.split(separator: "[", omittingEmptySubsequences: false)[...]
            guard let name = pieces.popFirst(), isName(name) else { return nil }
            parts.append(String(name))
            for piece in pieces {
                guard piece.last == "]" else { return nil }
                let index = piece.dropLast().filter { $0 != "'" && $0 != "\"" }
                guard isName(index[...]) else { return nil }
                parts.append(String(index))
            }
        }
        return parts.count >= 2 ? parts : nil
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ($0.value < 0x80 && $0.properties.numericType != nil)
                    || $0 == "_" || $0 == "-" || $0 == "$" || $0 == "@"
            }
    }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
