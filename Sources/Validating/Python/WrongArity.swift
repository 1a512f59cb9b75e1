import BuildModel
import SourceScanners

/// Words for a call that does not fit the parameters.
enum WrongArity {
    static func findings(
        _ rule: RuleDescription, _ subject: FunctionSubject, where isWanted: (PythonEntry, PythonParameters) -> Bool
    ) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.wrongArity(let site, let parameters, let given)) = entry.verdict,
                isWanted(entry, parameters)
            else { return nil }
            let text = signature(entry, parameters)
            let reason =
                parameters.requiredKeywords.isEmpty
                ? "takes \(count(parameters))"
                : "needs " + parameters.requiredKeywords.map { "`\($0)`" }.joined(separator: ", ") + " by keyword"
            return rule.finding(
                "\(entry.words) is called as `\(entry.callText)` with \(given) argument\(given == 1 ? "" : "s"), "
                    + "`\(text)` \(subject.words(for: site)) \(reason)",
                at: subject.location(of: entry.role, entry: subject.shown(site.path)),
                hint: "write `def \(entry.callText):`")
        }
    }

    private static func signature(_ entry: PythonEntry, _ parameters: PythonParameters) -> String {
        var names = parameters.names
        if parameters.maximum == nil { names.append("*args") }
        return entry.function + "(" + names.joined(separator: ", ") + ")"
    }

    private static func count(_ parameters: PythonParameters) -> String {
        guard let maximum = parameters.maximum else { return "at least \(parameters.required)" }
        if maximum == 0 { return "none" }
        return maximum == parameters.required ? "\(maximum)" : "\(parameters.required) to \(maximum)"
    }
}
