import BuildModel
import FunctionCompute
import SourceScanners

/// What the files of a function ask for.
extension NodeReader {
    /// What loading the files would fail at, and what could not be told.
    func imports(of starts: [String], _ property: String) -> [EntryProblem] {
        guard !starts.isEmpty else { return [] }
        let closure = NodeClosure(starts, tree: tree, finder: finder, resolver: resolver)
        var found = starts.prefix(1).compactMap { packageProblem($0, property) }
        found += closure.problems.compactMap { path, problem in
            switch problem {
            case .doesNotCompile(let path, let obstacle): self.obstacle(obstacle, in: path, property)
            case .moduleSyntaxInCommonJS(let site, let package): moduleSyntax(site, package: package, property)
            case .commonJSInModule(let site, let package): commonJS(site, package: package, property)
            default: nil
            }
        }
        let doubt = closure.requests.isEmpty ? nil : self.doubt(closure)
        var seen: Set<String> = []
        var guarded: [String] = []
        for request in closure.requests {
            let name = subject(request)
            guard request.isCertain else {
                if !guarded.contains(name) { guarded.append(name) }
                continue
            }
            guard seen.insert(name).inserted, seen.count <= 50 else { continue }
            if let problem = problem(request, doubt, property) { found.append(problem) }
        }
        guarded.removeAll(where: seen.contains)
        if let note = note(guarded, property) { found.append(note) }
        return found.uniqued()
    }

    /// What a request is about: a package is told once, however many files ask for it.
    private func subject(_ request: NodeClosure.Request) -> String {
        if case .dependencyMissing(_, let missing, _, _) = request.outcome, let name = missing.packageName {
            return name
        }
        if case .missing(let missing) = request.outcome {
            if let name = missing.packageName { return name }
            if JavaScriptModuleFinder.isPath(request.statement.specifier), let path = missing.lookedFor.first {
                return shown(path)
            }
        }
        return request.statement.specifier
    }

    /// Why packages may be found elsewhere, in a few words; `nil` where they may not.
    private func doubt(_ closure: NodeClosure) -> String? {
        if let options = question.description.environment["NODE_OPTIONS"], NodeModules.changesLoading(options) {
            return "`NODE_OPTIONS` changes how modules are found"
        }
        for name in [".pnp.cjs", ".pnp.js", ".pnp.loader.mjs"] where question.view.code?.files[name] != nil {
            return "`\(name)` changes how modules are found"
        }
        for path in closure.files {
            guard let bytes = tree.bytes(at: path) else { continue }
            if let word = NodeModules.changesOfPaths.first(where: { bytes.contains($0.utf8) }) {
                return "`\(shown(path))` speaks of `\(word)`"
            }
        }
        return nil
    }

