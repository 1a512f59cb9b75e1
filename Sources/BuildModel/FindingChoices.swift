/// What the user says about findings: `validate:` of `fclayer.yaml`.
public struct FindingChoices: Hashable, Sendable, Codable {
    /// Severities of rules that the user wants otherwise.
    public var severities: [Severity]
    /// Findings that the user has looked at and accepts.
    public var ignores: [Ignore]

    /// Makes choices; none by default.
    public init(severities: [Severity] = [], ignores: [Ignore] = []) {
        self.severities = severities
        self.ignores = ignores
    }

    /// How much findings of a rule are to matter.
    public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
        case error
        case warning
        case note
        /// Never told, but counted.
        case off

        /// The severity; `nil` for `off`.
        public var severity: Finding.Severity? { Finding.Severity(rawValue: rawValue) }
    }

    /// A rule with its severity.
    public struct Severity: Hashable, Sendable, Codable {
        /// Name of the rule.
        public var rule: String
        /// How much its findings are to matter.
        public var level: Level
        /// The key of the only function that is meant; `nil` for all.
        public var function: String?
        /// Where it is written.
        public var location: Finding.Location

        /// Makes a choice.
        public init(rule: String, level: Level, function: String? = nil, location: Finding.Location = .none) {
            self.rule = rule
            self.level = level
            self.function = function
            self.location = location
        }
    }

    /// Findings of a rule that are accepted.
    public struct Ignore: Hashable, Sendable, Codable {
        /// Name of the rule.
        public var rule: String
        /// A pattern of the grammar of `.gitignore` over the entry in the package, or over the file where there is no entry;
        /// `nil` for all.
        public var path: String?
        /// Key or name of the only function that is meant; `nil` for all.
        public var function: String?
        /// Why, in the user's words; reports repeat it.
        public var reason: String?
        /// Where it is written.
        public var location: Finding.Location

        /// Makes a choice.
        public init(
            rule: String, path: String? = nil, function: String? = nil, reason: String? = nil,
            location: Finding.Location = .none
        ) {
            self.rule = rule
            self.path = path
            self.function = function
            self.reason = reason
            self.location = location
        }
    }
}
