public import BuildModel

/// Findings as workflow commands of GitHub Actions, which annotate the lines of a change; after them all findings as text.
public enum GitHubReport {
    /// A command for each finding that is in a file of the repository, then the text between `stop-commands`, so that nothing
    /// in a package's names is taken for a command.
    public static func text(_ review: FindingReview, _ context: FindingContext) -> String {
        var result = ""
        for finding in FindingReport.sorted(review.findings) {
            guard let best = finding.location.best, let file = context.pathInRepository(best.file) else { continue }
            var properties = ["file=" + property(file)]
            if let line = best.line { properties.append("line=\(line)") }
            if let column = best.column { properties.append("col=\(column)") }
            properties.append("title=" + property(finding.rule))
            var message = finding.message
            if let hint = finding.hint { message += "\nhint: " + hint }
            result += "::\(command(finding.severity)) \(properties.joined(separator: ","))::\(data(message))\n"
        }
        let log = FindingReport.text(review)
        guard !log.isEmpty else { return result }
        var mark = "fclayer-" + FindingIdentity(rule: "log", message: log).fingerprint
        while log.contains(mark) { mark += "0" }
        return result + "::stop-commands::\(mark)\n" + log + "::\(mark)::\n"
    }

    private static func command(_ severity: Finding.Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    /// Text after `::`.
    static func data(_ text: String) -> String { escaped(DisplayText.safe(text, keepLines: true), [:]) }

    /// The value of a property.
    static func property(_ text: String) -> String { escaped(DisplayText.safe(text), [":": "%3A", ",": "%2C"]) }

    /// The escapes of the toolkit (actions/toolkit, packages/core/src/command.ts).
    private static func escaped(_ text: String, _ more: [Unicode.Scalar: String]) -> String {
        var result = ""
        // Scalars, not characters: a mark that sits on a `:` must not hide it.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default:
                if let escape = more[scalar] { result += escape } else { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }
}
