import BuildModel

/// A manifest value as YAML in block style: two spaces, keys in their order, no anchors, no folded lines.
enum YAMLDocument {
    /// The text of a document, with a line end.
    static func text(_ value: ManifestValue) -> String {
        var writer = Writer()
        writer.write(value, depth: 0, afterKey: false)
        return writer.text
    }

    /// YAML readers look for a `:` in the first 1024 characters of a key only.
    private static let longestKey = 1000

    private struct Writer {
        var text = ""

        /// Writes a value where the line stands: at its start, or behind `key:` or `-`.
        mutating func write(_ value: ManifestValue, depth: Int, afterKey: Bool) {
            switch value {
            case .mapping(let pairs) where !pairs.isEmpty:
                if afterKey { text += "\n" }
                for (index, pair) in pairs.enumerated() {
                    if index > 0 || afterKey { indent(depth) }
                    write(pair, depth: depth)
                }
            case .sequence(let values) where !values.isEmpty:
                if afterKey { text += "\n" }
                for (index, value) in values.enumerated() {
                    if index > 0 || afterKey { indent(depth) }
                    text += "-"
                    writeItem(value, depth: depth)
                }
            default:
                if afterKey { text += " " }
                writeScalar(value, depth: depth)
            }
        }

        private mutating func write(_ pair: ManifestValue.Pair, depth: Int) {
            let key = YAMLScalar.inline(pair.key)
            if key.unicodeScalars.count <= YAMLDocument.longestKey {
                text += key + ":"
                write(pair.value, depth: depth + 1, afterKey: true)
            } else {
                text += "? " + key + "\n"
                indent(depth)
                text += ":"
                writeItem(pair.value, depth: depth)
            }
        }

        /// Behind `-` or `:` of a line of its own, where collections may begin on the same line.
        private mutating func writeItem(_ value: ManifestValue, depth: Int) {
            text += " "
            write(value, depth: depth + 1, afterKey: false)
        }

        private mutating func writeScalar(_ value: ManifestValue, depth: Int) {
            switch value {
            case .null: text += "null"
            case .boolean(let value): text += value ? "true" : "false"
            case .integer(let value): text += String(value)
            case .number(let value): text += YAMLScalar.number(value)
            case .string(let string):
                guard let block = YAMLScalar.block(string) else {
                    text += YAMLScalar.inline(string)
                    break
                }
                text += block.header
                for line in block.lines {
                    text += "\n"
                    if !line.isEmpty {
                        indent(max(1, depth))
                        text += line
                    }
                }
            case .sequence: text += "[]"
            case .mapping: text += "{}"
            }
            text += "\n"
        }

        private mutating func indent(_ depth: Int) { text += String(repeating: "  ", count: depth) }
    }
}