    private func problem(
        _ request: NodeClosure.Request, _ doubt: String?, _ property: String
    ) -> EntryProblem? {
        let place = request.statement.place
        let verb = request.statement.kind == .import ? "imports" : "requires"
        let start = "`\(shown(request.path))` line \(place.line) \(verb) `\(request.statement.specifier)`"
        func make(
            _ rule: String, _ text: String, severity: Finding.Severity? = nil, hint: String? = nil,
            in file: String? = nil, line: Int? = nil
        ) -> EntryProblem {
            EntryProblem(
                rule: rule, severity: severity, message: text, property: property,
                entry: shown(file ?? request.path), line: file == nil ? place.line : line, hint: hint)
        }
        switch request.outcome {
        case .invalidJSON(let file, let place):
            return make(
                "syntax-error",
                "`\(shown(file))` line \(place.line), column \(place.column): no JSON, and \(start) it",
                in: file, line: place.line)
        case .plainJSON(let file):
            return make(
                "esm-mismatch", start + ", and ES modules import JSON only with attributes",
                hint: version.major >= 20
                    ? "write `with { type: \"json\" }` behind it, or read `\(shown(file))` with `createRequire(import.meta.url)`"
                    : "read `\(shown(file))` with `createRequire(import.meta.url)`")
        case .requiredModule(let file):
            let name = NodeClosure.packageName(of: file)
            return make(
                "esm-mismatch",
                start + ", an ES module (`\(shown(file))`)"
                    + (mayLoadEither ? ": Node.js before 20.19 refuses it" : ": `require` loads CommonJS only"),
                severity: mayLoadEither ? (major == 20 ? .warning : .note) : nil,
                hint: "write `await import(…)` inside the function"
                    + (name.map { ", or install an older `\($0)` that is CommonJS" } ?? ""))
        case .found: return nil
        case .dependencyMissing(let package, let missing, let file, let statement):
            return make(
                "dependency-missing",
                start + ": `\(package)` is there, and `\(statement.specifier)`, which `\(shown(file))` line "
                    + "\(statement.place.line) asks for, is nowhere (looked in \(list(missing.lookedFor)))",
                severity: reasonToDoubt(missing, doubt) == nil ? .warning : .note,
                hint: "install the packages again: `npm install --omit=dev`")
        case .preinstalled(let name):
            if let major = major, NodeModules.isListKnown(major) { return nil }
            return make(
                "dependency-missing",
                start
                    + ", which is not in the package: whether the image of `\(question.runtime.id)` has `\(name)` is not "
                    + "known", severity: .note, hint: "pack it, to be sure")
        case .missing(let missing):
            let (text, hint) = words(missing, request.statement)
            var severity = missingSeverity
            var tail = ""
            if let doubt = reasonToDoubt(missing, doubt) {
                severity = .note
                tail = "; not verified: \(doubt)"
            } else if case .package = missing.reason, !hasInstalledPackages {
                severity = .warning
            }
            if case .onlyOnNodePath = missing.reason {
                return make("esm-mismatch", start + text, severity: severity, hint: hint)
            }
            return make(
                "dependency-missing", start + text + tail, severity: severity, hint: hint ?? madeBeforeDeployment)
        }
    }

    /// Whether packages were installed into the code or a layer. Where none are, the code may be a source folder before its
    /// build, or rely on what the image has: a package that is missing there is told as a warning.
    private var hasInstalledPackages: Bool {
        [question.view.code].compactMap(\.self).contains { $0.folders["node_modules"] != nil }
            || question.view.layers.contains { $0.folders["nodejs/node_modules"] != nil }
    }

    /// Why something that was not found may be there all the same.
    private func reasonToDoubt(_ missing: JavaScriptMissingImport, _ doubt: String?) -> String? {
        let mayBeInLayer =
            missing.lookedFor.contains { $0.hasPrefix("/opt/") } && question.hasUnknownLayers
            ? "the contents of a layer are not known" : nil
        switch missing.reason {
        case .file: return mayBeInLayer ?? (doubt?.contains("NODE_OPTIONS") ?? false ? doubt : nil)
        case .ending, .folder: return doubt?.contains("NODE_OPTIONS") ?? false ? doubt : nil
        case .package(let name):
            if ownPackage?.optionalDependencies.contains(name) ?? false { return "`package.json` says it is optional" }
            return doubt ?? mayBeInLayer
        case .packageFile, .notExported, .notImported, .onlyOnNodePath: return doubt ?? mayBeInLayer
        case .builtInTooNew, .prefixTooNew, .noBuiltIn: return nil
        }
    }

    /// What is asked for under guards only, told once.
    private func note(_ names: [String], _ property: String) -> EntryProblem? {
        guard !names.isEmpty else { return nil }
        let more = names.count > 8 ? " and \(names.count - 8) more" : ""
        return EntryProblem(
            rule: "dependency-missing", severity: .note,
            message:
                "asked for only inside functions or under conditions, and not in the package: \(list(Array(names.prefix(8))))"
                + more, property: property)
    }

    /// `package.json` that is no JSON: Node.js refuses all files below it, from 12 on.
    private func packageProblem(_ path: String, _ property: String) -> EntryProblem? {
        guard major ?? 99 >= 12 else { return nil }
        var folder = path
        while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
            folder = String(folder[..<slash])
            guard let reading = tree.packageReading(in: folder) else { continue }
            guard case .invalid(let place) = reading else { return nil }
            let file = shown(folder + "/package.json")
            return EntryProblem(
                rule: "syntax-error",
                message:
                    "`\(file)` line \(place.line), column \(place.column): no JSON, and Node.js loads nothing beside it",
                property: property, entry: file, line: place.line)
        }
        return nil
    }
}
