import BuildModel
import Testing

@testable import Reporting

@Suite struct FindingReportTests {
    private let handler = Finding(
        rule: "handler-not-defined", severity: .error,
        message: "`handle` is not defined in `index.py`; found: `handler`",
        location: .init(
            file: "s.yaml", line: 12, column: 16, keyPath: "resources.ingest.props.handler",
            package: "functions/ingest", entry: "index.py"),
        hint: "did you mean `index.handler`?")

    @Test func tellsFileLineColumnAndThenTheDetails() {
        #expect(
            FindingReport.text(.init(findings: [handler])) == """
                s.yaml:12:16: error[handler-not-defined]: `handle` is not defined in `index.py`; found: `handler`
                  package: functions/ingest.zip!index.py
                  key: resources.ingest.props.handler
                  hint: did you mean `index.handler`?
                1 error

                """)
    }

    @Test func namesEntryInsideThePackage() {
        let finding = Finding(
            rule: "glibc-too-new", severity: .warning, message: "needs GLIBC_2.34",
            location: .init(line: 3, package: "layers/deps", entry: "python/a.so"))
        #expect(
            FindingReport.text(of: finding)
                == "layers/deps.zip!python/a.so:3: warning[glibc-too-new]: needs GLIBC_2.34\n")
    }

    @Test func ordersByPlaceAndThenBySeverity() {
        func finding(_ rule: String, _ severity: Finding.Severity, _ location: Finding.Location) -> Finding {
            Finding(rule: rule, severity: severity, message: rule, location: location)
        }
        let expected = [
            finding("a", .note, .init(file: "fclayer.yaml", line: 9)),
            finding("b", .note, .init(file: "s.yaml", line: 2, column: 9)),
            finding("c", .error, .init(file: "s.yaml", line: 10)),
            finding("d", .warning, .init(file: "s.yaml", line: 10)),
            finding("e", .warning, .init(package: "functions/a", entry: "x.py")),
            finding("f", .error, .init(package: "layers/a")),
            finding("g", .error, .none),
        ]
        #expect(FindingReport.sorted(expected.reversed()) == expected)
        #expect(FindingReport.sorted(expected) == expected)
        #expect(FindingReport.summary(.init(findings: expected)) == "3 errors, 2 warnings, 2 notes")
    }

    @Test func saysNothingWhereNothingWasFound() throws {
        #expect(FindingReport.text(.init()).isEmpty)
        #expect(FindingReport.summary(.init()) == "no findings")
        #expect(try FindingReport.json(.init()).contains("\"errors\" : 0"))
    }

    @Test func paintsOnlyWhenAsked() {
        #expect(
            FindingReport.text(.init(findings: [handler]), colour: true).contains(
                "\u{1B}[1;31merror[handler-not-defined]\u{1B}[0m"))
        #expect(!FindingReport.text(.init(findings: [handler])).contains("\u{1B}"))
    }

    @Test func takesTerminalSequencesOutOfNames() {
        let finding = Finding(
            rule: "x", severity: .note, message: "a \u{1B}[2Jb\nsecond \u{202E}line",
            location: .init(package: "functions/a", entry: "evil\u{1B}]0;title\u{7}\n.py"))
        let text = FindingReport.text(of: finding)
        #expect(
            text
                == "functions/a.zip!evil\\u{1B}]0;title\\u{7}\\u{A}.py: note[x]: a \\u{1B}[2Jb\n    second \\u{202E}line\n"
        )
    }

    @Test func writesJSONWithPlainSlashesAndSortedKeys() throws {
        let text = try FindingReport.json(.init(findings: [handler]))
        #expect(text.contains("\"package\" : \"functions/ingest\""))
        #expect(text.hasSuffix("}\n"))
        let hint = try #require(text.firstRange(of: "\"hint\""))
        let severity = try #require(text.firstRange(of: "\"severity\""))
        #expect(hint.lowerBound < severity.lowerBound)
    }
}
