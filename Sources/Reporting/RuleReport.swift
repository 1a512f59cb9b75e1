public import BuildModel

/// A rule explained, for `fclayer explain`.
public enum RuleReport {
    /// Name, severity, what the rule finds, and why it matters and what to do; plain text with a line end.
    public static func text(id: String, severity: Finding.Severity, summary: String, explanation: String) -> String {
        var text = "\(id) (\(severity.rawValue))\n\n\(summary)\n"
        let body = explanation.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { $0.isEmpty }.joined(separator: "\n")
        if !body.isEmpty { text += "\n" + body + (body.hasSuffix("\n") ? "" : "\n") }
        return text
    }
}
