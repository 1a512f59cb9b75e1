import BuildModel

/// Warns of keys that look like misspellings of keys of the platform's schema: Serverless Devs ignores them in silence.
struct KeySpelling {
    let world: World

    func check(_ input: FunctionInput) {
        let names = input.names
        check(input.properties, known: names.schema)
        if let lifecycle = names.lifecycle.flatMap({ input.properties[$0] }) {
            check(lifecycle, known: HookDescription.Kind.allCases.map { names.inner($0.rawValue) })
        }
        if let custom = names.customRuntime.flatMap({ input.properties[$0] }) {
            check(custom, known: ["command", "args", "port", "healthCheckConfig"].map(names.inner))
        }
        guard names.name == PropertyNames.fc3.name else { return }
        let moved = [
            "codeUri": "code", "initializer": "instanceLifecycleConfig.initializer.handler",
            "caPort": "customRuntimeConfig.port",
        ]
        for (key, field) in input.properties.entries {
            guard let now = moved[key] else { continue }
            world.diagnostics.warning(
                "unknown-key", "`\(key)` is FC 2's name, which component fc3 ignores", at: field.keyLocation,
                hint: "write `\(now)`")
        }
    }

    private func check(_ field: Field, known: [String]) {
        guard !known.isEmpty else { return }
        for (key, value) in field.entries where !known.contains(key) {
            guard let near = NearestName.nearest(to: key, among: known),
                field[near] == nil, Self.differs(Array(key.lowercased().utf8), Array(near.lowercased().utf8), atMost: 2)
            else { continue }
            world.diagnostics.warning(
                "unknown-key", "`\(Phrase.short(key))` is not a key of Function Compute and would be ignored",
                at: value.keyLocation, hint: "did you mean `\(near)`?")
        }
    }

    /// Whether two texts differ by so many inserted, deleted, replaced or swapped letters at most.
    private static func differs(_ left: some RandomAccessCollection<UInt8>, _ right: [UInt8], atMost edits: Int) -> Bool
    {
        let common = zip(left, right).prefix { $0 == $1 }.count
        let left = Array(left.dropFirst(common))
        let right = Array(right.dropFirst(common))
        if left.isEmpty || right.isEmpty { return left.count + right.count <= edits }
        guard edits > 0, abs(left.count - right.count) <= edits else { return false }
        if left.count > 1, right.count > 1, left[0] == right[1], left[1] == right[0],
            differs(left.dropFirst(2), Array(right.dropFirst(2)), atMost: edits - 1)
        {
            return true
        }
        return differs(left.dropFirst(), right, atMost: edits - 1)
            || differs(left, Array(right.dropFirst()), atMost: edits - 1)
            || differs(left.dropFirst(), Array(right.dropFirst()), atMost: edits - 1)
    }
}
