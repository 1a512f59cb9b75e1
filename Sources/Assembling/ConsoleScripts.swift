/// The programs that a wheel declares in `entry_points.txt` (the entry points specification), as an installer writes them.
struct ConsoleScripts {
    /// A program and the object that it calls.
    struct Script: Hashable {
        let name: String
        let module: String
        let attribute: String
    }

    /// The scripts of the groups `console_scripts` and `gui_scripts`, by name; lines that are not of the form
    /// `name = module:attribute [extras]` are passed over, as installers do.
    static func parse(_ text: String) -> [Script] {
        var scripts: [String: Script] = [:]
        var group = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = trimmed(line)
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                group = String(trimmed(line.dropFirst().dropLast()))
                continue
            }
            guard group == "console_scripts" || group == "gui_scripts", let equals = line.firstIndex(of: "=") else {
                continue
            }
            let name = String(trimmed(line[..<equals]))
            let value = line[line.index(after: equals)...].split(separator: "[").first.map(trimmed) ?? ""
            let parts = value.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, !name.isEmpty, !name.contains("/"), name != "..", name != "." else { continue }
            let module = String(trimmed(parts[0]))
            let attribute = String(trimmed(parts[1]))
            guard isDotted(module), isDotted(attribute) else { continue }
            scripts[name] = Script(name: name, module: module, attribute: attribute)
        }
        return scripts.values.sorted { $0.name < $1.name }
    }

    /// The interpreter line: found through `PATH`, because the interpreter's place differs between runtimes and some are
    /// not documented (fc-facts 1.2).
    static let interpreterLine = "#!/usr/bin/env python3\n"

    /// The text of a script.
    static func text(of script: Script) -> String {
        let root = script.attribute.split(separator: ".").first.map(String.init) ?? script.attribute
        return interpreterLine
            + """
            import sys
            from \(script.module) import \(root)
            if __name__ == "__main__":
                sys.exit(\(script.attribute)())

            """
    }

    private static func isDotted(_ text: String) -> Bool {
        !text.isEmpty
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
            }
    }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        var text = Substring(text)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
