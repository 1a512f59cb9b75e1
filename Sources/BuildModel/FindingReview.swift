/// Findings after the user's choices, ready to be told.
public struct FindingReview: Hashable, Sendable, Codable {
    /// What is told and counts, with the severity that it has for the user.
    public var findings: [Finding]
    /// What was found and is accepted; reports name it, the exit status does not count it.
    public var suppressed: [SuppressedFinding]

    /// Makes a review.
    public init(findings: [Finding] = [], suppressed: [SuppressedFinding] = []) {
        self.findings = findings
        self.suppressed = suppressed
    }

    /// Whether an error is left.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

/// A finding that the user accepts.
public struct SuppressedFinding: Hashable, Sendable, Codable {
    /// How the user said so.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// `ignore:` or severity `off` in `fclayer.yaml`.
        case configuration
        /// A comment beside what was found.
        case inline
        /// The baseline file.
        case baseline
    }

    /// What was found.
    public var finding: Finding
    /// How the user said so.
    public var kind: Kind
    /// Why, in the user's words.
    public var reason: String?

    /// Makes a suppressed finding.
    public init(_ finding: Finding, kind: Kind, reason: String? = nil) {
        self.finding = finding
        self.kind = kind
        self.reason = reason
    }
}
