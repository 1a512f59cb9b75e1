/// The variables of a `.env` file, so far as it matters whether they may be secret.
struct DotEnvVariables {
    /// Whether any variable has a value of its own.
    private(set) var hasValues = false
    /// Whether any of them may be secret: by its name, or because the name says nothing.
    private(set) var maySecret = false

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            var rest = line.trimmed
            if rest.hasPrefix("export ") { rest = rest.dropFirst(7).trimmed }
            guard rest.first != "#", let sign = rest.firstIndex(of: "=") else { continue }
            let name = rest[..<sign].trimmed.uppercased()
            let value = rest[rest.index(after: sign)...].trimmed.drop { $0 == "\"" || $0 == "'" }
            guard let first = value.first, first != "\"", first != "'", first != "#", first != "$", first != "<" else {
                continue
            }
            hasValues = true
            if !Self.isHarmless(name, value) { maySecret = true }
        }
    }

    /// Names that never hold a secret, and values that cannot be one.
    private static func isHarmless(_ name: String, _ value: Substring) -> Bool {
        let telling = ["SECRET", "PASS", "PWD", "TOKEN", "KEY", "CREDENTIAL", "PRIVATE", "AUTH", "DSN", "_URL", "_URI"]
        if telling.contains(where: name.contains) { return false }
        if ["PORT", "HOST", "TZ", "LANG", "DEBUG", "REGION", "STAGE", "ENV", "NODE_ENV", "PYTHONPATH"].contains(name) {
            return true
        }
        let endings = ["_ENV", "_PORT", "_REGION", "_LEVEL", "_MODE", "_TIMEOUT", "_DEBUG", "_VERSION", "_LANG"]
        let plain = ["true", "false", "yes", "no", "on", "off", "production", "development", "test"]
        return endings.contains(where: name.hasSuffix) || plain.contains(value.lowercased())
            || value.allSatisfy(\.isNumber)
    }
}
