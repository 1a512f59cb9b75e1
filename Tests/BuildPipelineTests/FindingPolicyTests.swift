import BuildModel
import Testing

@testable import BuildPipeline

/// Severities, ignores, comments, baseline and `--strict`: one pure step.
struct FindingPolicyTests {
    private func finding(
        _ rule: String = "check-a", _ severity: Finding.Severity = .error, entry: String? = "lib/a.env",
        package: String? = "functions/ingest", message: String = "`a` is wrong"
    ) -> Finding {
        Finding(rule: rule, severity: severity, message: message, location: .init(package: package, entry: entry))
    }

    private func policy(
        severities: [FindingChoices.Severity] = [], ignores: [FindingChoices.Ignore] = []
    ) -> FindingPolicy {
        var policy = FindingPolicy()
        policy.choices = FindingChoices(severities: severities, ignores: ignores)
        policy.checks = ["check-a", "check-b"]
        policy.doubts = ["some-unverified"]
        policy.functions = [
            .init(names: ["ingest", "in"], package: "functions/ingest", file: "s.yaml", keyPath: "resources.in"),
            .init(names: ["report"], package: "functions/report", file: "s.yaml", keyPath: "resources.report"),
        ]
        return policy
    }

    @Test func withoutChoicesEverythingStays() {
        let findings = [finding(), finding("check-b", .warning), finding("other", .note)]
        #expect(policy().review(findings) == FindingReview(findings: findings))
    }

    @Test(arguments: [FindingChoices.Level.error, .warning, .note])
    func ruleGetsTheSeverityOfTheUser(level: FindingChoices.Level) {
        let review = policy(severities: [.init(rule: "check-a", level: level)]).review([finding(), finding("check-b")])
        #expect(review.findings.map(\.severity) == [level.severity, .error])
    }

    @Test func offIsSuppressedAndNotForgotten() {
        let review = policy(severities: [.init(rule: "check-a", level: .off)]).review([finding()])
        #expect(review.findings.isEmpty)
        #expect(review.suppressed.map(\.kind) == [.configuration])
    }

    @Test func severityOfAFunctionIsStronger() {
        let choices: [FindingChoices.Severity] = [
            .init(rule: "check-a", level: .note, function: "in"), .init(rule: "check-a", level: .warning),
        ]
        let review = policy(severities: choices).review([finding(), finding(package: "functions/report")])
        #expect(review.findings.map(\.severity) == [.note, .warning])
    }

    @Test(
        arguments: [
            (nil, true), ("lib/a.env", true), ("*.env", true), ("lib/", true), ("lib/**", true), ("**/a.*", true),
            ("/a.env", false), ("b.env", false), ("lib/b*", false), ("li", false),
        ] as [(String?, Bool)])
    func pathIsMatchedAsInIgnoreFiles(path: String?, isIgnored: Bool) {
        let review = policy(ignores: [.init(rule: "check-a", path: path, reason: "known")]).review([finding()])
        #expect(review.findings.isEmpty == isIgnored)
        #expect(review.suppressed.map(\.reason) == (isIgnored ? ["known"] : []))
    }

    @Test func pathMeansSourceAndFileToo() {
        let source = Finding(
            rule: "check-a", severity: .error, message: "m",
            location: .init(package: "functions/ingest", entry: "a.py", source: "ingest/a.py"))
        #expect(policy(ignores: [.init(rule: "check-a", path: "ingest/")]).review([source]).findings.isEmpty)
        let file = Finding(rule: "check-a", severity: .error, message: "m", location: .init(file: "s.yaml"))
        #expect(policy(ignores: [.init(rule: "check-a", path: "s.yaml")]).review([file]).findings.isEmpty)
    }

    @Test func functionMeansItsPackageAndItsKeys() {
        let policy = policy(ignores: [.init(rule: "check-a", function: "in")])
        func key(_ path: String, file: String = "s.yaml") -> Finding {
            Finding(rule: "check-a", severity: .error, message: "m", location: .init(file: file, keyPath: path))
        }
        #expect(policy.review([finding()]).findings.isEmpty)
        #expect(policy.review([finding(package: "functions/report")]).findings.count == 1)
        #expect(policy.review([key("resources.in.props.handler")]).findings.isEmpty)
        #expect(policy.review([key("resources.in")]).findings.isEmpty)
        #expect(policy.review([key("resources.inner.props")]).findings.count == 1)
        #expect(policy.review([key("resources.in.props", file: "x.yaml")]).findings.count == 1)
    }

