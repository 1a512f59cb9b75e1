import BuildModel

/// Reads `validate:` of `fclayer.yaml`, at the top or of one function. Whether the rules exist is not known in this room.
struct ChoicesReader {
    let world: World

    static let keys = ["severity", "ignore"]
    static let ignoreKeys = ["rule", "path", "function", "reason"]

    /// The choices of a file: those at the top, then those of each function.
    func read(_ root: Field) -> FindingChoices {
        var choices = FindingChoices()
        if let field = root["validate"] { read(field, function: nil, into: &choices) }
        for (name, function) in root["functions"]?.entries ?? [] {
            if let field = function["validate"] { read(field, function: name, into: &choices) }
        }
        return choices
    }

    private func read(_ field: Field, function: String?, into choices: inout FindingChoices) {
        guard field.isMapping else {
            world.wrongType(field, expected: "a mapping with `severity` and `ignore`")
            return
        }
        world.refuseUnknownKeys(field, known: Self.keys)
        if let severity = field["severity"] {
            guard severity.isMapping else {
                world.wrongType(severity, expected: "a mapping of rules to severities")
                return
            }
            for (rule, value) in severity.entries {
                guard let level = level(value) else { continue }
                choices.severities.append(
                    .init(rule: rule, level: level, function: function, location: value.keyLocation))
            }
        }
        guard let ignore = field["ignore"] else { return }
        guard let items = ignore.items else {
            world.wrongType(ignore, expected: "a list", hint: "write `ignore: [{ rule: <rule>, path: <pattern> }]`")
            return
        }
        for item in items {
            if let choice = self.ignore(item, function: function) { choices.ignores.append(choice) }
        }
    }

    private func level(_ field: Field) -> FindingChoices.Level? {
        // YAML 1.1 read `off` so, and formatters still write it.
        if case .boolean(false) = field.node.value { return .off }
        guard let text = world.text(field) else { return nil }
        if let level = FindingChoices.Level(rawValue: text) { return level }
        let known = FindingChoices.Level.allCases.map(\.rawValue)
        world.diagnostics.error(
            "value-type", "`\(Phrase.short(field.name))` is `\(Phrase.short(text))`, not one of \(Phrase.list(known))",
            at: field.location, hint: Phrase.didYouMean(text, among: known))
        return nil
    }

    private func ignore(_ item: Field, function: String?) -> FindingChoices.Ignore? {
        // A list item has no key of its own to point at.
        let place = Field.location(item.node.mark, keyPath: item.keyPath)
        guard item.isMapping else {
            if let rule = item.node.text { return .init(rule: rule, function: function, location: place) }
            world.diagnostics.error(
                "value-type", "`\(item.keyPath)` must be a mapping with `rule`, not \(item.node.kindInWords)", at: place
            )
            return nil
        }
        world.refuseUnknownKeys(item, known: Self.ignoreKeys)
        guard let rule = world.text(item["rule"]) else {
            if item["rule"] == nil {
                world.diagnostics.error(
                    "value-type", "`\(item.keyPath)` has no `rule`", at: place,
                    hint: "the name in the brackets of the finding")
            }
            return nil
        }
        if let function, let other = item["function"] {
            world.diagnostics.error(
                "value-type", "`function` has no place under `functions.\(function)`, which says it already",
                at: other.keyLocation)
        }
        return .init(
            rule: rule, path: world.text(item["path"]), function: function ?? world.text(item["function"]),
            reason: world.text(item["reason"]), location: item["rule"]?.keyLocation ?? place)
    }
}
