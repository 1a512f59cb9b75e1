/// What a `go.mod` or `go.work` says, as far as it decides what a build reads. Their grammar is one of lines:
/// <https://go.dev/ref/mod#go-mod-file>.
struct GoFile: Hashable, Sendable {
    /// The module's path.
    private(set) var module: String?
    /// The Go version that it is written for: `1.22` or `1.22.3`.
    private(set) var version: String?
    /// The line of that version.
    private(set) var versionLine: Int?
    /// Folders that stand in for modules, and those that a workspace uses; as written.
    private(set) var folders: [String] = []

    init(_ text: String) {
        var block: Substring?
        for (index, line) in text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
            var words = Self.words(code)
            guard let first = words.first else { continue }
            if let open = block {
                if first == ")" { block = nil } else { take(String(open), words, line: index + 1) }
            } else if words.count > 1, words[1] == "(" {
                block = Substring(first)
            } else {
                words.removeFirst()
                take(first, words, line: index + 1)
            }
        }
    }

    private mutating func take(_ verb: String, _ words: [String], line: Int) {
        guard let first = words.first else { return }
        switch verb {
        case "module": module = first
        case "go":
            version = first
            versionLine = line
        case "use": folders.append(first)
        case "replace":
            guard let arrow = words.firstIndex(of: "=>"), words.count > arrow + 1 else { return }
            let target = words[arrow + 1]
            if target.hasPrefix("./") || target.hasPrefix("../") || target.hasPrefix("/") || target == ".." {
                folders.append(target)
            }
        default: break
        }
    }

    /// Words, some of them in quotes.
    private static func words(_ line: Substring) -> [String] {
        line.split { $0 == " " || $0 == "\t" }.map { word in
            guard word.count > 1, let quote = word.first, quote == "\"" || quote == "`", word.last == quote else {
                return String(word)
            }
            return String(word.dropFirst().dropLast())
        }
    }
}
