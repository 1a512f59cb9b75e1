import BuildModel
import FunctionCompute
import SourceScanners

/// Words for imports that lead nowhere.
struct PythonImportWords {
    let question: EntryQuestion
    let folders: [String]
    let version: DottedVersion

    func message(_ issue: PythonImportIssue, _ place: String) -> String {
        let module = "`\(issue.module)`"
        let runtime = "`\(question.runtime.id)`"
        switch issue.kind {
        case .missing:
            let looked = folders.filter { question.view.isFolder($0) }.map { "`\($0)`" }.joined(separator: ", ")
            return "\(module) is imported \(place) and is nowhere: not in \(looked) nor among what \(runtime) brings"
        case .missingInside(let paths):
            let looked = paths.prefix(4).map { "`\(question.shown($0))`" }.joined(separator: ", ")
            return "\(module), imported \(place), is not there" + (looked.isEmpty ? "" : " (looked for \(looked))")
        case .notAPackage(let path):
            return "\(module), imported \(place), is not there: `\(question.shown(path))` is a file, not a package"
        case .nameMissing(let name, let path):
            return "`\(name)` is imported from \(module) \(place), and `\(question.shown(path))` does not define it"
        case .relativeOutsidePackage:
            return
                "\(module) is imported \(place): `\(question.shown(issue.site.path))` belongs to no package, and a relative "
                + "import needs one"
        case .relativeAboveTop:
            return "\(module), imported \(place), lies above the package that the file belongs to"
        case .otherVersion(let span, let name):
            let what = name.map { "`\($0)` of \(module)" } ?? module
            let when =
                if let removed = span.removed, version >= removed {
                    "Python \(removed) has it no more"
                } else {
                    "Python has it from \(span.introduced?.description ?? "a later version") on"
                }
            return "\(what) is imported \(place): \(when), and \(runtime) has Python \(version.major).\(version.minor)"
        case .otherSystem: return "\(module) is imported \(place): only Python for Windows or macOS has it"
        case .likelyPreinstalled: return "\(module) is imported \(place) and is not in the package"
        }
    }

    func hint(_ issue: PythonImportIssue) -> String? {
        switch issue.kind {
        case .missing: return missingHint(issue)
        case .missingInside(let paths): return nearest(paths)
        case .nameMissing(let name, let path): return nearestName(name, path)
        case .relativeOutsidePackage:
            let rest = issue.module.drop { $0 == "." }
            return rest.isEmpty ? "write `import …` without dots" : "write `from \(rest) import …`"
        case .otherVersion(let span, let name):
            if let removed = span.removed, version >= removed { return Self.successor(issue.module, name) }
            return span.introduced.map { "use a runtime with Python \($0), or a backport" }
        case .notAPackage, .relativeAboveTop, .otherSystem, .likelyPreinstalled: return nil
        }
    }

    /// Whether nothing at all was installed into code and layers: the code may not be built yet.
    var isUnbuilt: Bool {
        let packages = question.view.layers + (question.view.code.map { [$0] } ?? [])
        return packages.allSatisfy { package in
            !package.folders.keys.contains { $0.hasSuffix(".dist-info") || $0.hasSuffix(".egg-info") }
        }
    }

    // MARK: Hints

    private func missingHint(_ issue: PythonImportIssue) -> String {
        let distribution = PythonDistributionNames.distribution(of: issue.module) ?? issue.root
        if let folder = folder(of: issue) { return folder }
        if isDeclared(issue) {
            return "`requirements.txt` names it, and it was not packed: build with dependencies (`fclayer build`)"
        }
        return "add `\(distribution)` to `requirements.txt` and build, or use a layer that has it"
    }

