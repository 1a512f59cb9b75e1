import BuildModel
import FileTrees

/// What becomes of findings: severities, ignores, comments, baseline and `--strict`, in one pure step between the sink and the
/// reports.
struct FindingPolicy: Sendable {
    /// A function, to tell which findings are about it.
    struct Function: Hashable, Sendable {
        var names: Set<String>
        var package: String?
        var file: String?
        var keyPath: String?
    }

    /// How far a run has come: what it did not look at cannot be called unused.
    enum Extent {
        /// The run ended early.
        case unfinished
        /// All functions were looked at; rules that only other commands apply are named.
        case all(without: Set<String>)
        /// Some functions were looked at.
        case some
    }

    /// The user's choices.
    var choices = FindingChoices()
    /// The functions of the project.
    var functions: [Function] = []
    /// Findings of earlier runs that are accepted.
    var baseline: Baseline?
    /// Whether all that is left goes into a new baseline.
    var isRecording = false
    /// Whether warnings and doubts count as errors.
    var isStrict = false
    /// Rules that say that something could not be checked.
    var doubts: Set<String> = []
    /// Rules whose errors the user may accept. Without what other errors ask for, nothing can be built.
    var checks: Set<String> = []

    /// The findings as they count for the user.
    ///
    /// - Parameters:
    ///   - findings: As the stages found them.
    ///   - extent: How far the run has come.
    ///   - isFinal: Whether no error may be accepted, because nothing comes after it.
    ///   - inline: The comment beside a finding, if there is one that is for its rule.
    func review(
        _ findings: [Finding], extent: Extent = .unfinished, isFinal: Bool = false,
        inline: (Finding) -> InlineIgnore? = { _ in nil }
    ) -> FindingReview {
        var judgement = Judgement(policy: self)
        for finding in findings {
            let isFixed = finding.severity == .error && (isFinal || !checks.contains(finding.rule))
            judgement.take(finding, isFixed: isFixed, comment: isFixed ? nil : inline(finding))
        }
        for note in judgement.remarks(extent) { judgement.take(note, isFixed: false, comment: nil) }
        return judgement.review
    }

    /// Whether a finding is about the function that the user names.
    func concerns(_ finding: Finding, _ name: String) -> Bool {
        let location = finding.location
        return functions.contains { function in
            guard function.names.contains(name) else { return false }
            if let package = location.package, package == function.package { return true }
            guard let file = location.file, file == function.file, let key = location.keyPath,
                let own = function.keyPath
            else { return false }
            return key == own || key.hasPrefix(own + ".")
        }
    }
}

/// A comment that accepts findings of rules: `# fclayer: ignore[rule, …] reason`.
struct InlineIgnore: Hashable, Sendable {
    /// Names of the rules.
    var rules: [String]
    /// What stands after the brackets.
    var reason: String?
}

/// The work of one review.
private struct Judgement {
    let policy: FindingPolicy
    var review = FindingReview()
    private let severities: [String: [FindingChoices.Severity]]
    private let ignores: [String: [(index: Int, patterns: IgnoreRules?)]]
    private var used: Set<Int> = []
    private var refused: Set<Int> = []
    private var left: [FindingIdentity: Int]

    init(policy: FindingPolicy) {
        self.policy = policy
        severities = Dictionary(grouping: policy.choices.severities, by: \.rule)
        ignores = Dictionary(grouping: policy.choices.ignores.indices, by: { policy.choices.ignores[$0].rule })
            .mapValues { indices in
                indices.map { index in
                    let patterns = policy.choices.ignores[index].path.map { path in
                        var rules = IgnoreRules()
                        rules.add(patterns: [path])
                        return rules
                    }
                    return (index, patterns)
                }
            }
        left = policy.baseline?.counts ?? [:]
    }

