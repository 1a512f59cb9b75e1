import BuildModel

/// Reads `s.yaml`: `resources` of edition 3 and `services` of edition 1, components fc3 and fc.
struct ServerlessDevsManifest {
    let world: World
    let field: Field

    /// `resources` or `services`.
    private var unitsKey: String { field["resources"] != nil || field["services"] == nil ? "resources" : "services" }

    /// The dialect of the document: component fc in `services` is the older one.
    var dialect: ManifestDocument.Dialect { unitsKey == "resources" ? .fc3 : .fc }

    /// All functions of the manifest; resources of other components are passed over.
    func inputs() -> [FunctionInput] {
        guard let units = field[unitsKey] else { return [] }
        guard units.isMapping else {
            world.wrongType(units, expected: "a mapping of names to resources")
            return []
        }
        var merged: [String: Node] = [:]
        for (name, unit) in units.entries { merged[name] = withTemplate(unit) }
        let resolver = VariableResolver(
            scope: .init(root: field.node, units: merged, unitsKey: unitsKey, filesAreData: dialect == .fc),
            world: world)
        let runsGlobally = hasPreDeploy(field["actions"])
        return units.entries.compactMap { name, unit in
            guard unit.isMapping else {
                world.wrongType(unit, expected: "a mapping with `component` and `props`")
                return nil
            }
            let whole = Field(merged[name] ?? unit.node, keyMark: unit.keyMark, path: unit.path)
            return input(name, whole, resolver: resolver, runsGlobally: runsGlobally)
        }
    }

    private func input(
        _ name: String, _ unit: Field, resolver: VariableResolver, runsGlobally: Bool
    ) -> FunctionInput? {
        guard let written = unit["component"] else { return nil }
        let component = resolver.resolve(written, unit: name).node.text ?? ""
        let kind = Self.kind(ofComponent: component)
        guard kind == "fc3" || kind == "fc" else {
            if written.node.text?.contains("${") == true {
                world.diagnostics.note(
                    "component-unknown",
                    "`\(name)` has the component `\(Phrase.short(component))`: it is passed through and not built",
                    at: written.location)
            }
            return nil
        }
        let properties = unit["props"].map { resolver.resolve($0, unit: name) } ?? empty(unit, "props")
        guard properties.isMapping else {
            world.wrongType(properties, expected: "a mapping of properties")
            return nil
        }
        let region = properties["region"]?.node.text.flatMap { $0.contains("${") ? nil : $0 }
        let hasActions = runsGlobally || hasPreDeploy(unit["actions"])
        if kind == "fc3" {
            return FunctionInput(
                key: name, name: properties["functionName"], defaultName: name, whole: unit, properties: properties,
                names: .fc3, region: region, hasPreDeployActions: hasActions, propertiesPath: properties.path)
        }
        guard let function = properties["function"] else { return nil }
        guard function.isMapping else {
            world.wrongType(function, expected: "a mapping of properties")
            return nil
        }
        let isHTTP = properties["triggers"]?.items?.contains { $0["type"]?.node.text?.lowercased() == "http" } ?? false
        return FunctionInput(
            key: name, name: function["name"], defaultName: name, whole: unit, properties: function, names: .fc2,
            service: properties.descend("service", "name")?.node.text ?? "", region: region,
            trigger: isHTTP ? .http : .event, hasPreDeployActions: hasActions, propertiesPath: function.path)
    }

    /// `props` over the template that `extend` names, less what `ignore` names, as Serverless Devs merges them.
    private func withTemplate(_ unit: Field) -> Node {
        guard let extend = unit["extend"], unit.isMapping else { return unit.node }
        guard let name = world.text(extend["name"]) else {
            if extend["name"] == nil {
                world.diagnostics.error(
                    "unknown-template", "`extend` has no `name` of a template", at: extend.location,
                    hint: "write `extend: { name: <template> }`")
            }
            return unit.node
        }
        guard let template = field.descend("template", name) else {
            let names = field["template"]?.node.keys ?? []
            world.diagnostics.error(
                "unknown-template", "there is no template `\(Phrase.short(name))`",
                at: extend["name"]?.location ?? extend.location,
                hint: Phrase.didYouMean(name, among: names)
                    ?? (names.isEmpty ? "the manifest has no `template`" : "templates are \(Phrase.list(names))"))
            return unit.node
        }
        var base = template.node
        for (path, _) in world.texts(extend["ignore"]) {
            base = base.removing(path: path.split(separator: ".").map(String.init))
        }
        guard case .mapping(var entries) = unit.node.value else { return unit.node }
        if let index = entries.firstIndex(where: { $0.key == "props" }) {
            let own = entries[index].value
            entries[index].value = own.isNull ? base : own.merged(over: base)
        } else {
            entries.append(.init(key: "props", keyMark: extend.node.mark, value: base))
        }
        return Node(value: .mapping(entries), mark: unit.node.mark)
    }

    private func hasPreDeploy(_ actions: Field?) -> Bool {
        actions?.node.keys.contains { key in
            key.hasPrefix("pre-") && (key.contains("deploy") || key.contains("regex") || key.contains("build"))
        } ?? false
    }

    private func empty(_ unit: Field, _ key: String) -> Field {
        Field(Node(value: .mapping([]), mark: unit.node.mark), keyMark: unit.keyMark, path: unit.path + [key])
    }

    /// `fc3` of `fc3`, `devsapp/fc3` and `fc3@0.0.21`.
    private static func kind(ofComponent text: String) -> Substring {
        let name = text.split(separator: "/").last ?? ""
        return name.split(separator: "@", omittingEmptySubsequences: false).first ?? ""
    }
}
