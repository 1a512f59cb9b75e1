import BuildModel

/// A value with the path of keys that leads to it: what the readers walk through and report about.
struct Field {
    /// The value.
    let node: Node
    /// Where its key stands; `nil` for items of a list and for whole documents.
    let keyMark: Mark?
    /// Keys from the root of the document; items of lists as `[0]`.
    let path: [String]

    init(_ node: Node, keyMark: Mark? = nil, path: [String] = []) {
        self.node = node
        self.keyMark = keyMark
        self.path = path
    }

    /// The value of a key; `nil` where it is absent or null.
    subscript(_ key: String) -> Field? {
        guard let entry = node.entry(key), !entry.value.isNull else { return nil }
        return child(entry)
    }

    /// What stands at a path of keys.
    func descend(_ keys: String...) -> Field? {
        var field: Field? = self
        for key in keys { field = field?[key] }
        return field
    }

    /// The entries of a mapping; empty for anything else.
    var entries: [(key: String, field: Field)] {
        guard case .mapping(let entries) = node.value else { return [] }
        return entries.map { ($0.key, child($0)) }
    }

    /// The items of a list; `nil` for anything else.
    var items: [Field]? {
        guard case .sequence(let items) = node.value else { return nil }
        return items.enumerated().map { Field($1, path: path + ["[\($0)]"]) }
    }

    /// Whether it is a mapping.
    var isMapping: Bool { if case .mapping = node.value { true } else { false } }

    /// The last key.
    var name: String { path.last { !$0.hasPrefix("[") } ?? "" }

    /// Keys with dots between, items in brackets.
    var keyPath: String { Self.keyPath(path) }

    static func keyPath(_ path: [String]) -> String {
        var text = ""
        for part in path { text += part.hasPrefix("[") || text.isEmpty ? part : "." + part }
        return text
    }

    /// Where the value stands; for lists and mappings, which begin on the next line, their key.
    var location: Finding.Location {
        switch node.value {
        case .sequence, .mapping, .null: Self.location(keyMark ?? node.mark, keyPath: keyPath)
        default: Self.location(node.mark, keyPath: keyPath)
        }
    }

    /// Where the key stands.
    var keyLocation: Finding.Location { Self.location(keyMark ?? node.mark, keyPath: keyPath) }

    static func location(_ mark: Mark, keyPath: String) -> Finding.Location {
        Finding.Location(
            file: mark.source.file, line: mark.line,
            column: mark.source.characterColumn(line: mark.line, scalarColumn: mark.column),
            keyPath: keyPath.isEmpty ? nil : keyPath)
    }

    private func child(_ entry: Node.Entry) -> Field {
        Field(entry.value, keyMark: entry.keyMark, path: path + [entry.key])
    }
}
