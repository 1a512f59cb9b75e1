import BuildModel
import Yams

/// Turns Yams's tree into ours: expands aliases within a bound, applies merge keys, and finds what is YAML but no manifest.
struct NodeBuilder {
    let source: SourceText
    let diagnostics: Diagnostics
    private(set) var isRefused = false
    private var count = 0
    private var path: [String] = []

    init(source: SourceText, diagnostics: Diagnostics) {
        self.source = source
        self.diagnostics = diagnostics
    }

    /// The tree; worth nothing once `isRefused`.
    mutating func build(_ node: Yams.Node) -> Node {
        let mark = mark(node)
        count += 1
        guard !isRefused, count <= YAMLDocument.mostNodes, path.count <= YAMLDocument.deepest else {
            refuse(at: mark)
            return Node(value: .null, mark: mark)
        }
        switch node {
        case .scalar(let scalar): return build(scalar, mark: mark)
        case .sequence(let sequence):
            var items: [Node] = []
            for (index, item) in sequence.enumerated() where !isRefused {
                path.append("[\(index)]")
                items.append(build(item))
                path.removeLast()
            }
            return Node(value: .sequence(items), mark: mark)
        case .mapping(let mapping):
            if let text = Self.placeholder(mapping) {
                reportPlaceholder(text, at: mark)
                return Node(value: .string(text), mark: mark)
            }
            return build(mapping, mark: mark)
        case .alias: return Node(value: .null, mark: mark)
        }
    }

    private func build(_ scalar: Yams.Node.Scalar, mark: Mark) -> Node {
        let tag = scalar.tag.description
        if tag.hasPrefix("!"), tag.count > 1 {
            // ROS writes `!Sub x` for `Fn::Sub: x` and `!Ref x` for `Ref: x`.
            let name = String(tag.dropFirst())
            let entry = Node.Entry(
                key: name == "Ref" ? name : "Fn::" + name, keyMark: mark,
                value: Node(value: .string(scalar.string), mark: mark))
            return Node(value: .mapping([entry]), mark: mark)
        }
        let isPlain = scalar.style == .plain || scalar.style == .any
        let isText = !isPlain || (!tag.isEmpty && tag != "tag:yaml.org,2002:int" && tag != "tag:yaml.org,2002:bool")
        return Node(value: isText ? .string(scalar.string) : CoreSchema.value(ofPlain: scalar.string), mark: mark)
    }

    private mutating func build(_ mapping: Yams.Node.Mapping, mark: Mark) -> Node {
        var entries: [Node.Entry] = []
        var places: [String: Int] = [:]
        var merges: [Node] = []
        for (key, value) in mapping where !isRefused {
            guard case .scalar(let scalar) = key else {
                diagnostics.error(
                    "manifest-syntax", "a key must be text, not a list or a mapping", at: location(self.mark(key)))
                continue
            }
            let name = scalar.string
            path.append(name)
            let built = build(value)
            path.removeLast()
            if name == "<<", scalar.style == .plain {
                if case .sequence(let several) = built.value { merges += several } else { merges.append(built) }
            } else if let first = places[name] {
                SyntaxProblem(duplicate: name, first: entries[first].keyMark, second: self.mark(key))
                    .report(to: diagnostics)
            } else {
                places[name] = entries.count
                entries.append(Node.Entry(key: name, keyMark: self.mark(key), value: built))
            }
        }
        for merge in merges {
            guard case .mapping(let more) = merge.value else {
                diagnostics.error(
                    "manifest-syntax", "`<<` takes a mapping or a list of mappings, not \(merge.kindInWords)",
                    at: location(merge.mark))
                continue
            }
            for entry in more where places[entry.key] == nil {
                places[entry.key] = entries.count
                entries.append(entry)
            }
        }
        return Node(value: .mapping(entries), mark: mark)
    }

    /// `{{ name }}`, which YAML reads as a mapping whose only key is a mapping; its text, or `nil` for other mappings.
    private static func placeholder(_ mapping: Yams.Node.Mapping) -> String? {
        guard mapping.count == 1, let pair = mapping.first, case .mapping(let inner) = pair.key,
            inner.style != .block, inner.count <= 1
        else { return nil }
        return "{{ \(inner.first?.key.scalar?.string ?? "") }}"
    }

    private func reportPlaceholder(_ text: String, at mark: Mark) {
        Unrendered.report(text, at: location(mark), to: diagnostics)
    }

    private mutating func refuse(at mark: Mark) {
        guard !isRefused else { return }
        isRefused = true
        if path.count > YAMLDocument.deepest {
            diagnostics.error(
                "manifest-too-large", "lists and mappings are nested deeper than \(YAMLDocument.deepest) levels",
                at: location(mark))
        } else {
            diagnostics.error(
                "manifest-too-large", "holds more than \(YAMLDocument.mostNodes) values once its aliases are expanded",
                at: location(mark))
        }
    }

    private func mark(_ node: Yams.Node) -> Mark {
        Mark(source: source, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private func location(_ mark: Mark) -> Finding.Location {
        Field.location(mark, keyPath: Field.keyPath(path))
    }
}
