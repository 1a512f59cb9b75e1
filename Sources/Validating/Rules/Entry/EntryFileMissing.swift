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

/// The zip holds a folder that holds everything.
struct WrappingFolder: FunctionRule {
    static let description = RuleDescription(
        "wrapping-folder", .error, "everything in the package lies in one folder too many",
        """
        The zip is unpacked into `/code` as it is. Zipping the folder instead of its contents puts the handler's file one
        level too deep.

        Wrong: `zip -r code.zip myproject`

        Right: `cd myproject && zip -r ../code.zip .`

        Source: D/073, D/075
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.moduleMissing(let missing)) = entry.verdict,
                let folder = Self.place(of: missing, subject)
            else { return nil }
            return Self.description.finding(
                "\(entry.words): its file lies in `\(folder)/`, with everything else in the package",
                at: subject.location(of: entry.role, entry: folder),
                hint: "zip the contents of `\(folder)`, not the folder (or use `\(folder)/\(entry.text)`)")
        }
    }

    /// The folder that holds everything, if the file that was looked for is in it.
    static func place(of missing: PythonMissingModule, _ subject: FunctionSubject) -> String? {
        guard let code = subject.code, let names = code.folders[""] else { return nil }
        let visible = names.filter { $0 != "__MACOSX" && !$0.hasPrefix(".") }
        guard visible.count == 1, let folder = visible.first, code.folders[folder] != nil else { return nil }
        let isThere = missing.lookedFor.contains { path in
            path.hasPrefix("/code/") && code.files[folder + "/" + path.dropFirst("/code/".count)] != nil
        }
        return isThere ? folder : nil
    }
}

/// The handler's file is in a layer.
struct HandlerInLayer: FunctionRule {
    static let description = RuleDescription(
        "handler-in-layer", .error, "the handler's file lies in a layer, where the runtime does not look for it",
        """
        Up to Python 3.10 the runtime looks for the handler's module in `/code` only. Other modules may come from layers.
        (`python3.12` imports the handler like any module.)

        Wrong: `index.py` in `layers/shared` with `handler: index.handler`

        Right: an `index.py` in the code that says `from shared_index import handler`

        Source: the runtimes' own loaders (validate.md 3)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.moduleMissing(let missing)) = entry.verdict,
                let path = Self.place(of: missing, subject), WrappingFolder.place(of: missing, subject) == nil
            else { return nil }
            return Self.description.finding(
                "\(entry.words): `\(path)` is in a layer; `\(subject.runtime.id)` looks for it in `/code` only",
                at: subject.location(of: entry.role),
                hint: "put a file into the code that imports `\(entry.function)` from the layer")
        }
    }

    /// The path of the instance where a layer has the file.
    static func place(of missing: PythonMissingModule, _ subject: FunctionSubject) -> String? {
        let module = String(missing.module.map { $0 == "." ? "/" : $0 })
        for folder in PythonSearchPath.folders(for: subject.runtime, environment: subject.description.environment)
        where folder.hasPrefix("/opt") {
            for ending in [".py", "/__init__.py"] {
                let path = folder + "/" + module + ending
                if subject.view.file(at: path) != nil { return path }
            }
        }
        return nil
    }
}

/// A package without `__init__.py`.
struct PackageInitMissing: FunctionRule {
    static let description = RuleDescription(
        "package-init-missing", .error, "a folder in a dotted handler has no `__init__.py`",
        """
        Up to Python 3.10 the runtime finds the folders of a dotted handler as packages, which need `__init__.py`. With a
        slash the part before it is a plain folder. `python3.12` takes folders without it.

        Wrong: `handler: app.main.handler` with `app/main.py` alone

        Right: an empty `app/__init__.py`, or `handler: app/main.handler`

        Source: the runtimes' own loaders (validate.md 3)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.entries.compactMap { entry in
            guard case .broken(.initMissing(let folder, let expected)) = entry.verdict else { return nil }
            return Self.description.finding(
                "\(entry.words): folder `\(subject.shown(folder))` has no `__init__.py`, and `\(subject.runtime.id)` needs one",
                at: subject.location(of: entry.role, entry: subject.shown(expected)),
                hint: "add an empty `\(subject.shown(expected))`")
        }
    }
}

extension FunctionSubject {
    /// From Python 3.12 on the handler's module may lie in a layer, and the contents of one are not known here.
    func mayBeInUnknownLayer(_ entry: PythonEntry) -> Bool {
        guard case .broken(.moduleMissing) = entry.verdict, hasUnknownLayers else { return false }
        return runtime.pythonVersion.map { $0 >= "3.12" } ?? false
    }

    /// What is missing may be made by actions before deployment.
    var missingSeverity: Finding.Severity? { description.hasPreDeployActions ? .warning : nil }
    /// Words for that.
    var madeBeforeDeployment: String? {
        description.hasPreDeployActions
            ? "if a pre-deploy action makes it, run the action before `fclayer build`: the built zip is what is deployed"
            : nil
    }
}

extension String {
    /// Without `.py`.
    var droppingPython: String { hasSuffix(".py") ? String(dropLast(3)) : self }
}
