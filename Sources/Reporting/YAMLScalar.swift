import Yams

/// How a string must be written so that every reader takes it for the same string: YAML 1.1 readers (PyYAML, js-yaml 3) see
/// numbers, booleans and dates where YAML 1.2 readers (js-yaml 4) see none, so whatever either might resolve is quoted.
enum YAMLScalar {
    /// Plain if that is safe, a literal block for clean lines, else double quotes.
    static func style(of text: String) -> Node.Scalar.Style {
        if isPlain(text) { return .plain }
        return isBlock(text) ? .literal : .doubleQuoted
    }

    /// A number that reads back as the same number under both versions of YAML.
    static func number(_ value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
        let text = value.description
        guard let exponent = text.firstIndex(of: "e"), !text[..<exponent].contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    /// Lines without control characters, tabs, white space at the ends of lines or at the start, or empty lines at the end:
    /// only those come back from a literal block as they were.
    private static func isBlock(_ text: String) -> Bool {
        guard text.unicodeScalars.contains("\n"), text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
        else { return false }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let first = lines.first, let last = lines.last else { return false }
        return !first.isEmpty && !last.isEmpty && first.unicodeScalars.first != " "
            && lines.allSatisfy { $0.unicodeScalars.last != " " }
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
}
