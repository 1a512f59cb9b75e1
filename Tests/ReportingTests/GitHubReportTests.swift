import BuildModel
import Testing

@testable import Reporting

@Suite struct GitHubReportTests {
    private let context = FindingContext(version: "1", rules: [], folder: "api")

    private func text(_ finding: Finding) -> String { GitHubReport.text(FindingReview(findings: [finding]), context) }

    @Test func annotatesTheLineOfTheRepository() {
        let text = text(
            Finding(
                rule: "x-wrong", severity: .error, message: "50 % wrong",
                location: .init(file: "s.yaml", line: 3, column: 7), hint: "do this"))
        #expect(
            text.hasPrefix("::error file=api/s.yaml,line=3,col=7,title=x-wrong::50 %25 wrong%0Ahint: do this\n"))
        #expect(text.contains("\ns.yaml:3:7: error[x-wrong]: 50 % wrong\n"))
    }

    @Test func annotatesTheSourceOfAnEntry() {
        let finding = Finding(
            rule: "x", severity: .warning, message: "m",
            location: .init(package: "functions/a", entry: "index.py", entryLine: 9, source: "a/index.py"))
        #expect(text(finding).hasPrefix("::warning file=api/a/index.py,line=9,title=x::m\n"))
    }

    @Test func findingWithoutFileIsOnlyText() {
        let text = text(
            Finding(rule: "x", severity: .note, message: "m", location: .init(package: "layers/a", entry: "b.so")))
        #expect(text.hasPrefix("::stop-commands::"))
        #expect(text.contains("layers/a.zip!b.so: note[x]: m\n"))
    }

    @Test func nothingInNamesBecomesACommand() {
        let evil = "a,b:c%\r\n::add-mask::x\n::error::y :\u{301}"
        let text = text(
            Finding(rule: "x", severity: .error, message: evil, location: .init(file: evil, line: 1), hint: evil))
        let lines = text.split(separator: "\n")
        #expect(lines[0].hasPrefix("::error file=api/a%2Cb%3Ac%25\\u{D}\\u{A}%3A%3Aadd-mask"))
        // The only commands are ours, and those after the first stand between the marks.
        #expect(lines.filter { $0.hasPrefix("::error") }.count == 1)
        let stop = lines.firstIndex { $0.hasPrefix("::stop-commands::") }
        let others = lines.indices.filter { index in lines[index].drop { $0 == " " }.hasPrefix("::add-mask") }
        #expect(stop == 1)
        #expect(others.allSatisfy { $0 > 1 && $0 < lines.count - 1 })
        let mark = lines[1].dropFirst("::stop-commands::".count)
        #expect(lines.last == "::\(mark)::")
        #expect(lines.filter { $0.contains(mark) }.count == 2)
    }

    @Test func acceptedFindingsAreCountedAndNotAnnotated() {
        let finding = Finding(rule: "x", severity: .error, message: "m", location: .init(file: "s.yaml", line: 1))
        let review = FindingReview(suppressed: [.init(finding, kind: .baseline)])
        let text = GitHubReport.text(review, context)
        #expect(!text.contains("::error"))
        #expect(text.contains("no findings, 1 ignored\n"))
        #expect(GitHubReport.text(FindingReview(), context).isEmpty)
    }
}
