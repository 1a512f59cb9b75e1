import BuildModel
import FileTrees
import Synchronization
import Validating

/// Holds what a run learns of the user's choices, and looks up what the policy needs: sources, comments, the baseline.
final class FindingJudge: Sendable {
    private struct State {
        var policy = FindingPolicy()
        var sources = SourceMap()
        /// Zips by the name of their package, for comments in entries.
        var zips: [String: String] = [:]
        var subjects: [String] = []
        var manifest: String?
        var review: FindingReview?
    }

    /// Bytes of a file in which comments are looked for. (Own choice.)
    private static let largestFile = 4 << 20

    private let root: String
    private let state: Mutex<State>

    init(root: String, settings: BuildSettings) {
        self.root = root
        var policy = FindingPolicy()
        policy.isStrict = settings.isStrict
        policy.doubts = RuleList.doubts
        policy.checks = RuleList.checks
        state = Mutex(State(policy: policy))
    }

    /// Reads the baseline, or prepares to write one.
    func use(_ baseline: BuildSettings.Baseline) throws(StageFailure) {
        switch baseline {
        case .none: return
        case .read(let file):
            let value = try Baseline(file: file, name: name(file))
            state.withLock { $0.policy.baseline = value }
        case .write: state.withLock { $0.policy.isRecording = true }
        }
    }

    /// Takes in a project. Throws `.usage` for choices that name rules that there are none of.
    func learn(_ project: Project) throws(StageFailure) {
        let choices = project.choices
        let named =
            choices.severities.map { ($0.rule, $0.location) } + choices.ignores.map { ($0.rule, $0.location) }
        let unknown = named.filter { RuleList.describe($0.0) == nil }.map { rule, location in
            Finding(
                rule: "unknown-rule", severity: .error, message: "there is no rule `\(rule)`", location: location,
                hint: RuleList.nearest(to: rule).map { "did you mean `\($0.id)`?" } ?? "`fclayer explain` lists them")
        }
        state.withLock { state in
            state.policy.choices = choices
            state.manifest = project.document.map { name($0.file) }
        }
        guard unknown.isEmpty else { throw StageFailure(.usage, unknown) }
        let functions = project.functions.flatMap { [$0.name, $0.key] }
        let strangers = (choices.ignores.compactMap { choice in choice.function.map { ($0, choice.location) } })
            .filter { !functions.contains($0.0) }
        guard strangers.isEmpty else {
            throw StageFailure(
                .usage,
                strangers.map { name, location in
                    Finding(
                        rule: "unknown-function", severity: .error, message: "there is no function `\(name)`",
                        location: location,
                        hint: NearestName.nearest(to: name, among: functions).map { "did you mean `\($0)`?" })
                })
        }
    }

    /// Takes in a plan.
    func learn(_ plan: BuildPlan) {
        state.withLock { state in
            state.sources.add(plan.packages)
            state.policy.functions = plan.functions.map { function in
                let whole = function.description.location(of: "")
                return FindingPolicy.Function(
                    names: [function.description.name, function.description.key], package: function.code?.description,
                    file: whole.file, keyPath: whole.keyPath)
            }
            state.subjects =
                plan.packages.map(\.id.description)
                + plan.functions.filter { $0.code == nil }.map { "functions/" + $0.description.name }
        }
    }

    /// Takes in a zip, or a folder, that is checked as a package of this name.
    func learn(package: String, at path: String, isFolder: Bool = false) {
        state.withLock { state in
            if isFolder {
                state.sources.add(.init(path: path, place: "", isFolder: true), to: package)
            } else {
                state.zips[package] = path
            }
            if !state.subjects.contains(package) { state.subjects.append(package) }
        }
    }

    /// Takes in what an earlier run looked at.
    func learn(subjects: [String], manifest: String?) {
        state.withLock { state in
            state.subjects = subjects
            state.manifest = manifest
        }
    }

    /// Packages that are looked at, for reports that list them.
    var subjects: [String] { state.withLock(\.subjects) }
    /// The manifest as the user would name it.
    var manifest: String? { state.withLock(\.manifest) }
    /// The last review, if there was one.
    var lastReview: FindingReview? { state.withLock(\.review) }

    /// The findings as they count for the user.
    func review(
        _ findings: [Finding], extent: FindingPolicy.Extent = .unfinished, isFinal: Bool = false
    ) -> FindingReview {
        let (policy, sources, zips) = state.withLock { ($0.policy, $0.sources, $0.zips) }
        var lines = CommentLines(root: root, sources: sources, zips: zips, limit: Self.largestFile)
        let placed = findings.map { finding in
            var location = finding.location
            location.file = location.file.map(name)
            if let entry = location.entry, let package = location.package, location.source == nil {
                location.source = sources.file(of: entry, in: package).map(name)
            }
            return location == finding.location ? finding : finding.with(location: location)
        }
        let comments = placed.map { finding in
            lines.comments(for: finding).first { $0.rules.contains(finding.rule) }
        }
        let byFinding = Dictionary(
            zip(placed, comments).compactMap { finding, comment in comment.map { (finding, $0) } },
            uniquingKeysWith: { first, _ in first })
        let review = policy.review(placed + lines.strangers(), extent: extent, isFinal: isFinal) { byFinding[$0] }
        state.withLock { $0.review = review }
        return review
    }

    /// A path as the user would type it in the project's folder.
    private func name(_ path: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }
}
