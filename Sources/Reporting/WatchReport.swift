/// What a watch says of a round: what changed, what came of it, how long it took.
public struct WatchReport: Sendable {
    /// What came of a round.
    public enum Result: Hashable, Sendable {
        /// These packages were made anew.
        case built([String])
        /// Rules stand against it; `isAsBefore` if the very same findings were shown already.
        case failed([String], isAsBefore: Bool)
    }

    /// What changed: names as the user would write them, and what became of each in a word.
    public var changes: [(name: String, what: String)]
    /// What came of it.
    public var result: Result
    /// What it took.
    public var duration: Duration

    /// Makes a report.
    public init(changes: [(name: String, what: String)], result: Result, duration: Duration) {
        (self.changes, self.result, self.duration) = (changes, result, duration)
    }

    /// The line, with its end.
    public var text: String {
        let time = "\(Int((duration / .milliseconds(1)).rounded())) ms"
        guard let first = changes.first else { return "\(end), \(time)\n" }
        let more = changes.count == 1 ? "" : " and \(changes.count - 1) more"
        return "`\(DisplayText.safe(first.name))` \(first.what)\(more): \(end), \(time)\n"
    }

    private var end: String {
        switch result {
        case .built([]): "nothing to build"
        case .built(let packages): "built " + Self.list(packages.map { DisplayText.safe($0) })
        case .failed(_, isAsBefore: true): "not built, as before"
        case .failed([], _): "not built"
        case .failed(let rules, _): "not built: " + Self.list(rules.map { "`\($0)`" })
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
