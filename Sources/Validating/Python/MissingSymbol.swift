import BuildModel
import SourceScanners

/// Words for a name that its module does not define.
enum MissingSymbol {
    static func findings(_ rule: RuleDescription, _ subject: FunctionSubject, hooks: Bool) -> [Finding] {
        subject.entries.filter { $0.isHook == hooks }.compactMap { entry in
            guard case .broken(let problem) = entry.verdict else { return nil }
            switch problem {
            case .symbolMissing(let missing):
                return rule.finding(
                    "\(entry.words): " + words(missing, subject),
                    at: subject.location(of: entry.role, entry: subject.shown(missing.path)),
                    hint: hint(missing, entry, subject))
            case .undefinedName(let name, let site):
                return rule.finding(
                    "\(entry.words): `\(entry.function)` is set to `\(name)`, which nothing defines "
                        + subject.words(for: site),
                    at: subject.location(of: entry.role, entry: subject.shown(site.path)))
            default: return nil
            }
        }
    }

    private static func words(_ missing: PythonMissingSymbol, _ subject: FunctionSubject) -> String {
        let file = subject.shown(missing.path)
        var text = "`\(missing.name)` is not defined by `\(file)`"
        if let site = missing.importedAt { text += " (imported \(subject.words(for: site)))" }
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

    private static func hint(
        _ missing: PythonMissingSymbol, _ entry: PythonEntry, _ subject: FunctionSubject
    ) -> String? {
        guard missing.importedAt == nil else { return nil }
        if let site = missing.elsewhere.first {
            let file = subject.shown(site.path)
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

    private static func only(_ names: [String]) -> String? { names.count == 1 ? names.first : nil }
}

extension FunctionSubject {
    /// ``in line 3 of `index.py` ``.
    func words(for site: SourceSite) -> String { "in line \(site.place.line) of `\(shown(site.path))`" }
}
