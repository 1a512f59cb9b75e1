public import BuildModel

/// A rule explained, for `fclayer explain` and `docs/rules`.
public enum RuleReport {
    /// Name, severity, what the rule finds, and why it matters and what to do; plain text with a line end.
    public static func text(id: String, severity: Finding.Severity, summary: String, explanation: String) -> String {
        "\(id) (\(severity.rawValue))\n\n\(summary)\n" + body(explanation)
    }

    /// The same for the help of a viewer.
    static func markdown(_ rule: FindingContext.Rule) -> String {
        "**\(rule.summary)** (\(rule.severity.rawValue))\n" + body(rule.explanation)
    }

    /// The pages of `docs/rules` by file name: one for each rule, and `README.md` that lists them.
    public static func pages(_ rules: [FindingContext.Rule]) -> [String: String] {
        var pages: [String: String] = [:]
        let rules = rules.sorted { $0.id < $1.id }
        for rule in rules {
            pages[rule.id + ".md"] = """
                # \(rule.id)

                \(sentence(rule.summary)) Severity: **\(rule.severity.rawValue)**.
                \(body(rule.explanation))
                \(pageEnd)

                """
        }
        var index = """
            # Rules

            What `fclayer build` and `fclayer validate` find, in \(rules.count) rules. `fclayer explain RULE` prints the same
            words. These pages are made from the rules by `fclayer explain --all-to docs/rules`.

            | rule | severity | what it finds |
            |---|---|---|

            """
        for rule in rules {
            let summary = rule.summary.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
            index += "| [\(rule.id)](\(rule.id).md) | \(rule.severity.rawValue) | \(summary) |\n"
        }
        pages["README.md"] = index
        return pages
    }

    /// Whether a text is a page that was made here.
    public static func isPage(_ text: String) -> Bool { text.hasSuffix(pageEnd + "\n") }

    private static let pageEnd =
        "[All rules](README.md) · [severities, ignores and baselines](../manifest.md#findings)"

    private static func body(_ explanation: String) -> String {
        let body = explanation.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { $0.isEmpty }.joined(separator: "\n")
        return body.isEmpty ? "" : "\n" + body + (body.hasSuffix("\n") ? "" : "\n")
    }

    private static func sentence(_ summary: String) -> String {
        summary.prefix(1).uppercased() + summary.dropFirst() + "."
    }
}
