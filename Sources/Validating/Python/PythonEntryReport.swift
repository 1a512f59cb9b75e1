import BuildModel
import FunctionCompute
import SourceScanners

/// Says what is wrong with a handler or hook under the rule that it breaks.
struct PythonEntryReport {
    let question: EntryQuestion

    /// What is wrong or not known; `nil` where the entry point works, or where `syntax-error` and `syntax-too-new` say it.
    func problem(of entry: PythonEntry) -> EntryProblem? {
        switch entry.verdict {
        case .ok(let definition): kind(definition, entry)
        case .broken(let problem): broken(problem, entry)
        case .unsure(let doubt):
            EntryProblem(
                rule: EntryUnverified.description.id,
                message: "\(entry.words) is not verified: \(words(doubt))", property: entry.role)
        }
    }

    private func broken(_ problem: PythonEntryProblem, _ entry: PythonEntry) -> EntryProblem? {
        switch problem {
        case .emptyModulePart, .notAPackage, .namespacePackage, .moduleMissing: return file(problem, entry)
        case .initMissing(let folder, let expected):
            return EntryProblem(
                rule: PackageInitMissing.description.id,
                message: "\(entry.words): folder `\(question.shown(folder))` has no `__init__.py`, and "
                    + "`\(question.runtime.id)` needs one", property: entry.role, entry: question.shown(expected),
                hint: "add an empty `\(question.shown(expected))`")
        case .doesNotCompile: return nil
        case .symbolMissing(let missing): return symbol(missing, entry)
        case .undefinedName(let name, let site):
            return said(
                entry.isHook ? HookMissing.description : EntrySymbolMissing.description,
                "\(entry.words): `\(entry.function)` is set to `\(name)`, which nothing defines \(words(for: site))",
                entry, site)
        case .importedModuleMissing(let site, let module, let lookedFor):
            let looked = lookedFor.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
            return said(
                DependencyMissing.description,
                "\(entry.words) is imported from `\(module)` \(words(for: site)), which is not there "
                    + "(looked for \(looked))", entry, site)
        case .wrongArity(let site, let parameters, let given): return arity(parameters, given, entry, site)
        case .asynchronous(let site):
            return said(
                HandlerAsync.description,
                "\(entry.words) is `async def` \(words(for: site)): the platform never awaits it", entry, site,
                hint: "make it a plain `def` that calls `asyncio.run(…)`")
        case .generator(let site):
            return said(
                HandlerGenerator.description,
                "\(entry.words) is a generator (`yield`) \(words(for: site)): "
                    + (entry.isHook ? "calling it runs nothing" : "its result cannot be sent"), entry, site,
                hint: entry.isHook ? "remove `yield`" : "return a value, for example a list")
        case .notCallable(let site, let value, let className):
            let what =
                switch value {
                case .instance: "an instance of `\(className ?? "a class")` without `__call__`"
                case .none: "`None`"
                case .ellipsis: "`...`"
                default: "a \(value.rawValue)"
                }
            return said(
                HandlerNotCallable.description,
                "\(entry.words) is \(what) \(words(for: site)), which cannot be called", entry, site)
        }
    }

    /// A problem at a place in a source file.
    func said(
        _ rule: RuleDescription, _ message: String, _ entry: PythonEntry, _ site: SourceSite, hint: String? = nil
    ) -> EntryProblem {
        EntryProblem(
            rule: rule.id, message: message, property: entry.role, entry: question.shown(site.path),
            line: site.place.line, hint: hint)
    }

    /// ``in line 3 of `index.py` ``.
    func words(for site: SourceSite) -> String { question.words(for: site) }

    private func words(_ doubt: PythonEntryDoubt) -> String {
        switch doubt {
        case .compiledModule(let path): "`\(question.shown(path))` is compiled"
        case .unreadable(let path, .tooLarge(let size)): "`\(question.shown(path))` has \(size) bytes"
        case .unreadable(let path, .unknownEncoding(let name)):
            "`\(question.shown(path))` is in the encoding `\(name)`"
        case .noBytes(let path): "`\(question.shown(path))` is damaged or larger than 16 MB"
        case .dynamicNames(let site, let kind):
            "names are made at run time (\(kind.rawValue)) \(words(for: site))"
        case .starImport(let site, let module):
            "`from \(module) import *` \(words(for: site)) may define it, and `\(module)` is not in the package"
        case .unknownExports(let site, let module):
            "`__all__` of `\(module)`, imported \(words(for: site)), is made at run time"
        case .boundByFunction(let site): "a function sets it with `global` \(words(for: site))"
        case .outsideModule(let site, let module):
            "it is the module `\(module)` \(words(for: site)), which is not in the package"
        case .circular(let site): "its definition goes in a circle \(words(for: site))"
        case .tooDeep(let site): "its definition goes through too many files \(words(for: site))"
        }
    }
}

extension EntryQuestion {
    /// ``in line 3 of `index.py` ``.
    func words(for site: SourceSite) -> String { "in line \(site.place.line) of `\(shown(site.path))`" }
}
