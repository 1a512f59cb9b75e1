import BuildModel
import FunctionCompute
import SourceScanners

/// Words for an entry point whose file is not found.
extension PythonEntryReport {
    func file(_ problem: PythonEntryProblem, _ entry: PythonEntry) -> EntryProblem? {
        switch problem {
        case .emptyModulePart: return missingFile("a part of the module's name is empty", entry)
        case .notAPackage(let path, let part):
            return missingFile("`\(part)` must be a package, but `\(question.shown(path))` is a file", entry)
        case .namespacePackage(let folders):
            let list = folders.map { "`\(question.shown($0))/`" }.joined(separator: ", ")
            return missingFile(
                "`\(entry.module)` is a folder without code (\(list))", entry,
                hint: "name a file in it, or add `__init__.py`")
        case .moduleMissing(let missing): return missingModule(missing, entry)
        default: return nil
        }
    }

    private func missingModule(_ missing: PythonMissingModule, _ entry: PythonEntry) -> EntryProblem {
        if mayBeInUnknownLayer {
            return EntryProblem(
                rule: EntryUnverified.description.id,
                message:
                    "\(entry.words) is not verified: `\(entry.module)` is not in the code, and the contents of a layer "
                    + "are not known", property: entry.role)
        }
        if let folder = missing.lookedFor.lazy.compactMap(question.wrappingFolder(holding:)).first {
            return question.wrapped(in: folder, entry.words, entry.role, use: folder + "/" + entry.text)
        }
        if let path = layerPath(of: missing) {
            return EntryProblem(
                rule: HandlerInLayer.description.id,
                message:
                    "\(entry.words): `\(path)` is in a layer; `\(question.runtime.id)` looks for it in `/code` only",
                property: entry.role,
                hint: "put a file into the code that imports `\(entry.function)` from the layer")
        }
        let looked = missing.lookedFor.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
        return missingFile(
            "no file for `\(missing.part)` (looked for \(looked))", entry, hint: hint(missing, entry))
    }

    private func missingFile(_ words: String, _ entry: PythonEntry, hint: String? = nil) -> EntryProblem {
        return EntryProblem(
            rule: EntryFileMissing.description.id, severity: question.missingSeverity,
            message: "\(entry.words): \(words)", property: entry.role, hint: hint ?? question.madeBeforeDeployment)
    }

    private func hint(_ missing: PythonMissingModule, _ entry: PythonEntry) -> String? {
        if let other = missing.otherCase {
            return "`\(question.shown(other))` differs only by case: names are case-sensitive in the cloud"
        }
        if let site = missing.elsewhere.first {
            let file = question.shown(site.path)
            return "`\(file)` defines `\(entry.function)`: use `\(file.droppingPython).\(entry.function)`"
        }
        let names = question.view.code?.folders[""] ?? []
        // A link that leads nowhere has the name that was looked for.
        let modules = names.filter { $0.hasSuffix(".py") }.map(\.droppingPython).filter { $0 != entry.module }
        if let nearest = NearestName.nearest(to: entry.module, among: modules) {
            return "did you mean `\(nearest).\(entry.function)`?"
        }
        if let other = names.first(where: { [".js", ".mjs", ".php", ".jar"].contains(where: $0.hasSuffix) }) {
            return "`\(other)` is there: is `\(question.runtime.id)` the right runtime?"
        }
        return modules.isEmpty
            ? nil : "at the root of the code: " + modules.prefix(8).map { "`\($0).py`" }.joined(separator: ", ")
    }

    /// From Python 3.12 on the handler's module may lie in a layer, and the contents of one are not known here.
    private var mayBeInUnknownLayer: Bool {
        question.hasUnknownLayers && (question.runtime.pythonVersion.map { $0 >= "3.12" } ?? false)
    }

    /// The path of the instance where a layer has the file.
    private func layerPath(of missing: PythonMissingModule) -> String? {
        let module = String(missing.module.map { $0 == "." ? "/" : $0 })
        let folders = PythonSearchPath(
            for: question.runtime, environment: question.description.environment
        ).folders
        for folder in folders where folder.hasPrefix("/opt") {
            for ending in [".py", "/__init__.py"] {
                let path = folder + "/" + module + ending
                if question.view.file(at: path) != nil { return path }
            }
        }
        return nil
    }
}

extension String {
    /// Without `.py`.
    var droppingPython: String { hasSuffix(".py") ? String(dropLast(3)) : self }
}
