/// The commands of a shell script, as far as they can be read without running it: words of simple commands, line by line.
struct ShellText: Sendable {
    /// One simple command.
    struct Command: Sendable {
        /// Line in the script, from 1.
        let line: Int
        /// The words without assignments, redirections and `exec`.
        let words: [String]
        /// Variables that are set for this command alone, or by it.
        let assigned: Set<String>
        /// Whether it runs in the background, or inside a condition that may not hold.
        let isCertain: Bool
    }

    let commands: [Command]
    /// Variables that are set anywhere.
    let assigned: Set<String>

    /// Longer scripts are read in part.
    private static let mostLines = 5000

    init(_ text: String) {
        var commands: [Command] = []
        var assigned: Set<String> = []
        var depth = 0
        var number = 0
        var kept = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).prefix(Self.mostLines) {
            number += 1
            var line = line
            if line.hasSuffix("\r") { line = line.dropLast() }
            if line.hasSuffix("\\") {
                kept += line.dropLast() + " "
                continue
            }
            let whole = kept + line
            kept = ""
            for (words, isBackground) in Self.split(whole) {
                var words = words[...]
                while let first = words.first, Self.openings.contains(first) || Self.closings.contains(first) {
                    if Self.openings.contains(first) { depth += ["then", "do", "else"].contains(first) ? 0 : 1 }
                    if Self.closings.contains(first) { depth -= 1 }
                    words = words.dropFirst()
                }
                var own: Set<String> = []
                var isExport = false
                while let first = words.first {
                    if let name = Self.assignedName(first) {
                        own.insert(name)
                    } else if ["export", "declare", "local"].contains(first) {
                        isExport = true
                    } else if !["exec", "nohup", "env", "time", "command"].contains(first) {
                        break
                    }
                    words = words.dropFirst()
                }
                if isExport { own.formUnion(words) }
                assigned.formUnion(own)
                if words.first == "source" || words.first == "." { assigned.insert("PATH") }
                guard !words.isEmpty, !isExport else { continue }
                commands.append(
                    Command(
                        line: number, words: Array(words), assigned: own, isCertain: depth <= 0 && !isBackground))
            }
        }
        self.commands = commands
        self.assigned = assigned
    }

    private static let openings: Set<String> = [
        "if", "for", "while", "until", "case", "then", "do", "else", "elif", "{", "(",
    ]
    private static let closings: Set<String> = ["fi", "done", "esac", "}", ")"]

    private static func assignedName(_ word: String) -> String? {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return nil }
        let name = word[..<equals]
        guard
            name.utf8.allSatisfy({
                $0 == 0x5F || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39
            })
        else { return nil }
        return String(name)
    }

    /// The simple commands of a line, each with its words and whether `&` follows it.
    static func split(_ line: String) -> [(words: [String], isBackground: Bool)] {
        var commands: [(words: [String], isBackground: Bool)] = []
        var words: [String] = []
        var word = ""
        var hasWord = false
        var quote: Character?
        var skipsNext = false
        func endWord() {
            defer { (word, hasWord) = ("", false) }
            guard hasWord else { return }
            if skipsNext {
                skipsNext = false
            } else {
                words.append(word)
            }
        }
        func endCommand(background: Bool = false) {
            endWord()
            if !words.isEmpty { commands.append((words, background)) }
            words = []
        }
        var characters = Array(line)[...]
        while let character = characters.popFirst() {
            if let open = quote {
                if character == open {
                    quote = nil
                } else if character == "\\", open == "\"", let next = characters.popFirst() {
                    word.append(next)
                } else {
                    word.append(character)
                }
                continue
            }
            switch character {
            case "'", "\"": (quote, hasWord) = (character, true)
            case "\\":
                if let next = characters.popFirst() { word.append(next) }
                hasWord = true
            case " ", "\t": endWord()
            case "#" where !hasWord: return finish()
            case ";", "|": endCommand()
            case "&":
                // `2>&1` is a redirection, `&&` a list.
                if word.hasSuffix(">") {
                    word.append(character)
                } else if characters.first == "&" {
                    characters = characters.dropFirst()
                    endCommand()
                } else if characters.first == ">" {
                    endWord()
                } else {
                    endCommand(background: true)
                }
            case ">", "<":
                if !word.allSatisfy(\.isNumber) { endWord() }
                (word, hasWord) = ("", false)
                while let next = characters.first, next == ">" || next == "<" || next == "&" {
                    characters = characters.dropFirst()
                }
                skipsNext = true
            default:
                word.append(character)
                hasWord = true
            }
        }
        return finish()

        func finish() -> [(words: [String], isBackground: Bool)] {
            endCommand()
            return commands
        }
    }
}
