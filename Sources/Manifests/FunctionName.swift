import BuildModel

/// Reads and checks the name of a function, which names its zip too.
struct FunctionName {
    let world: World

    /// The name, or the key where a variable hides it.
    func read(_ input: FunctionInput) -> String {
        guard let field = input.name else {
            if !input.names.name.isEmpty {
                world.diagnostics.warning(
                    "function-name", "the function `\(input.key)` has no `\(input.names.name)`: its key is taken",
                    at: input.whole.keyLocation, hint: "write `\(input.names.name): \(input.key)`")
            }
            check(input.defaultName, at: input.whole.keyLocation)
            return input.defaultName
        }
        guard let name = world.text(field), !name.contains("${") else { return Self.plain(input.defaultName) }
        check(name, at: field.location)
        return name
    }

    /// Text as a name that can be a file's: what is no letter, digit, `_`, `-` or `$` becomes `-`.
    static func plain(_ text: String) -> String {
        var name = String.UnicodeScalarView()
        name.append(contentsOf: text.unicodeScalars.prefix(128).map { FunctionNameRule.isPlain($0) ? $0 : "-" })
        return String(name)
    }

    private func check(_ name: String, at location: Finding.Location) {
        guard let problem = FunctionNameRule.problem(of: name) else { return }
        world.diagnostics.error(
            "function-name", "the function name `\(Phrase.short(name))` \(problem)", at: location,
            hint: FunctionNameRule.words)
    }
}
