import FunctionCompute

/// An environment marker (PEP 508), read as far as it can be decided here.
struct PythonMarker {
    private var tokens: [String] = []

    /// Takes the text after `;` apart.
    init(_ text: String) {
        var word = ""
        var quote: Character?
        for character in text.prefix(2000) {
            if let open = quote {
                word.append(character)
                if character == open {
                    tokens.append(word)
                    (word, quote) = ("", nil)
                }
            } else if character == "'" || character == "\"" {
                flush(&word)
                (word, quote) = (String(character), character)
            } else if character.isWhitespace {
                flush(&word)
            } else if character == "(" || character == ")" {
                flush(&word)
                tokens.append(String(character))
            } else {
                let isSign = "<>=!~".contains(character)
                if let last = word.last, "<>=!~".contains(last) != isSign { flush(&word) }
                word.append(character)
            }
        }
        flush(&word)
    }

    private mutating func flush(_ word: inout String) {
        if !word.isEmpty { tokens.append(word) }
        word = ""
    }

    /// Whether it holds on Linux for x86-64 with CPython of a version; `nil` where that is not known.
    func holds(version: DottedVersion) -> Bool? {
        var reader = Reader(tokens: tokens[...], version: version)
        let value = reader.alternatives(depth: 0)
        return reader.tokens.isEmpty ? value : nil
    }

    private struct Reader {
        var tokens: ArraySlice<String>
        let version: DottedVersion

        mutating func alternatives(depth: Int) -> Bool? {
            var value = conditions(depth: depth)
            while tokens.first == "or" {
                tokens.removeFirst()
                let other = conditions(depth: depth)
                value = value == true || other == true ? true : value == false && other == false ? false : nil
            }
            return value
        }

        private mutating func conditions(depth: Int) -> Bool? {
            var value = condition(depth: depth)
            while tokens.first == "and" {
                tokens.removeFirst()
                let other = condition(depth: depth)
                value = value == false || other == false ? false : value == true && other == true ? true : nil
            }
            return value
        }

        private mutating func condition(depth: Int) -> Bool? {
            guard depth < 50, let first = tokens.popFirst() else { return nil }
            if first == "(" {
                let value = alternatives(depth: depth + 1)
                if tokens.first == ")" { tokens.removeFirst() }
                return value
            }
            guard var sign = tokens.popFirst() else { return nil }
            if sign == "not", tokens.first == "in" {
                tokens.removeFirst()
                sign = "not in"
            }
            guard let second = tokens.popFirst() else { return nil }
            return compare(first, sign, second)
        }

        private func compare(_ left: String, _ sign: String, _ right: String) -> Bool? {
            if left == "extra" || right == "extra" { return false }
            guard let value = self.value(left), let other = self.value(right) else { return nil }
            let isVersion = left.hasPrefix("python_") || right.hasPrefix("python_")
            if isVersion, let first = DottedVersion(value), let second = DottedVersion(other) {
                switch sign {
                case "<": return first < second
                case "<=": return first <= second
                case ">": return first > second
                case ">=": return first >= second
                case "==": return first == second
                case "!=": return first != second
                default: return nil
                }
            }
            switch sign {
            case "==": return value == other
            case "!=": return value != other
            case "in": return other.contains(value)
            case "not in": return !other.contains(value)
            default: return nil
            }
        }

        private func value(_ token: String) -> String? {
            if token.hasPrefix("'") || token.hasPrefix("\"") { return String(token.dropFirst().dropLast()) }
            switch token {
            case "python_version", "python_full_version": return "\(version.major).\(version.minor)"
            case "sys_platform": return "linux"
            case "os_name": return "posix"
            case "platform_system": return "Linux"
            case "platform_machine": return "x86_64"
            case "platform_python_implementation": return "CPython"
            case "implementation_name": return "cpython"
            default: return nil
            }
        }
    }
}
