import BuildModel

/// Puts values in the place of variables so far as they can be known without the cloud; all else stays as it was written.
final class VariableResolver {
    /// The parts of a manifest that variables speak of.
    struct Scope {
        /// The whole document.
        var root: Node
        /// Resources or services by key, templates merged in.
        var units: [String: Node]
        /// `resources` or `services`.
        var unitsKey: String
        /// Edition 1 reads YAML and JSON files as data, edition 3 as text.
        var filesAreData: Bool
    }

    /// Depth of references to references. (Own choice.)
    private static let deepest = 32

    let scope: Scope
    let world: World
    private var stack: [String] = []
    private var produced = 0
    private var isExhausted = false
    private var dotEnvironment: [String: String]?

    init(scope: Scope, world: World) {
        self.scope = scope
        self.world = world
    }

    /// The value with its variables replaced; `unit` is the resource that `this` means.
    func resolve(_ field: Field, unit: String?) -> Field {
        Field(resolve(field, in: unit), keyMark: field.keyMark, path: field.path)
    }

    private func resolve(_ field: Field, in unit: String?) -> Node {
        guard spend(64, at: field) else { return field.node }
        switch field.node.value {
        case .string(let text): return resolve(text, field: field, in: unit)
        case .sequence:
            return Node(value: .sequence((field.items ?? []).map { resolve($0, in: unit) }), mark: field.node.mark)
        case .mapping:
            let entries = field.entries.map { key, child in
                Node.Entry(key: key, keyMark: child.keyMark ?? child.node.mark, value: resolve(child, in: unit))
            }
            return Node(value: .mapping(entries), mark: field.node.mark)
        default: return field.node
        }
    }

