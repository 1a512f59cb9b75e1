import BuildModel

/// Placeholders such as `{{ name }}` of application templates, which `s init` fills in.
enum Unrendered {
    /// Whether text holds a placeholder.
    static func isIn(_ text: some StringProtocol) -> Bool {
        guard let open = text.firstRange(of: "{{") else { return text.contains("{%") }
        return text[open.upperBound...].contains("}}")
    }

    /// Whether a line holds a placeholder outside of quotes and comments, where YAML trips over it.
    static func isOpen(in line: String) -> Bool {
        guard isIn(line), let place = line.firstRange(of: "{{") ?? line.firstRange(of: "{%") else { return false }
        let before = line[..<place.lowerBound]
        return !before.contains("#") && before.count { $0 == "\"" }.isMultiple(of: 2)
            && before.count { $0 == "'" }.isMultiple(of: 2)
    }

    static func report(_ text: String, at location: Finding.Location, to diagnostics: Diagnostics) {
        diagnostics.error(
            "template-unrendered", "`\(Phrase.short(text))` is a placeholder of a template that was not rendered",
            at: location, hint: "make the project with `s init`, or write the value in its place")
    }
}
