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
        name.append(contentsOf: text.unicodeScalars.prefix(128).map { isPlain($0) ? $0 : "-" })
        return String(name)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "$": true
        default: false
        }
    }

    /// Letters, digits, `_` and `-`, no digit or `-` first (SDK3); `$` where FC 2's service and function became one name
    /// (fc3). The length is a limit, which `Validating` checks, but past 128 no source allows it (TF).
    private func check(_ name: String, at location: Finding.Location) {
        let characters = name.unicodeScalars
        let wrong = characters.first { !Self.isPlain($0) }
        let problem: String? =
            if characters.isEmpty {
                "is empty"
            } else if let wrong {
                "holds `\(wrong)`"
            } else if let first = characters.first, first == "-" || ("0"..."9").contains(first) {
                "begins with `\(first)`"
            } else if characters.count > 128 {
                "has \(characters.count) characters"
            } else {
                nil
            }
        guard let problem else { return }
        world.diagnostics.error(
            "function-name", "the function name `\(Phrase.short(name))` \(problem)", at: location,
            hint: "names have letters, digits, `_` and `-`, and begin with a letter or `_`")
    }
}
