/// A paragraph of a Debian control file: fields with their values (deb822(5)). Names of fields are the same in any case.
public struct ControlParagraph: Hashable, Sendable {
    /// The values by the names of their fields in lower case; lines of one value have a line end between them.
    public private(set) var fields: [String: String] = [:]

    /// Reads the first paragraph of a text; `nil` for a line that is neither a field nor goes on with one.
    public init?(_ text: some StringProtocol) {
        var last: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                if fields.isEmpty { continue }
                return
            }
            if line.first == "#" { continue }
            if line.first == " " || line.first == "\t" {
                guard let last else { return nil }
                fields[last, default: ""] += "\n" + line.dropFirst()
                continue
            }
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { return nil }
            let name = line[..<colon].lowercased()
            fields[name] = Self.trimmed(line[line.index(after: colon)...])
            last = name
        }
    }

    /// The value of a field, `nil` if there is none.
    public subscript(_ name: String) -> String? { fields[name.lowercased()] }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
