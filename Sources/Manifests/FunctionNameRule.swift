/// What names of functions may be made of.
public enum FunctionNameRule {
    /// The rule in words.
    public static let words = "names have letters, digits, `_` and `-`, and begin with a letter or `_`"

    /// What is wrong with a name, as the end of a sentence; `nil` for good ones.
    ///
    /// Letters, digits, `_` and `-`, no digit or `-` first (SDK3); `$` where FC 2's service and function became one name (fc3). The
    /// length is a limit, which `Validating` checks, but past 128 no source allows it (TF).
    public static func problem(of name: String) -> String? {
        let characters = name.unicodeScalars
        if characters.isEmpty { return "is empty" }
        if let wrong = characters.first(where: { !isPlain($0) }) { return "holds `\(wrong)`" }
        if let first = characters.first, first == "-" || ("0"..."9").contains(first) { return "begins with `\(first)`" }
        return characters.count > 128 ? "has \(characters.count) characters" : nil
    }

    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "$": true
        default: false
        }
    }
}
