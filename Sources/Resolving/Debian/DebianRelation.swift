/// One name of a dependency field, with the versions that it takes: `libc6 (>= 2.28)`.
struct DebianRelation: Hashable, Sendable, CustomStringConvertible {
    let name: String
    /// `<<`, `<=`, `=`, `>=` or `>>`; `nil` if any version will do.
    let operation: String?
    let version: String

    /// The alternatives of each entry of a field: `a | b, c` is `[[a, b], [c]]`. Architectures and build profiles are
    /// dropped, entries for other architectures than amd64 with them.
    static func field(_ text: String) -> [[DebianRelation]] {
        text.split(separator: ",").map { entry in entry.split(separator: "|").compactMap { DebianRelation($0) } }
            .filter { !$0.isEmpty }
    }

    init?(_ text: Substring) {
        var name = ""
        var rest = text.drop { $0.isWhitespace }
        while let letter = rest.first, !letter.isWhitespace, !"([<:".contains(letter) {
            name.append(letter)
            rest = rest.dropFirst()
        }
        guard !name.isEmpty else { return nil }
        self.name = name
        if let open = rest.firstIndex(of: "["), let close = rest.firstIndex(of: "]"), open < close {
            let names = rest[rest.index(after: open)..<close].split(separator: " ")
            let isFor = names.contains { ["amd64", "any", "linux-any", "any-amd64"].contains($0) }
            let isNot = names.contains { $0 == "!amd64" }
            if isNot || (!isFor && !names.contains { $0.hasPrefix("!") }) { return nil }
        }
        guard let open = rest.firstIndex(of: "("), let close = rest.firstIndex(of: ")"), open < close else {
            operation = nil
            version = ""
            return
        }
        let inside = rest[rest.index(after: open)..<close]
        let sign = inside.drop { $0.isWhitespace }.prefix { "<>=".contains($0) }
        // The short forms of old packages mean "or equal".
        operation = sign == "<" ? "<=" : sign == ">" ? ">=" : String(sign)
        version = String(inside[sign.endIndex...].filter { !$0.isWhitespace })
    }

    /// Whether a version is one that it takes.
    func takes(_ found: DebianVersion) -> Bool {
        guard let operation else { return true }
        let wanted = DebianVersion(version)
        return switch operation {
        case "<<": found < wanted
        case "<=": found <= wanted
        case "=": found == wanted
        case ">=": found >= wanted
        case ">>": found > wanted
        default: false
        }
    }

    var description: String { operation.map { "\(name) (\($0) \(version))" } ?? name }
}
