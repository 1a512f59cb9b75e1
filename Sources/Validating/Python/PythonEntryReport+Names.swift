import BuildModel
import SourceScanners

/// Words for a name that its module does not define.
extension PythonEntryReport {
    func symbol(_ missing: PythonMissingSymbol, _ entry: PythonEntry) -> EntryProblem {
        EntryProblem(
            rule: entry.isHook ? HookMissing.description.id : EntrySymbolMissing.description.id,
            message: "\(entry.words): " + words(missing), property: entry.role, entry: question.shown(missing.path),
            line: missing.nested.first?.place.line ?? missing.deletedAt?.line, hint: hint(missing, entry))
    }

    private func words(_ missing: PythonMissingSymbol) -> String {
        var text = "`\(missing.name)` is not defined by `\(question.shown(missing.path))`"
        if let site = missing.importedAt { text += " (imported \(words(for: site)))" }
        if let place = missing.deletedAt { text += ": it is deleted in line \(place.line)" }
        if let nested = missing.nested.first {
            let holder =
                switch nested.holder {
                case .classBody(let name): "inside class `\(name)`"
                case .function(let name): "inside function `\(name)`"
                case .mainProgram: "under `if __name__ == \"__main__\"`"
                case .typeChecking: "under `if TYPE_CHECKING`"
                case .annotation: "as an annotation without a value"
                }
            return text + ": it stands \(holder) in line \(nested.place.line), which an import does not define"
        }
        if missing.callables.isEmpty { return text + "; found: nothing that can be called" }
        let found = missing.callables.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        return text + "; found: \(found)" + (missing.callables.count > 8 ? ", …" : "")
    }

    private func hint(_ missing: PythonMissingSymbol, _ entry: PythonEntry) -> String? {
        guard missing.importedAt == nil else { return nil }
        if let site = missing.elsewhere.first {
            let file = question.shown(site.path)
            return "`\(file)` defines `\(missing.name)`: use `\(file.droppingPython).\(missing.name)`"
        }
        if let nearest = NearestName.nearest(to: missing.name, among: missing.callables) {
            return "did you mean `\(entry.module).\(nearest)`?"
        }
        let usual = ["handler", "main_handler", "main", "lambda_handler", "handle"]
        if !entry.isHook, let name = missing.callables.first(where: usual.contains) ?? only(missing.callables) {
            return "did you mean `\(entry.module).\(name)`?"
        }
        return nil
    }

    private func only(_ names: [String]) -> String? { names.count == 1 ? names.first : nil }
}
