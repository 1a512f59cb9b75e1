import BuildModel
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct JUnitReportTests {
    private let context = FindingContext(
        version: "1.2.3", rules: [], subjects: ["functions/good", "functions/ingest"], manifest: "s.yaml", status: 1)

    private func finding(_ rule: String, _ severity: Finding.Severity, _ message: String = "m", entry: String? = nil)
        -> Finding
    {
        Finding(
            rule: rule, severity: severity, message: message,
            location: .init(package: "functions/ingest", entry: entry))
    }

    private var review: FindingReview {
        FindingReview(
            findings: [
                finding("x-wrong", .error, "first & <last>", entry: "a.py"), finding("x-wrong", .error, "second"),
                finding("y-odd", .warning), finding("x-wrong", .note, "by the way"),
                Finding(rule: "z-key", severity: .error, message: "k", location: .init(file: "s.yaml", line: 3)),
                Finding(rule: "nowhere", severity: .note, message: "n"),
            ],
            suppressed: [SuppressedFinding(finding("w-old", .error), kind: .configuration, reason: "known \"so\"")])
    }

    @Test func suitesArePackagesAndCasesAreRules() {
        let text = JUnitReport.xml(review, context)
        #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        #expect(text.contains("<testsuites name=\"fclayer\" tests=\"6\" failures=\"2\" errors=\"0\" skipped=\"1\""))
        #expect(text.contains("<testsuite name=\"functions/good\" tests=\"1\" failures=\"0\""))
        #expect(
            text.contains("<testsuite name=\"functions/ingest\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""))
        #expect(text.contains("<testsuite name=\"s.yaml\" tests=\"1\" failures=\"1\""))
        #expect(text.contains("<testsuite name=\"project\" tests=\"1\" failures=\"0\""))
        #expect(text.contains("<failure type=\"x-wrong\" message=\"second (and 1 more)\">"))
        #expect(text.contains("first &amp; &lt;last&gt;"))
        #expect(text.contains("<system-out>functions/ingest.zip: warning[y-odd]: m\n</system-out>"))
        #expect(text.contains("<skipped message=\"1 ignored: known &quot;so&quot;\"/>"))
    }

    /// What a CI server's parser sees: Python's, which is a real one.
    @Test(.enabled(if: PythonJudge.has("xml.etree.ElementTree"))) func xmlParserReadsCountsAndTexts() throws {
        let script = """
            import sys, xml.etree.ElementTree as tree
            root = tree.fromstring(sys.stdin.buffer.read())
            assert root.tag == "testsuites"
            for name in ("tests", "failures", "skipped"):
                assert int(root.get(name)) == sum(int(s.get(name)) for s in root), name
            for suite in root:
                cases = suite.findall("testcase")
                assert int(suite.get("tests")) == len(cases)
                assert int(suite.get("failures")) == sum(c.find("failure") is not None for c in cases)
                assert int(suite.get("skipped")) == sum(c.find("skipped") is not None for c in cases)
                assert len(set(c.get("name") for c in cases)) == len(cases)
                for case in cases:
                    assert case.get("classname") == suite.get("name")
            print(root.find(".//failure").get("message"))
            """
        #expect(try PythonJudge.run(script, input: JUnitReport.xml(review, context)).output == "second (and 1 more)\n")
        let evil = "a\u{1B}[2J\u{0}]]>\u{FFFE}\u{85}\r\n<!-- &amp; \u{202E}\"'"
        let hostile = FindingReview(
            findings: [
                Finding(
                    rule: "x", severity: .error, message: evil,
                    location: .init(package: evil, entry: evil), hint: evil)
            ], suppressed: [SuppressedFinding(finding("y", .error, evil), kind: .inline, reason: evil)])
        let message = try PythonJudge.run(script, input: JUnitReport.xml(hostile, context)).output
        #expect(message == "a\\u{1B}[2J\\u{0}]]>\\u{FFFE}\\u{85}\\u{D}\\u{A}<!-- &amp; \\u{202E}\"'\n")
    }

    @Test func nothingToSayIsStillADocument() {
        #expect(
            JUnitReport.xml(FindingReview(), FindingContext(version: "1", rules: [])) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="fclayer" tests="0" failures="0" errors="0" skipped="0" time="0">
                </testsuites>

                """)
    }
}
