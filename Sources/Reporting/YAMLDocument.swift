import BuildModel
import Yams

/// A manifest value as YAML in block style, keys in their order, no anchors, no folded lines. Yams writes; what this adds is
/// which strings need quotes.
enum YAMLDocument {
    /// The text of a document, with a line end. Throws what Yams throws for values that YAML cannot hold.
    static func text(_ value: ManifestValue) throws -> String {
        try Yams.serialize(node: node(value), width: -1, allowUnicode: true, sortKeys: false)
    }

    private static func node(_ value: ManifestValue) -> Node {
        switch value {
        case .null: Node("null", Tag(.null))
        case .boolean(let value): Node(value ? "true" : "false", Tag(.bool))
        case .integer(let value): Node(String(value), Tag(.int))
        case .number(let value): Node(YAMLScalar.number(value), Tag(.float))
        case .string(let text): string(text)
        case .sequence(let values): Node(values.map(node), Tag(.seq), values.isEmpty ? .flow : .block)
        case .mapping(let pairs):
            Node(pairs.map { (string($0.key), node($0.value)) }, Tag(.map), pairs.isEmpty ? .flow : .block)
        }
    }

    private static func string(_ text: String) -> Node { Node(text, Tag(.str), YAMLScalar.style(of: text)) }
}
