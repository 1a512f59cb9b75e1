import BuildModel

/// Placeholders such as `{{ name }}` of application templates, which `s init` fills in.
enum Unrendered {
    /// Whether text holds a placeholder.
    static func isIn(_ text: some StringProtocol) -> Bool {
        guard let open = text.firstRange(of: "{{") else { return text.contains("{%") }
        return text[open.upperBound...].contains("}}")
    }

    static func report(_ text: String, at location: Finding.Location, to diagnostics: Diagnostics) {
        diagnostics.error(
            "template-unrendered", "`\(Phrase.short(text))` is a placeholder of a template that was not rendered",
            at: location, hint: "make the project with `s init`, or write the value in its place")
    }
}
