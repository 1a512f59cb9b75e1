import BuildModel

/// A value of a manifest with its place in the text: aliases are expanded and merge keys (`<<`) are applied.
struct Node {
    /// What the value is.
    var value: Value
    /// Where it begins.
    var mark: Mark

    /// What YAML can say, in the core schema that Serverless Devs reads.
    enum Value {
        case null
        case boolean(Bool)
        case integer(Int)
        case number(Double)
        case string(String)
        case sequence([Node])
        case mapping([Entry])
    }

    /// A key with its value.
    struct Entry {
        var key: String
        var keyMark: Mark
        var value: Node
    }

    /// The entry of a key of a mapping.
    func entry(_ key: String) -> Entry? {
        guard case .mapping(let entries) = value else { return nil }
        return entries.first { $0.key == key }
    }

    /// The value of a key of a mapping.
    subscript(_ key: String) -> Node? { entry(key)?.value }

    /// The text of a string.
    var text: String? { if case .string(let text) = value { text } else { nil } }

    /// The keys of a mapping.
    var keys: [String] { if case .mapping(let entries) = value { entries.map(\.key) } else { [] } }

    /// Whether it is `~` or nothing at all.
    var isNull: Bool { if case .null = value { true } else { false } }

    /// A scalar as it reads in a text; `nil` for lists and mappings.
    var scalarText: String? {
        switch value {
        case .null: ""
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .string(let text): text
        case .sequence, .mapping: nil
        }
    }

    /// What kind of value it is, in words for messages.
    var kindInWords: String {
        switch value {
        case .null: "nothing"
        case .boolean: "true or false"
        case .integer, .number: "a number"
        case .string: "text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// The value without its places.
    var manifestValue: ManifestValue {
        switch value {
        case .null: .null
        case .boolean(let flag): .boolean(flag)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .sequence(let items): .sequence(items.map(\.manifestValue))
        case .mapping(let entries):
            .mapping(entries.map { ManifestValue.Pair($0.key, $0.value.manifestValue) })
        }
    }

    /// Mappings merged at every depth; where both have a key, `self` wins, and lists are replaced, not joined: as Serverless
    /// Devs merges a template below the properties of a resource.
    func merged(over base: Node) -> Node {
        guard case .mapping(let own) = value, case .mapping(var entries) = base.value else { return self }
        for entry in own {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = entry.value.merged(over: entries[index].value)
                entries[index].keyMark = entry.keyMark
            } else {
                entries.append(entry)
            }
        }
        return Node(value: .mapping(entries), mark: mark)
    }

    /// The mapping without what stands at a path of keys.
    func removing(path: some Collection<String>) -> Node {
        guard let first = path.first, case .mapping(var entries) = value,
            let index = entries.firstIndex(where: { $0.key == first })
        else { return self }
        if path.count == 1 {
            entries.remove(at: index)
        } else {
            entries[index].value = entries[index].value.removing(path: Array(path.dropFirst()))
        }
        return Node(value: .mapping(entries), mark: mark)
    }
}
