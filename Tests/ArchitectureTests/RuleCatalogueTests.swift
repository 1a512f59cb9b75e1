import Testing

/// Every rule that any room emits is described in `Validating`, so that `fclayer explain` knows it.
struct RuleCatalogueTests {
    @Test func everyEmittedRuleIsExplained() throws {
        let files = try SourceFile.all()
        let described = Set(
            files.filter { $0.target == "Validating" }.flatMap { names(in: $0, after: ["RuleDescription("]) }.map(
                \.name))
        #expect(described.count > 50)
        let emitters =
            ["rule:"] + ["project", "usage", "environment", "error", "warning", "note"].map { "." + $0 + "," }
            + ["emit", "error", "warning", "note", "problem", "failure"].map { $0 + "(" }
        var missing: [String: [String]] = [:]
        for file in files where file.target != "Validating" {
            for (name, line) in names(in: file, after: emitters) where !described.contains(name) {
                missing[name, default: []].append("\(file):\(line)")
            }
        }
        for (name, places) in missing.sorted(by: { $0.key < $1.key }) {
            Issue.record(
                "the rule `\(name)` of \(places.joined(separator: ", ")) is not described in Sources/Validating")
        }
    }

    /// Texts that are a name in kebab case, with their lines, where one of `leads` stands before them.
    private func names(in file: SourceFile, after leads: [String]) -> [(name: String, line: Int)] {
        var names: [(String, Int)] = []
        var previous = ""
        for (index, line) in file.lines.enumerated() {
            let pieces = line.split(separator: "\"", omittingEmptySubsequences: false)
            for place in stride(from: 1, to: pieces.count - 1, by: 2) where isRuleName(pieces[place]) {
                var lead = pieces[place - 1].drop { $0 == " " }
                if lead.isEmpty, place == 1 { lead = previous[...] }
                while lead.last == " " { lead.removeLast() }
                if leads.contains(where: lead.hasSuffix) { names.append((String(pieces[place]), index + 1)) }
            }
            if !line.allSatisfy({ $0 == " " }) { previous = line }
        }
        return names
    }

    private func isRuleName(_ text: Substring) -> Bool {
        var hasLetter = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): hasLetter = true
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            default: return false
            }
        }
        return hasLetter && text.utf8.contains(UInt8(ascii: "-")) || text == "internal"
    }
}
