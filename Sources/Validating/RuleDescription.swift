public import BuildModel

/// A rule as `fclayer explain` prints it.
public struct RuleDescription: Hashable, Sendable, Codable {
    /// The stable name in kebab case.
    public let id: String
    /// How much a finding of the rule usually matters; single findings may matter less.
    public let severity: Finding.Severity
    /// One line without full stop.
    public let summary: String
    /// Markdown: what Function Compute does, an example that fails and one that works, and the source.
    public let explanation: String

    /// Makes a description.
    public init(_ id: String, _ severity: Finding.Severity, _ summary: String, _ explanation: String) {
        self.id = id
        self.severity = severity
        self.summary = summary
        self.explanation = explanation
    }

    /// A finding of this rule; `severity` only where it differs from the rule's own.
    func finding(
        _ message: String, severity: Finding.Severity? = nil, at location: Finding.Location = .none,
        hint: String? = nil
    ) -> Finding {
        Finding(rule: id, severity: severity ?? self.severity, message: message, location: location, hint: hint)
    }
}
