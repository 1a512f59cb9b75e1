import FileTrees

/// What can be told of a makefile by its text: targets and variables that it names. Rules that are made while `make` reads it are
/// not seen.
struct Makefile: Sendable {
    let path: String
    private(set) var targets: Set<String> = []
    private(set) var variables: Set<String> = []

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Reads a makefile and those that it includes by plain names.
    init(path: String) throws(FileTreeError) {
        self.path = path
        take(String(decoding: try Files.read(path, limit: 8 << 20), as: UTF8.self), depth: 0)
    }

    init(text: String) {
        path = "Makefile"
        take(text, depth: 0)
    }

    private mutating func take(_ text: String, depth: Int) {
        var isDefinition = false
        for line in text.replacing("\r\n", with: "\n").replacing("\\\n", with: " ").split(separator: "\n") {
            note(variablesIn: line)
            if line.first == "\t" || line.first == "#" { continue }
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
            switch words.first {
            case "define": isDefinition = true
            case "endef": isDefinition = false
            case "include", "-include", "sinclude":
                guard depth < 8, let folder = Files.parentFolder(of: path) else { continue }
                for name in words.dropFirst() where !name.contains("$") && !name.contains("*") {
                    let file = name.hasPrefix("/") ? String(name) : folder + "/" + name
                    guard let bytes = try? Files.read(file, limit: 8 << 20) else { continue }
                    take(String(decoding: bytes, as: UTF8.self), depth: depth + 1)
                }
            default: if !isDefinition { note(targetsIn: line.prefix { $0 != "#" }) }
            }
        }
    }

    /// `a b: c`, `a:: c`, but not `a := c`, `a ::= c`, `a = b:c` and `a: b = c`'s variable.
    private mutating func note(targetsIn line: Substring) {
        guard let colon = line.firstIndex(of: ":"), !line[..<colon].contains("=") else { return }
        let rest = line[line.index(after: colon)...].drop { $0 == ":" }
        guard rest.first != "=" else { return }
        for name in line[..<colon].split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "&" })
        where !name.hasPrefix(".") && !name.contains("$") && !name.contains("%") {
            targets.insert(String(name))
        }
    }

    private mutating func note(variablesIn line: Substring) {
        var rest = line
        while let dollar = rest.firstIndex(of: "$") {
            rest = rest[rest.index(after: dollar)...]
            guard let open = rest.first, "({$".contains(open) else { continue }
            // `$$NAME` and `$${NAME}` are the shell's.
            var name = rest.dropFirst()
            if open == "$", name.first == "{" { name = name.dropFirst() }
            let text = name.prefix { $0 == "_" || ($0.isASCII && ($0.isNumber || ($0.isLetter && $0.isUppercase))) }
            if let first = text.first, !first.isNumber, !Self.own.contains(String(text)) {
                variables.insert(String(text))
            }
            rest = rest.dropFirst()
        }
    }

    /// What `make` sets, what fclayer sets, and what differs from shell to shell and decides nothing.
    private static let own: Set<String> = [
        "ARTIFACTS_DIR", "MAKE", "MAKEFLAGS", "MAKECMDGOALS", "MAKEFILE_LIST", "MAKELEVEL", "CURDIR", "PWD", "OLDPWD",
        "PATH",
        "SHELL", "SHLVL", "TERM",
    ]
}
