/// A string as a YAML scalar that every reader takes for the same string: YAML 1.1 readers (PyYAML, js-yaml 3) see numbers,
/// booleans and dates where YAML 1.2 readers (js-yaml 4) see none, so whatever either might resolve is quoted.
enum YAMLScalar {
    /// Plain if that is safe, else in double quotes; always one line.
    static func inline(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// Lines of a literal block and its header (`|`, `|-`), or `nil` where only quotes keep the text: control characters,
    /// tabs, white space at the ends of lines or at the start, empty lines at the end.
    static func block(_ text: String) -> (header: String, lines: [Substring])? {
        guard text.unicodeScalars.contains("\n"), text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
        else { return nil }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
        let endsLine = lines.last?.isEmpty == true
        if endsLine { lines.removeLast() }
        guard let first = lines.first, let last = lines.last, !first.isEmpty, !last.isEmpty,
            first.unicodeScalars.first != " ", lines.allSatisfy({ $0.unicodeScalars.last != " " })
        else { return nil }
        return (endsLine ? "|" : "|-", lines)
    }

    /// A number that reads back as the same number under both versions of YAML.
    static func number(_ value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
        let text = value.description
        guard let exponent = text.firstIndex(of: "e"), !text[..<exponent].contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    private static func isPlain(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, last != " ", last != ":",
            scalars.allSatisfy(isPrintable)
        else { return false }
        // Scalar by scalar: a combining mark behind the space must not hide it.
        guard !zip(scalars, scalars.dropFirst()).contains(where: { $0 == (":", " ") || $0 == (" ", "#") }) else {
            return false
        }
        switch first {
        case "a"..."z", "A"..."Z", "_", "/", "$", "(": return !words.contains(text.lowercased())
        // 3.0.0 is no number in any version; 3.0 is.
        case "0"..."9":
            return scalars.allSatisfy { $0 == "." || ("0"..."9").contains($0) } && scalars.count { $0 == "." } >= 2
        case ".": return text.hasPrefix("./") || text.hasPrefix("../")
        default: return first.value >= 0xA1
        }
    }

    private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            }
        }
        return result + "\""
    }
}
