import SourceScanners

/// A package in memory: file contents by path below `/code`, or absolute.
struct PHPTree {
    var files: [String: [UInt8]] = [:]

    init(_ files: [String: String]) {
        for (path, text) in files { self.files[path.hasPrefix("/") ? path : "/code/\(path)"] = Array(text.utf8) }
    }

    func resolve(
        _ handler: String = "index.handler", call: PHPCall = .event, version: PHPVersion = .runtime
    ) -> PHPEntryVerdict {
        var folders: [String: Set<String>] = [:]
        for path in files.keys {
            var parts = path.split(separator: "/").map(String.init)
            while let name = parts.popLast() { folders["/" + parts.joined(separator: "/"), default: []].insert(name) }
        }
        let files = files
        let names = folders
        let tree = PHPSourceTree(version: version, read: { files[$0] }, list: { names[$0].map(Array.init) ?? [] })
        return PHPEntryResolver(tree: tree).resolve(handler, call: call)
    }
}

extension PHPEntryVerdict {
    /// The verdict in a few words, for tables of expectations.
    var short: String {
        switch self {
        case .ok(let definition): "ok \(definition.site.short)"
        case .broken(let problem): "broken \(problem.short)"
        case .unsure(let doubt): "unsure \(doubt.short)"
        }
    }
}

extension PHPEntryProblem {
    var short: String {
        switch self {
        case .malformed: "malformed"
        case .fileMissing(let missing): "fileMissing(\(missing.lookedFor))"
        case .doesNotCompile(let path, .problem(let problem)):
            "problem(\(problem.kind)) \(path.dropFirst(6)):\(problem.place.line)"
        case .doesNotCompile(let path, .feature(let use)):
            "feature(\(use.feature)) \(path.dropFirst(6)):\(use.place.line)"
        case .requiredFileMissing(let site, let isComposer, let paths):
            "required\(isComposer ? "Composer" : "")(\(paths.joined(separator: " "))) \(site.short)"
        case .functionMissing(let missing):
            "functionMissing(\(missing.functions.joined(separator: ",")))"
        case .wrongArity(let site, let parameters, let given): "arity(\(parameters.required) \(given)) \(site.short)"
        }
    }
}

extension PHPEntryDoubt {
    var short: String {
        switch self {
        case .tooLarge: "tooLarge"
        case .noBytes: "noBytes"
        case .dynamicInclude(let site): "dynamicInclude \(site.short)"
        case .evaluation(let site): "eval \(site.short)"
        case .definedByFunction(_, let holder): "definedByFunction(\(holder))"
        case .includedByFunction(let site): "includedByFunction \(site.short)"
        case .tooMany: "tooMany"
        }
    }
}
