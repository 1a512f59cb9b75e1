import BuildModel
import FunctionCompute

/// Two packages of a function with different files at one path, or two versions of one dependency.
struct LayerShadow: FunctionRule {
    static let description = RuleDescription(
        "layer-shadow", .warning,
        "packages of a function hide each other's files or bring two versions of a dependency",
        """
        Layers are merged into `/opt`; on the same path the layer that is configured first wins. Two versions of one
        distribution or npm package in two layers are mixed file by file: files that only the hidden version has stay visible.
        Other files that hide each other are a note, and so is a version in the code, which is searched before the layers.

        Wrong: `layers: [requests-2-31, requests-2-32]`

        Right: one of them

        Source: D/021
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        let layers = subject.layers.compactMap { layer in layer.contents.map { (name: layer.name, contents: $0) } }
        var findings: [Finding] = []
        for (index, first) in layers.enumerated() {
            for second in layers[(index + 1)...] where first.contents !== second.contents {
                let found = subject.comparisons.layers(first.contents, second.contents)
                findings +=
                    mixed(found, first.name, second.name, subject) + hidden(found, first.name, second.name, subject)
            }
        }
        guard let code = subject.code, [.python, .nodejs].contains(subject.runtime.family) else { return findings }
        return findings + layers.flatMap { overridden(subject.comparisons.code(code, $0.contents), $0.name, subject) }
    }

    /// Two versions that are merged.
    private func mixed(
        _ found: PackageComparison, _ first: String, _ second: String, _ subject: FunctionSubject
    ) -> [Finding] {
        guard let meeting = found.meetings.max(by: { ($0.leftOver, $1.name) < ($1.leftOver, $0.name) }) else {
            return []
        }
        let others = found.meetings.filter { $0.name != meeting.name }
        let list = others.prefix(4).map { "`\($0.name)` \($0.first) and \($0.second)" }.joined(separator: ", ")
        let stay =
            meeting.leftOver == 0
            ? "" : "; \(meeting.leftOver) file\(meeting.leftOver == 1 ? "" : "s") of \(meeting.second) stay visible"
        return [
            Self.description.finding(
                "`\(meeting.name)` \(meeting.first) of layer `\(first)` and \(meeting.second) of layer `\(second)` meet in "
                    + "`\(meeting.folder)`: `\(first)` is configured first and wins" + stay
                    + (others.isEmpty ? "" : "; also \(list)" + (others.count > 4 ? ", …" : "")),
                at: subject.plan.location(of: "layers"),
                hint: "keep one version, or one layer for what both need")
        ]
    }

    /// Files that are not parts of such versions.
    private func hidden(
        _ found: PackageComparison, _ first: String, _ second: String, _ subject: FunctionSubject
    ) -> [Finding] {
        let paths = found.different
        guard !paths.isEmpty else { return [] }
        let examples = paths.prefix(3).map { "`/opt/\($0)`" }.joined(separator: ", ")
        return [
            Self.description.finding(
                "\(paths.count) file\(paths.count == 1 ? "" : "s") of layer `\(second)` hidden by different ones of layer "
                    + "`\(first)`, which is configured first: \(examples)" + (paths.count > 3 ? ", …" : ""),
                severity: .note, at: subject.plan.location(of: "layers"))
        ]
    }

    /// Versions in the code, which is searched first.
    private func overridden(_ found: PackageComparison, _ layer: String, _ subject: FunctionSubject) -> [Finding] {
        guard !found.meetings.isEmpty else { return [] }
        let list = found.meetings.prefix(5).map { "`\($0.name)` \($0.first) (\($0.second) in the layer)" }
        return [
            Self.description.finding(
                "the code hides other versions in layer `\(layer)`: " + list.joined(separator: ", ")
                    + (found.meetings.count > 5 ? ", …" : ""), severity: .note,
                at: subject.plan.location(of: "layers"))
        ]
    }
}
