import SourceScanners

/// A package in memory: file contents by path below `/code`, layers below `/opt/python`.
struct PythonTree {
    var files: [String: [UInt8]] = [:]

    init(_ files: [String: String]) {
        for (path, text) in files { self.files[path.hasPrefix("/") ? path : "/code/\(path)"] = Array(text.utf8) }
    }

    init(bytes: [String: [UInt8]]) {
        for (path, bytes) in bytes { files["/code/\(path)"] = bytes }
    }

    var sources: PythonSourceTree {
        var folders: [String: Set<String>] = [:]
        for path in files.keys {
            var parts = path.split(separator: "/").map(String.init)
            while let name = parts.popLast() { folders["/" + parts.joined(separator: "/"), default: []].insert(name) }
        }
        let files = files
        let names = folders
        return PythonSourceTree(
            searchPath: ["/code", "/opt/python"], read: { files[$0] }, list: { names[$0].map(Array.init) ?? [] })
    }

    func resolve(
        _ handler: String = "index.handler", arguments: Int = 2, version: PythonVersion = PythonVersion(3, 10),
        loader: PythonLoader = .packagesInCode, acceptsGenerator: Bool = false
    ) -> PythonEntryVerdict {
        let dot = handler.lastIndex(of: ".") ?? handler.startIndex
        return PythonEntryResolver(tree: sources, version: version, loader: loader).resolve(
            module: String(handler[..<dot]), name: String(handler[dot...].drop { $0 == "." }),
            call: PythonCall(arguments: arguments, acceptsGenerator: acceptsGenerator))
    }
}

extension PythonEntryVerdict {
    /// The verdict in a few words, for tables of expectations.
    var short: String {
        switch self {
        case .ok(let definition):
            "ok \(definition.kind.short) \(definition.site.path.dropFirst(6)):\(definition.site.place.line)"
        case .broken(let problem): "broken \(problem.short)"
        case .unsure(let doubt): "unsure \(doubt.short)"
        }
    }
}

extension PythonDefinition.Kind {
    var short: String {
        switch self {
        case .function: "function"
        case .decorated(let names): "decorated(\(names.joined(separator: ",")))"
        case .lambda: "lambda"
        case .classObject(let name): "class(\(name))"
        case .instance(let name): "instance(\(name))"
        case .method(let name): "method(\(name))"
        case .callResult(let callee, let framework):
            "call(\(callee)\(framework.map { " \($0.interface.rawValue)" } ?? ""))"
        case .outside(let module, let name): "outside(\(module).\(name))"
        case .builtin(let name): "builtin(\(name))"
        case .unknown: "unknown"
        }
    }
}

extension PythonEntryProblem {
    var short: String {
        switch self {
        case .emptyModulePart: "emptyModulePart"
        case .moduleMissing(let missing): "moduleMissing(\(missing.part))"
        case .initMissing(let folder, _): "initMissing(\(folder))"
        case .notAPackage(let path, let part): "notAPackage(\(path) \(part))"
        case .namespacePackage: "namespacePackage"
        case .doesNotCompile(let path, .problem(let problem)):
            "problem(\(problem.kind)) \(path.dropFirst(6)):\(problem.place.line)"
        case .doesNotCompile(let path, .feature(let use)):
            "feature(\(use.feature)) \(path.dropFirst(6)):\(use.place.line)"
        case .symbolMissing(let missing): "symbolMissing(\(missing.name) \(missing.path.dropFirst(6)))"
        case .importedModuleMissing(_, let module, _): "importedModuleMissing(\(module))"
        case .undefinedName(let name, _): "undefinedName(\(name))"
        case .wrongArity(let site, let parameters, let given):
            "arity(\(parameters.required)-\(parameters.maximum.map(String.init) ?? "*") \(given)"
                + (parameters.requiredKeywords.isEmpty ? "" : " \(parameters.requiredKeywords.joined(separator: ","))")
                + ") \(site.path.dropFirst(6)):\(site.place.line)"
        case .asynchronous(let site): "async \(site.path.dropFirst(6)):\(site.place.line)"
        case .generator(let site): "generator \(site.path.dropFirst(6)):\(site.place.line)"
        case .notCallable(let site, let plain, let name):
            "notCallable(\(plain.rawValue)\(name.map { " \($0)" } ?? "")) \(site.path.dropFirst(6)):\(site.place.line)"
        }
    }
}

extension PythonEntryDoubt {
    var short: String {
        switch self {
        case .compiledModule: "compiledModule"
        case .unreadable: "unreadable"
        case .noBytes: "noBytes"
        case .dynamicNames(_, let kind): "dynamic(\(kind.rawValue))"
        case .starImport(_, let module): "star(\(module))"
        case .unknownExports: "unknownExports"
        case .boundByFunction: "boundByFunction"
        case .outsideModule(_, let module): "outsideModule(\(module))"
        case .circular: "circular"
        case .tooDeep: "tooDeep"
        }
    }
}
