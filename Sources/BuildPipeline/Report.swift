public import BuildModel
import FunctionCompute
import Reporting
import Validating

/// The seventh room as the front door sees it: every result as text or JSON.
public enum Report {
    /// Findings for people.
    public static func findings(_ review: FindingReview, colour: Bool) -> String {
        FindingReport.text(review, colour: colour)
    }

    /// The form of a report on findings.
    public enum FindingFormat: String, Hashable, Sendable, CaseIterable {
        case text
        case json
        case sarif
        case junit
        case github
    }

    /// How many findings there are, in a line.
    public static func summary(_ review: FindingReview) -> String { FindingReport.summary(review) }

    /// All rules, for reports.
    static var rules: [FindingContext.Rule] {
        RuleList.all.map {
            FindingContext.Rule(id: $0.id, severity: $0.severity, summary: $0.summary, explanation: $0.explanation)
        }
    }

    /// The pages of `docs/rules` by file name.
    public static func rulePages() -> [String: String] { RuleReport.pages(rules) }

    /// The table of a build.
    public static func table(of outcome: BuildOutcome) -> String { outcome.table }

    /// A plan for people.
    public static func text(of outcome: PlanOutcome) -> String {
        PlanReport(plan: outcome.plan, root: outcome.project.root).text
    }

    /// A plan for programs.
    public static func json(of outcome: PlanOutcome) -> String {
        (try? PlanReport(plan: outcome.plan, root: outcome.project.root).json()) ?? ""
    }

    /// How a function behaved, in a few lines.
    public static func text(of outcome: InvokeOutcome) -> String {
        InvocationReport(outcome.record, findings: outcome.review.findings).text
    }

    /// How a function behaved, as one document.
    public static func json(of outcome: InvokeOutcome) -> String {
        (try? InvocationReport(outcome.record, findings: outcome.review.findings).json()) ?? ""
    }

    /// The head of the first answer of a function; empty if there was none.
    public static func head(of outcome: InvokeOutcome) -> String {
        outcome.record.calls.first.map(InvocationReport.head) ?? ""
    }

    /// A line that a function printed, as a terminal may show it.
    public static func line(_ bytes: [UInt8]) -> String { InvocationReport.line(bytes) }

    /// The catalogue of runtimes.
    public static func runtimes(asJSON: Bool) -> String {
        asJSON ? ((try? RuntimeReport.json()) ?? "") : RuntimeReport.text()
    }

    /// One rule in full; `nil` if there is none of that name.
    public static func rule(_ id: String) -> String? {
        RuleList.describe(id).map {
            RuleReport.text(id: $0.id, severity: $0.severity, summary: $0.summary, explanation: $0.explanation)
        }
    }

    /// All rules, a line each.
    public static func ruleList() -> String {
        let width = RuleList.all.map(\.id.count).max() ?? 0
        return RuleList.all.map { rule in
            rule.id + String(repeating: " ", count: width - rule.id.count + 2) + rule.summary + "\n"
        }.joined()
    }

    /// The rule whose name is nearest.
    public static func nearestRule(to id: String) -> String? {
        NearestName.nearest(to: id, among: RuleList.all.map(\.id))
    }
}
