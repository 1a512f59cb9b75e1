public import BuildModel
import Reporting

extension Report {
    /// A line on a round of a watch that ended well. `folder` is the one whose files the user would name without it.
    public static func line(
        _ changes: [Lookout.Change], built outcome: BuildOutcome, in folder: String, took: Duration
    ) -> String {
        let built = zip(outcome.packages, outcome.reasons).filter { $1.isBuilt }.map(\.0.package.id.description)
        return line(changes, .built(built), in: folder, took)
    }

    /// A line on a round that failed; `isAsBefore` if its findings were shown already.
    public static func line(
        _ changes: [Lookout.Change], failed failure: StageFailure, isAsBefore: Bool, in folder: String, took: Duration
    ) -> String {
        var rules: [String] = []
        for finding in failure.findings where finding.severity == .error && !rules.contains(finding.rule) {
            rules.append(finding.rule)
        }
        return line(changes, .failed(rules, isAsBefore: isAsBefore), in: folder, took)
    }

    private static func line(
        _ changes: [Lookout.Change], _ result: WatchReport.Result, in folder: String, _ took: Duration
    ) -> String {
        let changes = changes.map { (name: PortableText.name(of: $0.path, in: folder), what: $0.kind.rawValue) }
        return WatchReport(changes: changes, result: result, duration: took).text
    }
}
