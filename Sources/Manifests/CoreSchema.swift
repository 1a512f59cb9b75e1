/// What a plain scalar means in YAML 1.2's core schema, which Serverless Devs' reader (js-yaml) follows: `yes` and `on` are
/// text, dates stay text.
enum CoreSchema {
    static func value(ofPlain text: String) -> Node.Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
        case ".nan", ".NaN", ".NAN": return .number(.nan)
        default: return number(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) -> Node.Value? {
        guard let first = text.utf8.first,
            isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
                || first == UInt8(ascii: ".")
        else { return nil }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            guard let number = Int(text.dropFirst(2), radix: radix), number >= 0 else { return nil }
            return .integer(number)
        }
        let digits = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? text.utf8.dropFirst() : text.utf8[...]
        if !digits.isEmpty, digits.allSatisfy(isDigit) {
            // A leading zero carries meaning in account numbers and modes, and a number too long for Int would lose digits.
            guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
            return Int(text).map { .integer($0) }
        }
        // Swift's own grammar also takes `inf`, `nan` and hexadecimal fractions; digits, one dot and an exponent remain.
        guard digits.contains(where: isDigit),
            digits.allSatisfy({ isDigit($0) || ".eE+-".utf8.contains($0) }), let number = Double(text)
        else { return nil }
        return .number(number)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
