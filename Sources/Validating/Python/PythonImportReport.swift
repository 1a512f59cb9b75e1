import BuildModel
import FunctionCompute
import SourceScanners

/// Says which imports lead nowhere: one finding for each module that is missing.
struct PythonImportReport {
    let question: EntryQuestion
    let closure: PythonClosure
    /// Where Python looks.
    let folders: [String]
    let version: DottedVersion
    let doubt: PythonImportDoubt
    /// Imports of names that are said to be missing already.
    let said: [SourceSite]

    /// Modules that the import of the entry points needs, by their first part; empty where they may be elsewhere.
    var wantedModules: Set<String> {
        guard doubt.words == nil else { return [] }
        return Set(closure.problems.filter { $0.need == .atStart && isOutside($0.issue) }.map(\.issue.root))
    }

    /// The findings, those that stop the function first.
    var problems: [EntryProblem] {
        var order: [String] = []
        var groups: [String: [PythonClosure.Problem]] = [:]
        for problem in closure.problems {
            let site = problem.issue.site
            if case .nameMissing = problem.issue.kind,
                said.contains(where: { $0.path == site.path && $0.place.line == site.place.line })
            {
                continue
            }
            let key = self.key(problem.issue)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(problem)
        }
        var found: [EntryProblem] = []
        var doubtful: [PythonClosure.Problem] = []
        var likely: [PythonClosure.Problem] = []
        var optional: [PythonClosure.Problem] = []
        for key in order {
            let group = groups[key] ?? []
            guard let first = group.max(by: { $0.need < $1.need }) else { continue }
            let worst = group.first { $0.need == first.need } ?? first
            if worst.need == .optional {
                if isOutside(worst.issue) { optional.append(worst) }
            } else if case .likelyPreinstalled = worst.issue.kind {
                likely.append(worst)
            } else if doubt.words != nil, mayBeElsewhere(worst.issue) {
                doubtful.append(worst)
            } else if !isMisplacedInLayer(worst.issue) {
                found.append(problem(worst, more: group.count - 1))
            }
        }
        found += note(doubtful, "not found where `\(question.runtime.id)` looks: " + (doubt.words ?? ""))
        found += note(
            likely, "not in the package: `\(question.runtime.id)` probably brings it, but no document says so")
        found += note(optional, "not in the package, and the code says how to go on without it")
        return found
    }

    // MARK: What an issue is

    /// Whether the module is none of the user's own.
    private func isOutside(_ issue: PythonImportIssue) -> Bool {
        switch issue.kind {
        case .missing, .likelyPreinstalled: true
        default: false
        }
    }

    private func mayBeElsewhere(_ issue: PythonImportIssue) -> Bool {
        switch issue.kind {
        case .missing: return true
        case .missingInside: return !issue.module.hasPrefix(".") && closure.bringer != nil
        case .otherVersion(_, let name): return name == nil
        default: return false
        }
    }

    private func key(_ issue: PythonImportIssue) -> String {
        switch issue.kind {
        case .missing, .likelyPreinstalled:
            // Distributions may share the first part of a name.
            PythonDistributionNames.distribution(of: issue.module) ?? issue.root
        case .missingInside, .notAPackage: "inside " + issue.module
        case .relativeOutsidePackage, .relativeAboveTop: "relative " + issue.site.path
        case .nameMissing(let name, let path): "name \(path) \(name)"
        case .otherVersion(_, let name): "version \(issue.module) \(name ?? "")"
        case .otherSystem: "system " + issue.root
        }
    }

    /// What `layer-layout` says: a layer has the module where nobody looks.
    private func isMisplacedInLayer(_ issue: PythonImportIssue) -> Bool {
        guard case .missing = issue.kind else { return false }
        return question.view.layers.contains { LayerLayout.misplaces(issue.root, in: $0, version: version) }
    }

    // MARK: Findings

    private func note(_ problems: [PythonClosure.Problem], _ reason: String) -> [EntryProblem] {
        guard let first = problems.first else { return [] }
        let names = problems.prefix(6).map { "`\($0.issue.isWhole ? $0.issue.module : $0.issue.root)`" }
        let list = names.joined(separator: ", ") + (problems.count > 6 ? ", …" : "")
        let site = first.issue.site
        return [
            EntryProblem(
                rule: DependencyMissing.description.id, severity: .note,
                message:
                    "\(list) (imported \(question.words(for: site))\(problems.count > 1 ? " and elsewhere" : "")): \(reason)",
                property: first.role, entry: question.shown(site.path), line: site.place.line)
        ]
    }

    private func problem(_ problem: PythonClosure.Problem, more: Int) -> EntryProblem {
        let words = PythonImportWords(question: question, folders: folders, version: version)
        let issue = problem.issue
        let place = question.words(for: issue.site) + (more > 0 ? " and \(more) more place\(more == 1 ? "" : "s")" : "")
        let isInstalledLater = isOutside(issue) && words.isUnbuilt
        let isOpen = question.description.hasPreDeployActions || isInstalledLater
        let when = problem.need == .later ? "; the call that reaches it fails" : ""
        return EntryProblem(
            rule: DependencyMissing.description.id,
            severity: problem.need == .later || isOpen ? .warning : nil,
            message: words.message(issue, place) + when, property: problem.role,
            entry: question.shown(issue.site.path), line: issue.site.place.line, hint: words.hint(issue))
    }
}

extension PythonImportIssue {
    /// Whether the whole name tells more than its first part.
    var isWhole: Bool {
        if case .otherVersion = kind { return true }
        return false
    }
}
