import BuildModel

/// Reads Funcraft's `template.yml`: functions nested in services, in the language of ROS.
struct FuncraftManifest {
    let world: World
    let field: Field

    private static let service = "Aliyun::Serverless::Service"
    private static let function = "Aliyun::Serverless::Function"

    func inputs() -> [FunctionInput] {
        guard let resources = field["Resources"] else { return [] }
        guard resources.isMapping else {
            world.wrongType(resources, expected: "a mapping of names to resources")
            return []
        }
        return resources.entries.filter { $0.field["Type"]?.node.text == Self.service }.flatMap { name, service in
            service.entries.compactMap { key, function in
                function["Type"]?.node.text == Self.function ? input(key, function, service: name) : nil
            }
        }
    }

    private func input(_ key: String, _ function: Field, service: String) -> FunctionInput? {
        let isHTTP =
            function["Events"]?.entries.contains { $0.field["Type"]?.node.text?.lowercased() == "http" } ?? false
        guard let properties = function["Properties"] else {
            world.diagnostics.error(
                "value-type", "the function `\(key)` has no `Properties`", at: function.keyLocation)
            return nil
        }
        guard properties.isMapping else {
            world.wrongType(properties, expected: "a mapping of properties")
            return nil
        }
        return FunctionInput(
            key: key, name: nil, defaultName: key, whole: function, properties: opaque(properties), names: .funcraft,
            service: service, trigger: isHTTP ? .http : .event, propertiesPath: properties.path)
    }

    /// ROS functions (`Fn::Sub`, `Ref`) as variables whose values are known in the cloud only.
    private func opaque(_ field: Field) -> Field {
        Field(Self.opaque(field.node), keyMark: field.keyMark, path: field.path)
    }

    private static func opaque(_ node: Node) -> Node {
        switch node.value {
        case .mapping(let entries):
            if entries.count == 1, entries[0].key == "Ref" || entries[0].key.hasPrefix("Fn::") {
                let inside = entries[0].value.scalarText ?? "…"
                return Node(value: .string("${\(entries[0].key) \(inside)}"), mark: node.mark)
            }
            return Node(
                value: .mapping(
                    entries.map { .init(key: $0.key, keyMark: $0.keyMark, value: opaque($0.value)) }), mark: node.mark)
        case .sequence(let items): return Node(value: .sequence(items.map(opaque)), mark: node.mark)
        default: return node
        }
    }
}
