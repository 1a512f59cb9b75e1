import BuildModel

/// What Maven, Gradle and javac say, as findings at the places that they name.
struct JavaMessages {
    /// `mvn` or `gradle`.
    let tool: String
    let log: String
    /// The copy of the sources and the folder that it was made of.
    let copy: String
    let root: String
    let projectRoot: String
    /// Where everything that was said can be read.
    let logName: String
    /// The project file, for what stands nowhere in particular.
    let file: String
    var isOffline = false

    private var lines: [Substring] {
        Self.plain(log).split(whereSeparator: \.isNewline)
    }

    /// At least one error: those of the compiler if there are any, else what the tool gives as its reason.
    func failure() -> StageFailure {
        let compiler = compilerErrors()
        if !compiler.isEmpty { return StageFailure(.project, compiler) }
        let reasons = reasons()
        let words = reasons.isEmpty ? lines.suffix(8).map(String.init) : reasons
        let isNetwork = words.contains {
            $0.contains("Could not transfer artifact") || $0.contains("Could not GET") || $0.contains("Could not HEAD")
        }
        return StageFailure(
            isNetwork ? .environment : .project,
            words.map { text in
                Finding(
                    rule: "build-failed", severity: .error, message: "`\(tool)`: \(relative(text))",
                    location: place(in: text), hint: hint(text))
            })
    }

    /// Errors of javac as Maven (`[ERROR] /a/B.java:[2,20] words`) and Gradle (`/a/B.java:2: error: words`) show them.
    private func compilerErrors() -> [Finding] {
        var found: [(location: Finding.Location, text: String)] = []
        var takesMore = false
        for line in lines {
            if let (location, text) = compilerError(line) {
                takesMore = !found.contains { $0.location == location && $0.text.hasPrefix(text) }
                if takesMore { found.append((location, text)) }
                continue
            }
            // Maven indents what belongs to an error; Gradle shows the line of the source as well, which is known.
            let more = Self.trimmed(line.hasPrefix("[ERROR] ") ? line.dropFirst(8) : line)
            let names = ["symbol:", "location:", "required:", "found:", "reason:"]
            let isMore = names.contains(where: more.hasPrefix) || (tool == "mvn" && line.hasPrefix("  "))
            if takesMore, isMore, !more.isEmpty, !found[found.count - 1].text.contains(more) {
                found[found.count - 1].text += "; " + more.split(separator: " ").joined(separator: " ")
            }
            if !isMore, !line.hasPrefix(" ") { takesMore = false }
        }
        return found.map {
            Finding(rule: "build-failed", severity: .error, message: $0.text, location: $0.location)
        }
    }

    private func compilerError(_ line: Substring) -> (Finding.Location, String)? {
        let text = line.hasPrefix("[ERROR] ") ? line.dropFirst(8) : line
        guard text.hasPrefix("/"), let colon = text.firstRange(of: ":[") ?? text.firstRange(of: ": error: ") else {
            return nil
        }
        if text[colon].count == 2 {
            guard let end = text[colon.upperBound...].firstIndex(of: "]") else { return nil }
            let numbers = text[colon.upperBound..<end].split(separator: ",").compactMap { Int($0) }
            guard let row = numbers.first else { return nil }
            let words = Self.trimmed(text[text.index(after: end)...])
            return (
                Finding.Location(
                    file: shown(text[..<colon.lowerBound]), line: row, column: numbers.count > 1 ? numbers[1] : nil),
                words
            )
        }
        let front = text[..<colon.lowerBound]
        guard let last = front.lastIndex(of: ":"), let row = Int(front[front.index(after: last)...]) else { return nil }
        return (Finding.Location(file: shown(front[..<last]), line: row), Self.trimmed(text[colon.upperBound...]))
    }

    /// The sentences in which the tool says why it failed.
    private func reasons() -> [String] {
        var reasons: [String] = []
        func add(_ text: some StringProtocol) {
            var text = Self.trimmed(text)
            while text.hasPrefix("[FATAL] ") || text.hasPrefix("[ERROR] ") {
                text = Self.trimmed(text.dropFirst(8))
            }
            if let end = text.firstRange(of: " -> [Help") { text = String(text[..<end.lowerBound]) }
            if !text.isEmpty, !reasons.contains(where: { $0.hasPrefix(text) || text.hasPrefix($0) }) {
                reasons.append(text)
            }
        }
        if let start = lines.firstIndex(where: { $0.hasPrefix("* What went wrong:") }) {
            let rest = lines[(start + 1)...].prefix { !$0.hasPrefix("* Try:") && !$0.hasPrefix("* Where:") }
            let said = rest.map { Self.trimmed($0.drop { $0 == ">" || $0 == " " }) }
            return said.isEmpty ? [] : [said.joined(separator: ": ")]
        }
        for line in lines where line.contains("@ line ") || (line.contains(", line ") && line.contains(" column ")) {
            add(line)
        }
        guard reasons.isEmpty else { return reasons }
        for line in lines where line.hasPrefix("[ERROR] Failed to execute goal") { add(line.dropFirst(8)) }
        guard reasons.isEmpty else { return reasons }
        if let line = lines.first(where: { $0.hasPrefix("[ERROR] ") && !Self.trimmed($0.dropFirst(8)).isEmpty }) {
            add(line.dropFirst(8))
        }
        return reasons
    }

    /// The file and line at the end of a sentence about a project file.
    private func place(in text: String) -> Finding.Location {
        var location = Finding.Location(file: file)
        if let start = text.firstRange(of: copy + "/") {
            let path = text[start.lowerBound...].prefix { $0 != ":" && $0 != "," && $0 != " " && $0 != ")" }
            location.file = shown(path)
        }
        func number(after word: String) -> Int? {
            text.ranges(of: word).last.flatMap { Int(text[$0.upperBound...].prefix { $0.isNumber }) }
        }
        location.line = number(after: "line ")
        if location.line != nil { location.column = number(after: "column ") }
        return location
    }

    private func hint(_ text: String) -> String {
        if isOffline, text.contains("offline") || text.contains("has not been downloaded") || text.contains("No cached")
        {
            return "run it once without `--offline`, so that the local repository has everything"
        }
        if text.contains("No compiler is provided") || text.contains("release version")
            || text.contains("target release")
        {
            return "install a JDK that has this release, and set `JAVA_HOME` to it"
        }
        return "all that was said is in `\(logName)`"
    }

    private func relative(_ text: String) -> String {
        let text = text.replacing(copy + "/", with: root == "/" ? "/" : root + "/")
        return projectRoot.isEmpty ? text : text.replacing(projectRoot + "/", with: "")
    }

    private func shown(_ path: Substring) -> String { relative(String(path)) }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Text without the sequences that colour terminals.
    private static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains("\u{1B}") else { return text }
        var kept = String.UnicodeScalarView()
        var isInside = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1B}" {
                isInside = true
            } else if isInside {
                if scalar.properties.isAlphabetic { isInside = false }
            } else {
                kept.append(scalar)
            }
        }
        return String(kept)
    }
}
