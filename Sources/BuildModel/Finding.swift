/// Something that fclayer says about a project or a package: one type for manifests, resolving, limits and rules.
public struct Finding: Hashable, Sendable, Codable {
    /// How much a finding matters.
    public enum Severity: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
        /// Worth knowing; never changes the exit status.
        case note
        /// Likely wrong, but the package can be uploaded and may run.
        case warning
        /// Cannot run or cannot be uploaded.
        case error

        /// Notes before warnings before errors.
        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// The stable name of the rule in kebab case, for example `glibc-too-new`.
    public let rule: String
    /// How much it matters.
    public let severity: Severity
    /// What is wrong and what to do, in words for the user; names stand in backticks, no full stop at the end.
    public let message: String
    /// Where it is, as near as it is known.
    public let location: Location
    /// The way out on a line of its own, if the message does not say it already.
    public let hint: String?

    /// Makes a finding; rule names are kebab case.
    public init(
        rule: String, severity: Severity, message: String, location: Location = .none, hint: String? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.location = location
        self.hint = hint
    }

    /// Where a finding is: a place in a file that the user wrote, or an entry of a package, or both.
    public struct Location: Hashable, Sendable, Codable {
        /// The file as the user would name it (relative to the project folder where possible).
        public var file: String?
        /// Line in the file, from 1.
        public var line: Int?
        /// Column in the line in characters, from 1.
        public var column: Int?
        /// The key path in a manifest, for example `resources.ingest.props.handler`.
        public var keyPath: String?
        /// The package that the finding is about, for example `functions/ingest`.
        public var package: String?
        /// The entry inside the package.
        public var entry: String?
        /// Line in the entry, from 1.
        public var entryLine: Int?
        /// The user's file that the entry was packed from, named as `file` is; filled in for reports.
        public var source: String?

        /// Makes a location; leave out what is not known.
        public init(
            file: String? = nil, line: Int? = nil, column: Int? = nil, keyPath: String? = nil, package: String? = nil,
            entry: String? = nil, entryLine: Int? = nil, source: String? = nil
        ) {
            self.file = file
            self.line = line
            self.column = column
            self.keyPath = keyPath
            self.package = package
            self.entry = entry
            self.entryLine = entryLine
            self.source = source
        }

        /// Nowhere in particular.
        public static let none = Location()
    }
}

extension CodingUserInfoKey {
    /// Set in an encoder, it leaves locations out: lines that move do not change what is built.
    public static let withoutLocations = CodingUserInfoKey(rawValue: "withoutLocations")
}

extension Finding.Location {
    private enum CodingKeys: CodingKey { case file, line, column, keyPath, package, entry, entryLine, source }

    /// Writes what is known of the place; nothing at all with `withoutLocations`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let key = CodingUserInfoKey.withoutLocations, encoder.userInfo[key] != nil { return }
        try container.encodeIfPresent(file, forKey: .file)
        try container.encodeIfPresent(line, forKey: .line)
        try container.encodeIfPresent(column, forKey: .column)
        try container.encodeIfPresent(keyPath, forKey: .keyPath)
        try container.encodeIfPresent(package, forKey: .package)
        try container.encodeIfPresent(entry, forKey: .entry)
        try container.encodeIfPresent(entryLine, forKey: .entryLine)
        try container.encodeIfPresent(source, forKey: .source)
    }
}
