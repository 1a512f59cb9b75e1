/// The alternatives that an installation script of a package sets up, read from its text: the script is not run. Understood
/// are loops over words and variables with plain values, which is how such scripts are written; what cannot be known is
/// counted.
struct DebianAlternatives {
    /// One name for one of several files.
    struct Alternative: Hashable, Sendable, Codable {
        /// Absolute path of the name.
        var link: String
        /// Absolute path of the file.
        var target: String
        /// The highest one wins.
        var priority: Int
    }

    private(set) var alternatives: [Alternative] = []
    /// Whether the script sets up others that cannot be known without running it.
    private(set) var hasUnknown = false

    private var variables: [String: [String]] = ["DEB_HOST_MULTIARCH": ["x86_64-linux-gnu"]]
    private var loops: [String] = []

    /// Reads a script.
    init(_ script: String) {
        let joined = script.replacing("\\\n", with: " ")
        for line in joined.split(separator: "\n") {
            for statement in Self.statements(line) { take(statement) }
        }
    }

    private mutating func take(_ words: [String]) {
        var words = words[...]
        while let first = words.first, ["do", "then", "else", "{", "if", "&&", "||", "!"].contains(first) {
            words = words.dropFirst()
        }
        guard let first = words.first else { return }
        if first == "for", words.count > 3, words.dropFirst(2).first == "in" {
            let name = words[words.startIndex + 1]
            let values = words.dropFirst(3).flatMap { expanded($0) ?? [] }
            variables[name] = values.isEmpty ? nil : values.flatMap { $0.split(separator: " ").map(String.init) }
            loops.append(name)
        } else if first == "done" {
            if let name = loops.popLast() { variables[name] = nil }
        } else if words.count == 1, let equals = first.firstIndex(of: "="), Self.isName(first[..<equals]) {
            let value = String(first[first.index(after: equals)...])
            variables[String(first[..<equals])] = expanded(value)
        } else if first == "update-alternatives" || first.hasSuffix("/update-alternatives") {
            install(Array(words.dropFirst()))
        }
    }

    private mutating func install(_ words: [String]) {
        guard let start = words.firstIndex(of: "--install") else { return }
        guard words.count > start + 4 else { return hasUnknown = true }
        guard let priority = expanded(words[start + 4])?.first.flatMap({ Int($0) }) else { return hasUnknown = true }
        add(words[start + 1], words[start + 3], priority)
        var rest = words[(start + 5)...]
        while let slave = rest.firstIndex(of: "--slave"), rest.endIndex > slave + 3 {
            add(rest[slave + 1], rest[slave + 3], priority)
            rest = rest[(slave + 4)...]
        }
    }

    /// Both texts for each value of the loops around.
    private mutating func add(_ link: String, _ target: String, _ priority: Int) {
        let together = link + "\n" + target
        guard let pairs = expanded(together) else { return hasUnknown = true }
        for pair in pairs {
            let texts = pair.split(separator: "\n").map(String.init)
            guard texts.count == 2, texts.allSatisfy({ $0.hasPrefix("/") && !$0.contains("/../") }) else {
                hasUnknown = true
                continue
            }
            alternatives.append(Alternative(link: texts[0], target: texts[1], priority: priority))
        }
    }

    /// A text with the values of its variables, for each combination; `nil` where one is not known.
    private func expanded(_ text: String) -> [String]? {
        var texts = [text]
        for _ in 0..<16 {
            guard let open = texts.first(where: { $0.contains("$") }) else { return texts }
            let rest = open[open.index(after: open.firstIndex(of: "$") ?? open.startIndex)...]
            let isBraced = rest.first == "{"
            let name = String((isBraced ? rest.dropFirst() : rest).prefix { $0 == "_" || $0.isLetter || $0.isNumber })
            guard !name.isEmpty, let values = variables[name] else { return nil }
            guard !isBraced || rest.dropFirst(name.count + 1).first == "}", texts.count * values.count <= 1_000 else {
                return nil
            }
            texts = texts.flatMap { text in values.map { Self.replacing(name, in: text, with: $0) } }
        }
        return nil
    }

    /// A text with each `$name` and `${name}` replaced, and no longer names that begin with it.
    private static func replacing(_ name: String, in text: String, with value: String) -> String {
        var result = ""
        var rest = text[...]
        while let place = rest.firstIndex(of: "$") {
            result += rest[..<place]
            rest = rest[place...]
            let behind = rest.dropFirst(name.count + 1).first
            if rest.hasPrefix("${\(name)}") {
                result += value
                rest = rest.dropFirst(name.count + 3)
            } else if rest.hasPrefix("$" + name), behind.map({ $0 != "_" && !$0.isLetter && !$0.isNumber }) ?? true {
                result += value
                rest = rest.dropFirst(name.count + 1)
            } else {
                result.append("$")
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// The statements of a line as words, without quotes and comments.
    private static func statements(_ line: Substring) -> [[String]] {
        var statements: [[String]] = [[]]
        var word = ""
        var isWord = false
        var quote: Character?
        func end(_ statements: inout [[String]]) {
            if isWord { statements[statements.count - 1].append(word) }
            word = ""
            isWord = false
        }
        for letter in line {
            if let open = quote {
                if letter == open { quote = nil } else { word.append(letter) }
            } else if letter == "\"" || letter == "'" {
                quote = letter
                isWord = true
            } else if letter == " " || letter == "\t" {
                end(&statements)
            } else if letter == ";" {
                end(&statements)
                statements.append([])
            } else if letter == "#", !isWord {
                break
            } else {
                word.append(letter)
                isWord = true
            }
        }
        end(&statements)
        return statements
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
    }
}
