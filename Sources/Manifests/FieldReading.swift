import BuildModel

/// Reads values of the kinds that properties have. An absent value is `nil`; a value of another kind is reported and `nil`.
extension World {
    /// Text. Numbers and true/false are refused: YAML would have changed what was written (`3.10` is 3.1).
    func text(_ field: Field?) -> String? {
        guard let field else { return nil }
        switch field.node.value {
        case .string(let text):
            if Unrendered.isIn(text) {
                Unrendered.report(text, at: field.location, to: diagnostics)
                return nil
            }
            return text
        case .integer, .number, .boolean:
            wrongType(field, expected: "text", hint: "put it in quotes")
        case .null, .sequence, .mapping: wrongType(field, expected: "text")
        }
        return nil
    }

    /// Text whose variables are all resolved; `purpose` ends the sentence "… is needed to".
    func knownText(_ field: Field?, purpose: String) -> String? {
        guard let field, let text = text(field) else { return nil }
        guard text.contains("${") else { return text }
        diagnostics.error(
            "variable-unresolved",
            "`\(field.name)` is `\(Phrase.short(text))`, whose value is not known here but is needed to \(purpose)",
            at: field.location, hint: Self.wayToKnow(text))
        return nil
    }

    /// A whole number, or digits in text, which is what variables give. Unresolved variables are `nil`.
    func integer(_ field: Field?) -> Int? {
        guard let field else { return nil }
        switch field.node.value {
        case .integer(let number): return number
        case .string(let text):
            if text.contains("${") { return nil }
            if let number = Int(text) { return number }
        default: break
        }
        wrongType(field, expected: "a whole number")
        return nil
    }

    /// The items of a list of texts.
    func texts(_ field: Field?) -> [(text: String, field: Field)] {
        guard let field, field.node.text?.hasPrefix("${") != true else { return [] }
        guard let items = field.items else {
            wrongType(field, expected: "a list", hint: field.node.text.map { "write `[\(Phrase.short($0))]`" })
            return []
        }
        return items.compactMap { item in text(item).map { ($0, item) } }
    }

    /// The items of a list of scalars as text, as arguments of a command are: `[--port, 9000]`.
    func scalars(_ field: Field?) -> [String] {
        guard let items = field?.items else { return texts(field).map(\.text) }
        return items.compactMap { item in
            if let text = item.node.scalarText { return text }
            wrongType(item, expected: "text")
            return nil
        }
    }

    /// A mapping of names to scalars as text, as environment variables are.
    func textMap(_ field: Field?) -> [String: String] {
        guard let field, field.node.text?.hasPrefix("${") != true else { return [:] }
        guard field.isMapping else {
            wrongType(field, expected: "a mapping of names to text")
            return [:]
        }
        var values: [String: String] = [:]
        for (key, value) in field.entries {
            if let text = value.node.scalarText {
                values[key] = text
            } else {
                wrongType(value, expected: "text")
            }
        }
        return values
    }

    func wrongType(_ field: Field, expected: String, hint: String? = nil) {
        diagnostics.error(
            "value-type", "`\(field.name)` must be \(expected), not \(field.node.kindInWords)", at: field.location,
            hint: hint)
    }

    /// Refuses keys of our own files that are not known.
    func refuseUnknownKeys(
        _ field: Field, known: [String], later: [String] = [], hints: [String: String] = [:]
    ) {
        for (key, value) in field.entries where !known.contains(key) {
            if later.contains(key) {
                diagnostics.error(
                    "unsupported-key", "`\(key)` is for a later version of fclayer: this one does not build it",
                    at: value.keyLocation, hint: "this version knows \(Phrase.list(known))")
            } else {
                diagnostics.error(
                    "unknown-key", "`\(Phrase.short(key))` is not a key that fclayer knows here", at: value.keyLocation,
                    hint: hints[key] ?? Phrase.didYouMean(key, among: known) ?? "known are \(Phrase.list(known))")
            }
        }
    }

    private static func wayToKnow(_ text: String) -> String {
        for case .variable(let inside) in VariableExpression.pieces(of: text) {
            switch VariableExpression(inside) {
            case .call("env", let arguments):
                if case .text(let name)? = arguments.first { return "set the environment variable `\(name)`" }
            case .path(let parts) where parts[0] == "env": return "set the environment variable `\(parts[1])`"
            default: break
            }
        }
        return "write the value out, or take it from `vars`"
    }
}
