import SourceScanners

/// A package in memory: file contents by path below `/code`.
struct JavaScriptTree {
    var files: [String: [UInt8]] = [:]

    init(_ files: [String: String]) {
        for (path, text) in files { self.files[path.hasPrefix("/") ? path : "/code/\(path)"] = Array(text.utf8) }
    }

    var sources: JavaScriptSourceTree {
        var folders: [String: Set<String>] = [:]
        for path in files.keys {
            var parts = path.split(separator: "/").map(String.init)
            while let name = parts.popLast() { folders["/" + parts.joined(separator: "/"), default: []].insert(name) }
        }
        let files = files
        let names = folders
        return JavaScriptSourceTree(read: { files[$0] }, list: { names[$0].map(Array.init) ?? [] })
    }

    func resolve(
        _ handler: String = "index.handler", _ contract: JavaScriptContract = .event, version: Int = 20
    ) -> JavaScriptEntryVerdict {
        let dot = handler.lastIndex(of: ".") ?? handler.startIndex
        return JavaScriptEntryResolver(tree: sources, version: JavaScriptVersion(version)).resolve(
            module: String(handler[..<dot]), name: String(handler[dot...].drop { $0 == "." }), contract: contract)
    }
}

extension SourceSite {
    var short: String { "\(path.hasPrefix("/code/") ? String(path.dropFirst(6)) : path):\(place.line)" }
}

extension JavaScriptEntryVerdict {
    /// The verdict in a few words, for tables of expectations.
    var short: String {
        switch self {
        case .ok(let definition): "ok \(definition.kind.short) \(definition.site.short)"
        case .broken(let problem): "broken \(problem.short)"
        case .unsure(let doubt): "unsure \(doubt.short)"
        }
    }
}

extension JavaScriptDefinition.Kind {
    var short: String {
        switch self {
        case .function: "function"
        case .callResult(let callee): "call(\(callee))"
        case .outside(let module): "outside(\(module))"
        case .unknown: "unknown"
        }
    }
}

extension JavaScriptEntryProblem {
    var short: String {
        switch self {
        case .moduleMissing(let missing): "moduleMissing(\(missing.module))"
        case .doesNotCompile(_, .problem(let problem)): "problem(\(problem.kind)) \(problem.place.line)"
        case .doesNotCompile(_, .feature(let use)): "feature(\(use.feature)) \(use.place.line)"
        case .moduleSyntaxInCommonJS(let site, _): "moduleSyntax \(site.short)"
        case .commonJSInModule(let site, _): "commonJS \(site.short)"
        case .modulesUnsupported: "modulesUnsupported"
        case .symbolMissing(let missing): "symbolMissing(\(missing.name) \(missing.path.dropFirst(6)))"
        case .requiredModuleMissing(_, let specifier, _): "requiredModuleMissing(\(specifier))"
        case .undefinedName(let name, _): "undefinedName(\(name))"
        case .notCallable(let site, let plain): "notCallable(\(plain.rawValue)) \(site.short)"
        case .generator(let site): "generator \(site.short)"
        case .wrongContract(let site, let parameters, let contract):
            "contract(\(parameters.joined(separator: ",")) \(contract.rawValue)) \(site.short)"
        case .callbackNeverUsed(let site, _): "callbackNeverUsed \(site.short)"
        }
    }
}

extension JavaScriptEntryDoubt {
    var short: String {
        switch self {
        case .unreadable: "unreadable"
        case .noBytes: "noBytes"
        case .dynamicExports(_, let kind): "dynamic(\(kind.rawValue))"
        case .computedExports: "computed"
        case .outsideModule(_, let specifier): "outside(\(specifier))"
        case .conditionalExport: "conditional"
        case .tooDeep: "tooDeep"
        }
    }
}