    @Test func errorsOfOtherStagesStayWhateverIsChosen() {
        let choices = FindingChoices(
            severities: [.init(rule: "path-collision", level: .off)], ignores: [.init(rule: "path-collision")])
        var policy = policy()
        policy.choices = choices
        policy.isRecording = true
        let review = policy.review([finding("path-collision")], extent: .some) { _ in
            InlineIgnore(rules: ["path-collision"])
        }
        #expect(review.findings.map(\.severity) == [.error, .note])
        #expect(review.findings[1].message == "`path-collision` cannot be ignored here: nothing can be built with it")
        // What is no error can be ignored in every stage.
        #expect(policy.review([finding("path-collision", .warning)]).findings.isEmpty)
        // In a run that ended, nothing that is an error is hidden.
        #expect(policy.review([finding()], isFinal: true).hasErrors)
    }

    @Test func ignoreThatMatchesNothingIsANote() {
        let choice = FindingChoices.Ignore(
            rule: "check-b", path: "x", location: .init(file: "fclayer.yaml", line: 3))
        let policy = policy(ignores: [choice])
        let note = policy.review([finding()], extent: .all(without: [])).findings.last
        #expect(note?.rule == "unused-ignore" && note?.severity == .note && note?.location.line == 3)
        // Who has not looked at everything cannot know.
        for extent in [FindingPolicy.Extent.unfinished, .some, .all(without: ["check-b"])] {
            #expect(policy.review([finding()], extent: extent).findings.count == 1)
        }
        #expect(policy.review([finding("check-b", entry: "x")], extent: .all(without: [])).findings.isEmpty)
    }

    @Test func commentSuppressesWithItsReason() {
        let review = policy().review([finding(), finding("check-b")]) { finding in
            finding.rule == "check-a" ? InlineIgnore(rules: ["check-a"], reason: "why") : nil
        }
        #expect(review.findings.map(\.rule) == ["check-b"])
        #expect(review.suppressed.map(\.kind) == [.inline] && review.suppressed.map(\.reason) == ["why"])
    }

    @Test func strictTurnsWarningsAndDoubtsToErrors() {
        var policy = policy(severities: [.init(rule: "check-b", level: .note)])
        policy.isStrict = true
        let review = policy.review([
            finding("check-a", .warning), finding("some-unverified", .note), finding("other", .note),
            finding("check-b", .warning),
        ])
        #expect(review.findings.map(\.severity) == [.error, .error, .note, .note])
        // A doubt that the user calls a note is one.
        policy.choices = FindingChoices(severities: [.init(rule: "some-unverified", level: .note)])
        #expect(!policy.review([finding("some-unverified", .note)]).hasErrors)
        policy.choices = FindingChoices(severities: [.init(rule: "some-unverified", level: .warning)])
        #expect(policy.review([finding("some-unverified", .note)]).hasErrors)
    }

    @Test func baselineAcceptsWhatIsInItAndNotOneMore() {
        var policy = policy()
        policy.baseline = Baseline(name: "b.json", [finding(message: "`a` has 3 MB")])
        let same = finding(message: "`a` has 4 MB")
        let review = policy.review([same], extent: .all(without: []))
        #expect(review.findings.isEmpty && review.suppressed.map(\.kind) == [.baseline])
        #expect(policy.review([same, same.with(severity: .warning)]).findings.count == 1)
        #expect(policy.review([finding(message: "`b` has 3 MB")]).findings.count == 1)
        #expect(policy.review([finding("check-b", message: "`a` has 3 MB")]).findings.count == 1)
    }

    @Test func whatIsGoneFromTheBaselineIsANote() {
        var policy = policy()
        let old = (0..<30).map { finding(message: "`a\($0)` is wrong") }
        policy.baseline = Baseline(name: "b.json", old)
        let review = policy.review([old[0]], extent: .all(without: []))
        #expect(review.findings.count == 21)
        #expect(review.findings.allSatisfy { $0.rule == "baseline-stale" && $0.location.file == "b.json" })
        #expect(review.findings.last?.message == "9 more findings of the baseline are gone")
        #expect(policy.review([], extent: .some).findings.isEmpty)
        #expect(policy.review([], extent: .all(without: ["check-a"])).findings.isEmpty)
    }

    @Test func recordingAcceptsAllThatCanBeAccepted() {
        var policy = policy(ignores: [.init(rule: "check-b")])
        policy.isRecording = true
        let review = policy.review([finding(), finding("other", .warning)], extent: .all(without: []))
        #expect(review.findings.map(\.rule) == ["unused-ignore"])
        #expect(review.suppressed.map(\.kind) == [.baseline, .baseline])
    }

    @Test(.timeLimit(.minutes(30))) func tenThousandFindingsTakeAMoment() {
        var policy = policy(
            ignores: (0..<20).map { .init(rule: "check-a", path: "lib/\($0)/**/x*.env", function: "ingest") })
        let findings = (0..<10_000).map { finding(entry: "lib/\($0)/deep/x\($0).env", message: "`m\($0)`") }
        policy.baseline = Baseline(name: "b", findings.suffix(5000))
        let review = policy.review(findings, extent: .all(without: []))
        #expect(review.findings.count == 4980 && review.suppressed.count == 5020)
    }
}
