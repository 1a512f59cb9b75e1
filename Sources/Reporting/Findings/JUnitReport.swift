public import BuildModel

/// Findings as JUnit XML, which CI servers show as test results: a suite for each package and file, a case for each rule that
/// found something in it. Errors are failures; warnings and notes stand in the output of a case that passes; accepted ones
/// are skipped.
public enum JUnitReport {
    /// The document. No times.
    public static func xml(_ review: FindingReview, _ context: FindingContext) -> String {
        var suites: [String: Suite] = [:]
        for subject in context.subjects { suites[subject] = Suite() }
        for finding in FindingReport.sorted(review.findings) {
            suites[name(of: finding), default: Suite()].cases[finding.rule, default: Case()].findings.append(finding)
        }
        for item in FindingReport.sorted(review.suppressed) {
            suites[name(of: item.finding), default: Suite()].cases[item.finding.rule, default: Case()].suppressed
                .append(item)
        }
        let all = suites.sorted { $0.key < $1.key }
        let tests = all.reduce(0) { $0 + $1.value.tests }
        let failures = all.reduce(0) { $0 + $1.value.failures }
        let skipped = all.reduce(0) { $0 + $1.value.skipped }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text +=
            "<testsuites name=\"fclayer\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"0\">\n"
        for (name, suite) in all { text += suite.xml(name) }
        return text + "</testsuites>\n"
    }

    /// The package, or else the file that the user wrote.
    private static func name(of finding: Finding) -> String {
        finding.location.package ?? finding.location.file ?? "project"
    }

    /// Text for an attribute or an element: characters that XML has no place for are written as `\u{1B}`.
    static func escaped(_ text: String, keepLines: Bool = false) -> String {
        var result = ""
        for scalar in DisplayText.safe(text, keepLines: keepLines).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&apos;"
            case "\u{FFFE}", "\u{FFFF}": result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private struct Case {
        var findings: [Finding] = []
        var suppressed: [SuppressedFinding] = []

        var errors: [Finding] { findings.filter { $0.severity == .error } }
        var isSkipped: Bool { findings.isEmpty }

        func xml(suite: String, rule: String) -> String {
            var text = "    <testcase classname=\"\(escaped(suite))\" name=\"\(escaped(rule))\" time=\"0\">\n"
            let errors = errors
            if let first = errors.first {
                let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
                text += "      <failure type=\"\(escaped(rule))\" message=\"\(escaped(first.message + more))\">"
                text += escaped(errors.map { FindingReport.text(of: $0) }.joined(), keepLines: true) + "</failure>\n"
            } else if isSkipped {
                let reason = suppressed.lazy.compactMap(\.reason).first.map { ": " + $0 } ?? ""
                text += "      <skipped message=\"\(escaped("\(suppressed.count) ignored" + reason))\"/>\n"
            }
            let others = findings.filter { $0.severity != .error }
            let output =
                others.map { FindingReport.text(of: $0) }.joined()
                + suppressed.map { "ignored: " + FindingReport.text(of: $0.finding) }.joined()
            if !output.isEmpty { text += "      <system-out>" + escaped(output, keepLines: true) + "</system-out>\n" }
            return text + "    </testcase>\n"
        }
    }

    private struct Suite {
        var cases: [String: Case] = [:]

        /// A package without findings is a case that passes.
        var tests: Int { max(1, cases.count) }
        var failures: Int { cases.values.count { !$0.errors.isEmpty } }
        var skipped: Int { cases.values.count { $0.isSkipped } }

        func xml(_ name: String) -> String {
            var text = "  <testsuite name=\"\(escaped(name))\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\""
            text += " skipped=\"\(skipped)\" time=\"0\">\n"
            if cases.isEmpty {
                text += "    <testcase classname=\"\(escaped(name))\" name=\"no-findings\" time=\"0\"/>\n"
            }
            for (rule, value) in cases.sorted(by: { $0.key < $1.key }) { text += value.xml(suite: name, rule: rule) }
            return text + "  </testsuite>\n"
        }
    }
}
