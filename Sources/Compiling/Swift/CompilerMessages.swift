import BuildModel

/// What the compiler and the package manager say, as findings at the places that they name.
struct CompilerMessages {
    let projectRoot: String
    /// The whole output, for what stands nowhere in particular.
    let log: String
    /// Where everything that was said can be read.
    let logFile: String

    private struct Message {
        var file: String?
        var line: Int?
        var column: Int?
        var kind: String
        var text: String
        var notes: [String] = []
    }

    /// An error for each that was said, each once, with the notes that belong to it. At least one.
    func findings(rule: String, fallback: Finding.Location) -> [Finding] {
        var errors: [Message] = []
        var takesNotes = false
        for line in log.split(whereSeparator: \.isNewline) {
            guard let message = Self.message(line) else { continue }
            switch message.kind {
            case "error", "fatal error":
                takesNotes = !errors.contains {
                    $0.file == message.file && $0.line == message.line && $0.text == message.text
                }
                if takesNotes { errors.append(message) }
            case "note":
                let place = message.file.map { "\(relative($0)):\(message.line ?? 0): " } ?? ""
                if takesNotes, !errors.isEmpty { errors[errors.count - 1].notes.append(place + message.text) }
            default: takesNotes = false
            }
        }
        // The build tool's own summary says nothing that the places do not.
        let placed = errors.filter { $0.file != nil }
        let told = placed.isEmpty ? errors.filter { !$0.text.isEmpty } : placed
        guard !told.isEmpty else {
            let words = log.split(whereSeparator: \.isNewline).suffix(8).joined(separator: "; ")
            return [
                Finding(
                    rule: rule, severity: .error, message: "`swift build` failed: \(words)", location: fallback,
                    hint: whole)
            ]
        }
        return told.map { message in
            let location = message.file.map {
                Finding.Location(file: relative($0), line: message.line, column: message.column)
            }
            return Finding(
                rule: rule, severity: .error, message: message.text, location: location ?? fallback,
                hint: message.notes.isEmpty ? (location == nil ? whole : nil) : message.notes.joined(separator: "; "))
        }
    }

    private var whole: String { "all that was said is in `\(relative(logFile))`" }

    private func relative(_ path: String) -> String {
        path.hasPrefix(projectRoot + "/") ? String(path.dropFirst(projectRoot.count + 1)) : path
    }

    /// A line of the form `/path/file.swift:3:5: error: words`, or `error: words`.
    private static func message(_ line: Substring) -> Message? {
        for kind in ["fatal error", "error", "warning", "note"] {
            if line.hasPrefix(kind + ": ") {
                return Message(kind: kind, text: String(line.dropFirst(kind.count + 2)))
            }
            guard line.hasPrefix("/"), let range = line.firstRange(of: ": \(kind): ") else { continue }
            var parts = line[..<range.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 2 else { continue }
            var numbers: [Int] = []
            while numbers.count < 2, parts.count > 1, let number = parts.last.flatMap({ Int($0) }) {
                numbers.insert(number, at: 0)
                parts.removeLast()
            }
            guard let row = numbers.first else { continue }
            return Message(
                file: parts.joined(separator: ":"), line: row, column: numbers.count > 1 ? numbers[1] : nil, kind: kind,
                text: String(line[range.upperBound...]))
        }
        return nil
    }
}