    mutating func take(_ finding: Finding, isFixed: Bool, comment: InlineIgnore?) {
        let matches = (ignores[finding.rule] ?? []).filter { isMeant(finding, $0.index, $0.patterns) }.map(\.index)
        guard !isFixed else {
            refused.formUnion(matches)
            review.findings.append(finding)
            return
        }
        used.formUnion(matches)
        let level = level(of: finding)
        if let first = matches.first {
            suppress(finding, .configuration, policy.choices.ignores[first].reason)
        } else if let comment {
            suppress(finding, .inline, comment.reason)
        } else if level == .off {
            suppress(finding, .configuration, "severity `off`")
        } else if accepts(finding) {
            suppress(finding, .baseline, nil)
        } else {
            var severity = level?.severity ?? finding.severity
            let isDoubt = level == nil && policy.doubts.contains(finding.rule)
            if policy.isStrict, severity == .warning || (severity == .note && isDoubt) { severity = .error }
            review.findings.append(finding.with(severity: severity))
        }
    }

    /// What is to be said of choices that had no effect.
    mutating func remarks(_ extent: FindingPolicy.Extent) -> [Finding] {
        let silent: Set<String>
        switch extent {
        case .unfinished: return []
        case .some: silent = []
        case .all(let rules): silent = rules
        }
        var notes: [Finding] = []
        for (index, ignore) in policy.choices.ignores.enumerated() where !used.contains(index) {
            if refused.contains(index) {
                notes.append(
                    Finding(
                        rule: "unused-ignore", severity: .note,
                        message: "`\(ignore.rule)` cannot be ignored here: nothing can be built with it",
                        location: ignore.location))
                continue
            }
            guard case .all = extent, !silent.contains(ignore.rule) else { continue }
            notes.append(
                Finding(
                    rule: "unused-ignore", severity: .note, message: "`ignore` of `\(ignore.rule)` matches nothing",
                    location: ignore.location, hint: "take it out, or look at its `path` and `function`"))
        }
        guard case .all = extent, !policy.isRecording, let file = policy.baseline?.name else { return notes }
        let gone = left.filter { $0.value > 0 && !silent.contains($0.key.rule) }.keys.sorted()
        for identity in gone.prefix(Baseline.mostRemarks) {
            notes.append(
                Finding(
                    rule: "baseline-stale", severity: .note,
                    message: "`\(identity.rule)` of the baseline is gone: \(identity.message)",
                    location: .init(file: file), hint: "write the baseline again with `--write-baseline`"))
        }
        if gone.count > Baseline.mostRemarks {
            notes.append(
                Finding(
                    rule: "baseline-stale", severity: .note,
                    message: "\(gone.count - Baseline.mostRemarks) more findings of the baseline are gone",
                    location: .init(file: file)))
        }
        return notes
    }

    private func isMeant(_ finding: Finding, _ index: Int, _ patterns: IgnoreRules?) -> Bool {
        let ignore = policy.choices.ignores[index]
        if let function = ignore.function, !policy.concerns(finding, function) { return false }
        guard let patterns else { return true }
        let location = finding.location
        let paths = location.entry == nil ? [location.file] : [location.entry, location.source]
        return paths.compactMap(\.self).contains { path in
            patterns.match(String(path.drop { $0 == "/" }), isFolder: false)?.ignores ?? false
        }
    }

    /// The last choice for the finding's function, or else the last for all.
    private func level(of finding: Finding) -> FindingChoices.Level? {
        guard let choices = severities[finding.rule] else { return nil }
        return
            (choices.last { choice in choice.function.map { policy.concerns(finding, $0) } ?? false }
            ?? choices.last { $0.function == nil })?.level
    }

    private mutating func accepts(_ finding: Finding) -> Bool {
        if policy.isRecording { return !Baseline.ownRules.contains(finding.rule) }
        guard !left.isEmpty else { return false }
        let identity = FindingIdentity(finding)
        guard let count = left[identity], count > 0 else { return false }
        left[identity] = count - 1
        return true
    }

    private mutating func suppress(_ finding: Finding, _ kind: SuppressedFinding.Kind, _ reason: String?) {
        review.suppressed.append(SuppressedFinding(finding, kind: kind, reason: reason))
    }
}

extension Finding {
    /// The same with another severity.
    func with(severity: Severity) -> Finding {
        severity == self.severity
            ? self : Finding(rule: rule, severity: severity, message: message, location: location, hint: hint)
    }

    /// The same at another place.
    func with(location: Location) -> Finding {
        Finding(rule: rule, severity: severity, message: message, location: location, hint: hint)
    }
}
