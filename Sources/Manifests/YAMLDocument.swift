import BuildModel
import Yams

/// Bytes of a YAML or JSON file to a tree with places; the only code that speaks to Yams.
struct YAMLDocument {
    /// Bytes of a manifest at most: the largest real ones have some tens of kilobytes. (Own choice.)
    static let largestFile = 8 << 20
    /// Values of a document with aliases expanded, so that a few lines cannot stand for billions. (Own choice.)
    static let mostNodes = 50_000
    /// Depth of lists and mappings at most; libyaml itself stops at 1000. (Own choice.)
    static let deepest = 64

    /// The file as the user would name it.
    let file: String
    let diagnostics: Diagnostics

    /// The tree, or `nil` after saying what is wrong. An empty file is an empty mapping.
    func read(_ bytes: [UInt8]) -> Node? {
        guard let text = decode(bytes) else { return nil }
        return read(SourceText(file: file, text: text))
    }

    /// The tree of text that is decoded already.
    func read(_ source: SourceText) -> Node? {
        if let line = AliasBound.exceedingLine(in: source.text) {
            diagnostics.error(
                "manifest-too-large", "its aliases (`*name`) stand for more than \(AliasBound.most >> 20) MB of text",
                at: .init(file: file, line: line))
            return nil
        }
        do {
            // The basic resolver has no rules, so no regular expression runs: scalars are resolved by `CoreSchema`.
            let parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                return Node(value: .mapping([]), mark: Mark(source: source, line: 1, column: 1))
            }
            var builder = NodeBuilder(source: source, diagnostics: diagnostics)
            let node = builder.build(root)
            return builder.isRefused ? nil : node
        } catch let error as YamlError {
            SyntaxProblem(error, source: source).report(to: diagnostics)
        } catch {
            diagnostics.error("manifest-syntax", "cannot be read as YAML: \(error)", at: .init(file: file))
        }
        return nil
    }

    private func decode(_ bytes: [UInt8]) -> String? {
        let location = Finding.Location(file: file)
        guard bytes.count <= Self.largestFile else {
            diagnostics.error(
                "manifest-too-large", "has \(bytes.count) bytes; a manifest may have \(Self.largestFile)", at: location)
            return nil
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            diagnostics.error("manifest-encoding", "is UTF-16: save it as UTF-8", at: location)
            return nil
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            let valid = validPrefix(content)
            let source = SourceText(file: file, text: valid)
            diagnostics.error(
                "manifest-encoding", "is not UTF-8: the first byte that is not stands here; save the file as UTF-8",
                at: .init(
                    file: file, line: source.lineCount, column: source.line(source.lineCount).count + 1))
            return nil
        }
        return text
    }

    private func validPrefix(_ bytes: ArraySlice<UInt8>) -> String {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var text = String.UnicodeScalarView()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { text.append(scalar) }
        return String(text)
    }
}