    private func resolve(_ text: String, field: Field, in unit: String?) -> Node {
        guard text.contains("${") else { return field.node }
        let pieces = VariableExpression.pieces(of: text)
        if pieces.count == 1, case .variable(let inside) = pieces[0] {
            // A whole value keeps the type of what it names.
            guard var node = value(of: VariableExpression(inside), field: field, in: unit) else { return field.node }
            if case .mapping = node.value { return node }
            node.mark = field.node.mark
            return node
        }
        var result = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): result += literal
            case .variable(let inside):
                let known = value(of: VariableExpression(inside), field: field, in: unit)?.scalarText
                result += known ?? "${\(inside)}"
            }
            guard spend(piece.size, at: field), result.utf8.count <= 1 << 20 else { return field.node }
        }
        return Node(value: .string(result), mark: field.node.mark)
    }

    /// The value of an expression; `nil` where it must stay as it was written.
    private func value(of expression: VariableExpression, field: Field, in unit: String?) -> Node? {
        switch expression {
        case .other: nil
        case .call(let name, let arguments): call(name, arguments, field: field, in: unit)
        case .path(let parts): reference(parts, field: field, in: unit)
        }
    }

    private func call(
        _ name: String, _ arguments: [VariableExpression.Argument], field: Field, in unit: String?
    ) -> Node? {
        let values = arguments.map { argument -> Node? in
            switch argument {
            case .text(let text): Node(value: .string(text), mark: field.node.mark)
            case .nested(let inner): value(of: inner, field: field, in: unit)
            }
        }
        guard let first = values.first.flatMap(\.self), let text = first.scalarText else { return nil }
        switch name {
        case "env":
            if let known = environment(text) { return Node(value: .string(known), mark: field.node.mark) }
            return values.count > 1 ? values[1] : nil
        case "path": return Node(value: .string(PathText.join(world.root, text)), mark: field.node.mark)
        case "file": return file(text, asData: scope.filesAreData, field: field)
        case "json": return json(text, field: field)
        default: return nil
        }
    }

    private func json(_ text: String, field: Field) -> Node? {
        let start = text.first { !$0.isWhitespace }
        guard start == "{" || start == "[" || start == "\"" else { return file(text, asData: true, field: field) }
        return YAMLDocument(file: field.node.mark.source.file, diagnostics: world.diagnostics)
            .read(SourceText(file: field.node.mark.source.file, text: text))
    }

    private func file(_ name: String, asData: Bool, field: Field) -> Node? {
        let path = PathText.join(world.root, name)
        guard let bytes = world.files.contents(path) else {
            let folder = PathText.folder(path)
            world.diagnostics.error(
                "file-missing", "the file `\(Phrase.short(name))` of a variable does not exist: looked for `\(path)`",
                at: field.location,
                hint: Phrase.didYouMean(PathText.name(path), among: world.files.names(folder)))
            return nil
        }
        if asData, ["json", "yaml", "yml"].contains(PathText.fileExtension(path)) {
            return YAMLDocument(file: world.display(path), diagnostics: world.diagnostics).read(bytes)
        }
        guard spend(bytes.count, at: field), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return Node(value: .string(text), mark: field.node.mark)
    }

    private func environment(_ name: String) -> String? {
        if let value = world.environment[name] { return value }
        if dotEnvironment == nil {
            dotEnvironment = DotEnvironment.read(world.files.contents(PathText.join(world.root, ".env")) ?? [])
        }
        return dotEnvironment?[name]
    }

    private func reference(_ parts: [String], field: Field, in unit: String?) -> Node? {
        switch parts[0] {
        case "env": return environment(parts[1]).map { Node(value: .string($0), mark: field.node.mark) }
        case "vars":
            guard let vars = scope.root["vars"] else { return unknown(parts, 0, among: [], field: field) }
            return walk(Field(vars, path: ["vars"]), parts, from: 1, field: field, unit: nil)
        case "this":
            guard let unit, let node = scope.units[unit] else { return nil }
            if parts[1] == "name" { return Node(value: .string(unit), mark: field.node.mark) }
            if parts[1] == "access", node["access"] == nil, let access = scope.root["access"] { return access }
            return walk(Field(node, path: [scope.unitsKey, unit]), parts, from: 1, field: field, unit: unit)
        case "resources", "services": return inUnit(parts, nameAt: 1, field: field)
        default:
            guard parts.count >= 2, ["props", "output"].contains(parts[1]) else { return nil }
            return inUnit(parts, nameAt: 0, field: field)
        }
    }

    /// `a.props.x`: what another resource says. Its `output` is known after deployment only.
    private func inUnit(_ parts: [String], nameAt: Int, field: Field) -> Node? {
        let name = parts[nameAt]
        guard let node = scope.units[name] else {
            return unknown(parts, nameAt, among: scope.units.keys.sorted(), field: field)
        }
        guard parts.count > nameAt + 1, parts[nameAt + 1] != "output" else { return nil }
        return walk(
            Field(node, path: [scope.unitsKey, name]), parts, from: nameAt + 1, field: field, unit: name)
    }

    /// Follows keys from a value that is not resolved yet, then resolves what is found.
    private func walk(_ start: Field, _ parts: [String], from index: Int, field: Field, unit: String?) -> Node? {
        let canonical = (start.path + parts[index...]).joined(separator: ".")
        if stack.contains(canonical) || stack.count >= Self.deepest {
            let way = (stack.drop { $0 != canonical } + [canonical]).prefix(8)
            world.diagnostics.error(
                "variable-cycle", "variables refer to each other in a circle: " + way.joined(separator: " → "),
                at: field.location, hint: "write one of the values out")
            return nil
        }
        stack.append(canonical)
        defer { stack.removeLast() }
        var current = start
        for (offset, part) in parts.enumerated().dropFirst(index) {
            if current.node.text?.contains("${") == true {
                let resolved = resolve(current, in: unit)
                // Still a variable: known only in the cloud, and with it everything below.
                if resolved.text?.contains("${") == true { return nil }
                current = Field(resolved, keyMark: current.keyMark, path: current.path)
            }
            if let items = current.items, let number = Int(part), items.indices.contains(number) {
                current = items[number]
            } else if let entry = current.node.entry(part) {
                current = Field(entry.value, keyMark: entry.keyMark, path: current.path + [part])
            } else {
                return unknown(parts, offset, among: current.node.keys, field: field)
            }
        }
        return resolve(current, in: unit)
    }

    private func unknown(_ parts: [String], _ index: Int, among names: [String], field: Field) -> Node? {
        let whole = parts.joined(separator: ".")
        let before = parts[..<index].joined(separator: ".")
        world.diagnostics.error(
            "unknown-variable",
            before.isEmpty
                ? "nothing defines `\(Phrase.short(whole))`: there is no `\(parts[index])`"
                : "nothing defines `\(Phrase.short(whole))`: `\(before)` has no `\(parts[index])`",
            at: field.location, hint: Phrase.didYouMean(parts[index], among: names))
        return nil
    }

    /// Bounds the work that a few lines of variables can cause; says so once.
    private func spend(_ amount: Int, at field: Field) -> Bool {
        produced += amount
        guard produced > 8 << 20 else { return true }
        if !isExhausted {
            isExhausted = true
            world.diagnostics.error(
                "manifest-too-large", "variables make more of the manifest than fclayer reads", at: field.location)
        }
        return false
    }
}

extension VariableExpression.Piece {
    var size: Int {
        switch self {
        case .literal(let text), .variable(let text): text.utf8.count
        }
    }
}
