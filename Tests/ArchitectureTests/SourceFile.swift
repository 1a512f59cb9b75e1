import Foundation

/// A Swift source file of the project as its text, for rules that no compiler holds.
struct SourceFile: CustomStringConvertible {
    /// An import with where it stands.
    struct Import {
        var module: String
        var line: Int
        /// Whether it stands in the `#else` of `#if canImport(FoundationEssentials)`.
        var isFallbackForEssentials: Bool
    }

    let url: URL
    /// The folder in `Sources`.
    let target: String
    let lines: [String]

    /// The path as messages show it, from the project's folder.
    var description: String {
        url.pathComponents.drop { $0 != "Sources" }.joined(separator: "/")
    }

    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// All Swift files in `Sources`, by path.
    static func all() throws -> [SourceFile] {
        let sources = root.appendingPathComponent("Sources").resolvingSymlinksInPath()
        let paths = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.allObjects ?? []
        let files = try paths.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { url in
            let parts = url.pathComponents
            let target = parts.firstIndex(of: "Sources").map { parts[$0 + 1] } ?? ""
            let text = try String(contentsOf: url, encoding: .utf8)
            return SourceFile(
                url: url, target: target,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
        return files.sorted { $0.description < $1.description }
    }

    /// The modules that the file imports. Text in string literals of several lines is passed over.
    var imports: [Import] {
        var imports: [Import] = []
        var conditions: [String] = []
        var isInText = false
        for (index, line) in lines.enumerated() {
            let wasInText = isInText
            if line.components(separatedBy: "\"\"\"").count.isMultiple(of: 2) { isInText.toggle() }
            if wasInText { continue }
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            switch words.first {
            case "#if": conditions.append(words.dropFirst().joined(separator: " "))
            case "#elseif": conditions[conditions.count - 1] += " else"
            case "#else": conditions[conditions.count - 1] += " else"
            case "#endif": conditions.removeLast()
            default: break
            }
            guard let place = words.firstIndex(of: "import"),
                words[..<place].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
            else { continue }
            let rest = words[(place + 1)...].first { !Self.declarationKinds.contains($0) } ?? ""
            imports.append(
                Import(
                    module: rest.split(separator: ".").first.map(String.init) ?? rest, line: index + 1,
                    isFallbackForEssentials: conditions.contains("canImport(FoundationEssentials) else")))
        }
        return imports
    }

    private static let accessLevels: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
    private static let declarationKinds: Set<String> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
}
