import BuildModel
import FunctionCompute

extension DeepFunction {
    /// The findings with what loading this function has shown.
    func refine(_ findings: [Finding], by outcome: DeepOutcome) -> [Finding] {
        switch outcome {
        case .obstacle(let obstacle):
            return findings + [DeepNotPossible.finding(obstacle, function: self)]
        case .lost(let words, let hint):
            guard let first = entries.first, !hasError(findings, first.property) else { return findings }
            let known = findings.filter { finding in
                finding.rule != EntryUnverified.description.id || !entries.contains { isAbout(finding, $0) }
            }
            return known + [finding(first, words, hint: hint)]
        case .answers(let answers):
            var result = findings
            var said: Set<String> = []
            for answer in answers {
                guard let entry = entries.first(where: { $0.property == answer.property }) else { continue }
                guard answer.state != .ok else {
                    result.removeAll { $0.rule == EntryUnverified.description.id && isAbout($0, entry) }
                    continue
                }
                // The static rules know better why; and one module that does not load is one problem.
                guard !hasError(findings, entry.property),
                    said.insert("\(answer.state) \(entry.module) \(answer.detail)").inserted
                else { continue }
                if answer.state == .absent {
                    result.append(DeepNotPossible.absent(answer.detail, entry, self))
                } else {
                    result.removeAll { $0.rule == EntryUnverified.description.id && isAbout($0, entry) }
                    result.append(finding(entry, words(answer, entry), hint: hint(answer)))
                }
            }
            return result
        }
    }

    /// Handler or hook as messages name it.
    func words(_ entry: DeepQuestion.Entry) -> String { "\(entry.property) `\(entry.module).\(entry.name)`" }

    /// A place in the manifest and in the code package.
    func location(of property: String) -> Finding.Location {
        var location = function.plan.location(of: property)
        location.package = function.packageName
        return location
    }

    private func finding(_ entry: DeepQuestion.Entry, _ words: String, hint: String?) -> Finding {
        DeepLoadFailed.description.finding(
            "\(self.words(entry)) \(words)", at: location(of: entry.property), hint: hint)
    }

    private func words(_ answer: DeepAnswer, _ entry: DeepQuestion.Entry) -> String {
        let version = DeepInterpreter.words(of: runtime)
        switch answer.state {
        case .ok, .absent: return ""
        case .failed:
            let trace = (answer.trace ?? []).map { $0.trimmed }.filter { !$0.isEmpty }.joined(separator: "; ")
            return "does not load with \(version): " + (trace.contains(answer.detail) ? trace : answer.detail)
        case .missing:
            let names = answer.detail.isEmpty ? "no functions" : answer.detail
            return "is not there after the module was loaded with \(version); found: \(names)"
        case .notCallable: return "is no function after the module was loaded with \(version): it is a \(answer.detail)"
        case .signature:
            let call = entry.property == "handler" ? "(event, context)" : "(context)"
            return "takes `\(answer.detail)` after the module was loaded with \(version), and is called with `\(call)`"
        }
    }

    private func hint(_ answer: DeepAnswer) -> String? {
        guard answer.state == .failed else { return nil }
        if answer.detail.hasPrefix("KeyError:") {
            return "if it is an environment variable, set it in the manifest, or read it with a default"
        }
        return
            "the sandbox has no network and no files but the packages; where the instance has more, this says nothing"
    }

    /// Whether a finding is about an entry point: at its place and, where places are not known, with its text.
    private func isAbout(_ finding: Finding, _ entry: DeepQuestion.Entry) -> Bool {
        isAt(finding, entry.property) && finding.message.contains("`\(entry.module).\(entry.name)`")
    }

    private func hasError(_ findings: [Finding], _ property: String) -> Bool {
        findings.contains { $0.severity == .error && isAt($0, property) }
    }

    private func isAt(_ finding: Finding, _ property: String) -> Bool {
        let place = function.plan.location(of: property)
        let other = finding.location
        return other.package == function.packageName
            && (other.file, other.line, other.column, other.keyPath)
                == (place.file, place.line, place.column, place.keyPath)
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
