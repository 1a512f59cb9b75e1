import BuildModel
import FunctionCompute
import SourceScanners

/// The handler's file is not there.
struct EntryFileMissing: FunctionRule {
    static let description = RuleDescription(
        "entry-file-missing", .error, "the file that a handler names is not in the package",
        """
        The part of a handler before its last dot is a file of the code: `index.handler` is `handler` in `index.py` at the
        root of the zip. Where it is missing every call answers `Unable to import module 'index'`.

        Wrong: `handler: index.handler` for code with `app.py` only

        Right: `handler: app.handler`, or the file renamed

        Source: D/055, D/148
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            if subject.mayBeInUnknownLayer(entry) { return nil }
            guard case .broken(let problem) = entry.verdict, let (words, hint) = words(problem, entry, subject) else {
                return nil
            }
            return Self.description.finding(
                "\(entry.words): \(words)", severity: subject.missingSeverity, at: subject.location(of: entry.role),
                hint: hint ?? subject.madeBeforeDeployment)
        }
    }

    private func words(
        _ problem: PythonEntryProblem, _ entry: PythonEntry, _ subject: FunctionSubject
    ) -> (String, String?)? {
        switch problem {
        case .emptyModulePart: return ("a part of the module's name is empty", nil)
        case .notAPackage(let path, let part):
            return ("`\(part)` must be a package, but `\(subject.shown(path))` is a file", nil)
        case .namespacePackage(let folders):
            let list = folders.map { "`\(subject.shown($0))/`" }.joined(separator: ", ")
            return ("`\(entry.module)` is a folder without code (\(list))", "name a file in it, or add `__init__.py`")
        case .moduleMissing(let missing):
            guard WrappingFolder.place(of: missing, subject) == nil, HandlerInLayer.place(of: missing, subject) == nil
            else {
                return nil
            }
            let looked = missing.lookedFor.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
            return ("no file for `\(missing.part)` (looked for \(looked))", hint(missing, entry, subject))
        default: return nil
        }
    }

    private func hint(_ missing: PythonMissingModule, _ entry: PythonEntry, _ subject: FunctionSubject) -> String? {
        if let other = missing.otherCase {
            return "`\(subject.shown(other))` differs only by case: names are case-sensitive in the cloud"
        }
        if let site = missing.elsewhere.first {
            let file = subject.shown(site.path)
            return "`\(file)` defines `\(entry.function)`: use `\(file.droppingPython).\(entry.function)`"
        }
        let modules = (subject.code?.folders[""] ?? []).filter { $0.hasSuffix(".py") }.map(\.droppingPython)
        if let nearest = NearestName.nearest(to: entry.module, among: modules) {
            return "did you mean `\(nearest).\(entry.function)`?"
        }
        let other = (subject.code?.folders[""] ?? []).first {
            [".js", ".mjs", ".php", ".jar"].contains(where: $0.hasSuffix)
        }
        if let other { return "`\(other)` is there: is `\(subject.runtime.id)` the right runtime?" }
        return modules.isEmpty
            ? nil : "at the root of the code: " + modules.prefix(8).map { "`\($0).py`" }.joined(separator: ", ")
    }
}
