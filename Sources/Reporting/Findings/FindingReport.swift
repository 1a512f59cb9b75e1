public import BuildModel

/// Findings for people and for programs.
public enum FindingReport {
    /// One finding after another as `path:line:column: error[rule]: message` with further lines indented, and a summary at
    /// the end; empty if there are none. The order does not depend on who found what first.
    public static func text(_ review: FindingReview, colour: Bool = false) -> String {
        guard !review.findings.isEmpty || !review.suppressed.isEmpty else { return "" }
        var result = ""
        for finding in sorted(review.findings) { result += text(of: finding, colour: colour) }
        return result + summary(review) + "\n"
    }

    /// A single finding with its lines, without a summary.
    public static func text(of finding: Finding, colour: Bool = false) -> String {
        let label = "\(finding.severity.rawValue)[\(finding.rule)]"
        let place = place(of: finding.location)
        var result = place.map { $0 + ": " } ?? ""
        result += (colour ? paint(label, finding.severity) : label) + ": "
        result += lines(finding.message, indent: "    ") + "\n"
        if finding.location.file != nil, let inside = inside(finding.location) {
            result += "  package: \(DisplayText.safe(inside))\n"
        }
        if let key = finding.location.keyPath { result += "  key: \(DisplayText.safe(key))\n" }
        if let hint = finding.hint { result += "  hint: " + lines(hint, indent: "        ") + "\n" }
        return result
    }

    /// How many of each severity: `2 errors, 1 warning, 3 ignored`; `no findings` if there are none.
    public static func summary(_ review: FindingReview) -> String {
        var counts: [String] = Finding.Severity.allCases.reversed().compactMap { severity in
            let count = review.findings.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        if counts.isEmpty { counts = ["no findings"] }
        if !review.suppressed.isEmpty { counts.append("\(review.suppressed.count) ignored") }
        return counts.joined(separator: ", ")
    }

    /// `{"findings": […], "summary": {"errors": …, "ignored": …, "notes": …, "warnings": …}, "suppressed": […]}`, findings in
    /// the order of the text.
    public static func json(_ review: FindingReview) throws -> String {
        try JSONDocument.text(
            Document(
                findings: sorted(review.findings), suppressed: sorted(review.suppressed), summary: Counts(review)))
    }

    /// By file, line and column, then by package and entry; in one place the worst first.
    public static func sorted(_ findings: [Finding]) -> [Finding] { sorted(findings) { $0 } }

    /// The same order for findings that are accepted.
    public static func sorted(_ findings: [SuppressedFinding]) -> [SuppressedFinding] {
        sorted(findings, by: \.finding)
    }

    private static func sorted<Item>(_ items: [Item], by finding: (Item) -> Finding) -> [Item] {
        items.map { (order(finding($0)), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    }

    struct Counts: Encodable {
        var errors: Int
        var warnings: Int
        var notes: Int
        var ignored: Int

        init(_ review: FindingReview) {
            errors = review.findings.count { $0.severity == .error }
            warnings = review.findings.count { $0.severity == .warning }
            notes = review.findings.count { $0.severity == .note }
            ignored = review.suppressed.count
        }
    }

    private struct Document: Encodable {
        var findings: [Finding]
        var suppressed: [SuppressedFinding]
        var summary: Counts
    }

    private static func place(of location: Finding.Location) -> String? {
        guard var text = location.file ?? inside(location) else { return nil }
        if let line = location.line {
            text += ":\(line)"
            if let column = location.column { text += ":\(column)" }
        }
        return DisplayText.safe(text)
    }

    /// The package's zip, its entry and the line there: `functions/ingest.zip!index.py:3`.
    static func inside(_ location: Finding.Location, hasLine: Bool = true) -> String? {
        let entry = location.entry.map { entry in
            location.entryLine.flatMap { hasLine ? "\(entry):\($0)" : nil } ?? entry
        }
        guard let package = location.package else { return entry }
        let isPackageID = package.hasPrefix("functions/") || package.hasPrefix("layers/")
        let zip = isPackageID && !package.hasSuffix(".zip") ? package + ".zip" : package
        return entry.map { "\(zip)!\($0)" } ?? zip
    }

    private static func lines(_ text: String, indent: String) -> String {
        DisplayText.safe(text, keepLines: true).split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\n" + indent)
    }

    private static func paint(_ label: String, _ severity: Finding.Severity) -> String {
        let code =
            switch severity {
            case .error: "31"
            case .warning: "33"
            case .note: "36"
            }
        return "\u{1B}[1;\(code)m\(label)\u{1B}[0m"
    }

    /// The parts of the order as text; numbers are filled up so that their text sorts as they do.
    private static func order(_ finding: Finding) -> [String] {
        let location = finding.location
        let kind = location.file != nil ? "0" : location.package != nil ? "1" : "2"
        let severity =
            switch finding.severity {
            case .error: "0"
            case .warning: "1"
            case .note: "2"
            }
        return [
            kind, location.file ?? "", location.file == nil ? "" : number(location.line),
            location.file == nil ? "" : number(location.column), location.package ?? "", location.entry ?? "",
            number(location.entryLine), number(location.line), number(location.column), severity, finding.rule,
            finding.message,
            location.keyPath ?? "", finding.hint ?? "",
        ]
    }

    private static func number(_ value: Int?) -> String {
        let digits = String(max(0, value ?? 0))
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
    }
}