    private func isDeclared(_ issue: PythonImportIssue) -> Bool {
        guard let bytes = question.view.bytes(at: "/code/requirements.txt", limit: 1 << 20) else { return false }
        let declared = PythonRequirements.names(in: bytes)
        let distribution = PythonDistributionNames.distribution(of: issue.module) ?? issue.root
        return declared.contains(PythonDistributionNames.normal(distribution))
            || declared.contains(PythonDistributionNames.normal(issue.root))
    }

    /// Another place in code or layers that has the module.
    private func folder(of issue: PythonImportIssue) -> String? {
        let wanted = [issue.root + "/__init__.py", issue.root + ".py"]
        let importer = SourceSitePath.folder(of: issue.site.path)
        for path in wanted where question.view.file(at: importer + "/" + path) != nil {
            let folder = question.shown(importer)
            let package = String(folder.map { $0 == "/" ? "." : $0 })
            return
                "`\(folder)/\(path)` is there, but Python does not look in `\(folder)`: write `from \(package) import …`"
        }
        for layer in question.view.layers where wanted.contains(where: { layer.files[$0] != nil }) {
            return "layer `\(layer.name)` has it at its root: put it into a folder `python`"
        }
        guard let code = question.view.code else { return nil }
        let places = (code.folders[""] ?? []).filter { code.folders[$0] != nil }.flatMap { name in
            [name, "\(name)/lib/python\(version.major).\(version.minor)/site-packages"]
        }
        for place in places {
            if wanted.contains(where: { code.files[place + "/" + $0] != nil }) {
                return "`\(place)/` of the code has it: set `PYTHONPATH` to `/code/\(place)`, or move it to the root"
            }
        }
        return nil
    }

    private func nearest(_ paths: [String]) -> String? {
        guard let path = paths.last(where: { $0.hasSuffix(".py") && !$0.hasSuffix("/__init__.py") }) ?? paths.last
        else {
            return nil
        }
        let folder = SourceSitePath.folder(of: path)
        let wanted = path.dropFirst(folder.count + 1).description.droppingPython
        let names = question.view.names(in: folder).filter { name in
            name.hasSuffix(".py") || question.view.isFolder(folder + "/" + name)
        }.map(\.droppingPython).filter { $0 != "__init__" && $0 != "__pycache__" }
        if let same = names.first(where: { $0 != wanted && $0.lowercased() == wanted.lowercased() }) {
            return "`\(same)` differs only by case: names are case-sensitive in the cloud"
        }
        return NearestName.nearest(to: wanted, among: names).map { "did you mean `\($0)`?" }
    }

    private func nearestName(_ name: String, _ path: String) -> String? {
        guard let bytes = question.view.bytes(at: path) else { return nil }
        return NearestName.nearest(to: name, among: PythonModule(bytes: bytes).definedNames).map {
            "did you mean `\($0)`?"
        }
    }

    /// What took the place of parts of the standard library that are gone.
    private static func successor(_ module: String, _ name: String?) -> String? {
        if module == "collections" { return "import it from `collections.abc`" }
        let successors = [
            "imp": "use `importlib`", "asyncore": "use `asyncio`", "asynchat": "use `asyncio`",
            "smtpd": "use `aiosmtpd` of the index", "distutils": "use `setuptools`", "cgi.escape": "use `html.escape`",
            "time.clock": "use `time.perf_counter`", "fractions.gcd": "use `math.gcd`",
            "inspect.getargspec": "use `inspect.getfullargspec`",
            "base64.encodestring": "use `base64.encodebytes`", "base64.decodestring": "use `base64.decodebytes`",
            "platform.linux_distribution": "use `distro` of the index", "asyncio.coroutine": "write `async def`",
            "configparser.SafeConfigParser": "use `configparser.ConfigParser`",
            "ssl.wrap_socket": "use `ssl.SSLContext.wrap_socket`",
        ]
        return successors[name.map { module + "." + $0 } ?? module]
    }
}

/// Paths of an instance.
enum SourceSitePath {
    /// What stands before the last slash.
    static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

    /// What stands behind the last slash.
    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
