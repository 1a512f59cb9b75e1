public import BuildModel

/// What reports for other programs say beside the findings.
public struct FindingContext: Sendable {
    /// A rule as reports list it.
    public struct Rule: Hashable, Sendable {
        /// The stable name.
        public var id: String
        /// How much a finding of it usually matters.
        public var severity: Finding.Severity
        /// One line without full stop.
        public var summary: String
        /// Markdown.
        public var explanation: String

        /// Takes what is known of a rule.
        public init(id: String, severity: Finding.Severity, summary: String, explanation: String) {
            self.id = id
            self.severity = severity
            self.summary = summary
            self.explanation = explanation
        }
    }

    /// Version of fclayer.
    public var version: String
    /// Where this program and its pages are on the web, without a slash at the end; `nil` if nowhere.
    public var homepage: String?
    /// Every rule.
    public var rules: [Rule]
    /// What was looked at: packages as `functions/ingest`, also those without findings.
    public var subjects: [String]
    /// Path of the project's folder in its repository, without slashes at the ends: `services/api`; empty for its root.
    public var folder: String
    /// File to name where a finding has none of its own.
    public var manifest: String?
    /// Exit status of the run.
    public var status: Int

    /// Makes a context.
    public init(
        version: String, homepage: String? = nil, rules: [Rule], subjects: [String] = [], folder: String = "",
        manifest: String? = nil, status: Int = 0
    ) {
        self.version = version
        self.homepage = homepage
        self.rules = rules
        self.subjects = subjects
        self.folder = folder
        self.manifest = manifest
        self.status = status
    }

    /// A path of the project as a path of its repository; `nil` for what lies outside of it.
    func pathInRepository(_ path: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        var parts = folder.split(separator: "/")
        for part in path.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}

extension Finding.Location {
    /// The line that a reader wants to see first: that of the source where the finding is about one, else that of the
    /// manifest, else the source as a whole.
    var best: (file: String, line: Int?, column: Int?)? {
        if let source, let entryLine { return (source, entryLine, nil) }
        if let file { return (file, line, column) }
        return source.map { ($0, nil, nil) }
    }
}
