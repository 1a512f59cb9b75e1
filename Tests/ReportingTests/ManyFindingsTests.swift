import BuildModel
import Testing

@testable import Reporting

/// Ten thousand findings: every report is written in a moment, and the same from any order.
@Suite(.timeLimit(.minutes(30))) struct ManyFindingsTests {
    private static let review = FindingReview(
        findings: (0..<10_000).map { number in
            Finding(
                rule: "rule-\(number % 50)", severity: Finding.Severity.allCases[number % 3],
                message: "`name\(number)` is wrong",
                location: .init(
                    file: number % 2 == 0 ? "s.yaml" : nil, line: number % 2 == 0 ? number + 1 : nil,
                    package: "functions/f\(number % 100)", entry: "a\(number).py", entryLine: number + 1),
                hint: "mend `name\(number)`")
        })

    private static let context = FindingContext(
        version: "1",
        rules: (0..<50).map {
            .init(id: "rule-\($0)", severity: .error, summary: "something", explanation: "Why.")
        })

    private static let formats: [String: @Sendable (FindingReview) throws -> String] = [
        "text": { FindingReport.text($0) },
        "json": { try FindingReport.json($0) },
        "sarif": { try SARIFReport.json($0, context) },
        "junit": { JUnitReport.xml($0, context) },
        "github": { GitHubReport.text($0, context) },
    ]

    @Test(arguments: ["text", "json", "sarif", "junit", "github"])
    func reportDoesNotDependOnTheirOrder(format: String) throws {
        let report = try #require(Self.formats[format])
        let text = try report(Self.review)
        #expect(text.contains("name9999"))
        var turned = Self.review
        turned.findings.reverse()
        #expect(try report(turned) == text)
    }

    @Test func sinkKeepsEachOnce() {
        let sink = FindingSink()
        sink.emit(Self.review.findings)
        sink.emit(Self.review.findings)
        #expect(sink.findings == Self.review.findings)
    }
}
