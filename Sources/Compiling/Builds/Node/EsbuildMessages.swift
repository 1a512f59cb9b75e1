import BuildModel

/// What esbuild says, as findings at the places that it names.
struct EsbuildMessages {
    let bench: BuildBench
    let fallback: Finding.Location

    /// A finding for each error and warning, in the order in which they were said.
    func findings(in text: String) -> [Finding] {
        var findings: [Finding] = []
        // ✘ [ERROR] words, an empty line, and `    file:line:column:` with the source below.
        for line in bench.readable(text).split(whereSeparator: \.isNewline) {
            let kinds: [(String, Finding.Severity)] = [("[ERROR] ", .error), ("[WARNING] ", .warning)]
            if let (mark, severity) = kinds.first(where: { line.contains($0.0) }), let start = line.firstRange(of: mark)
            {
                let words = String(line[start.upperBound...])
                findings.append(
                    Finding(
                        rule: severity == .error ? "bundle-failed" : "bundle-warning", severity: severity,
                        message: "esbuild: \(words)", location: fallback, hint: Self.hint(for: words)))
            } else if let last = findings.last, last.location == fallback, !last.message.hasSuffix("`)") {
                // In a package there is no place of the user's to point to.
                let text = line.trimmingSpace
                var place = bench.place(in: text)
                if let column = place?.column { place?.column = column + 1 }
                guard place != nil || Self.isPlace(text) else { continue }
                findings[findings.count - 1] = Finding(
                    rule: last.rule, severity: last.severity,
                    message: last.message + (place == nil ? " (`\(text.dropLast())`)" : ""),
                    location: place ?? fallback, hint: last.hint)
            }
        }
        return findings
    }

    /// Whether a line is `file:line:column:`.
    private static func isPlace(_ line: Substring) -> Bool {
        let parts = line.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[3].isEmpty && Int(parts[1]) != nil && Int(parts[2]) != nil
    }

    private static func hint(for words: String) -> String? {
        if words.contains("\".node\" files") {
            return "a native addon cannot be bundled: put its package into a layer of the function, which keeps it out"
        }
        if words.hasPrefix("Could not resolve"), !words.hasPrefix("Could not resolve \".") {
            return "add the package to `package.json` and its lock, or put it into a layer of the function"
        }
        return nil
    }
}
