extension PythonEntryResolver {
    /// Finds the file of the entry point's module, every package on the way readable.
    func locate(_ module: String, name: String) -> Result<String, PythonEarlyVerdict> {
        do {
            switch loader {
            case .packagesInCode: return .success(try locateInCode(module, name: name))
            case .importlib: return .success(try locateOnPath(module, name: name))
            }
        } catch {
            return .failure(error)
        }
    }

    /// The loader of the runtimes up to Python 3.10: `imp.find_module` for one part after the other.
    private func locateInCode(_ module: String, name: String) throws(PythonEarlyVerdict) -> String {
        var folder = codeFolder
        var dotted = module[...]
        if let slash = module.lastIndex(of: "/") {
            for part in module[..<slash].split(separator: "/") where part != "." {
                folder = part == ".." ? SourcePath.folder(of: folder) : "\(folder)/\(part)"
            }
            dotted = module[module.index(after: slash)...]
        }
        let parts = dotted.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }) else { throw PythonEarlyVerdict(.emptyModulePart(module: module)) }
        var found = ""
        for (index, part) in parts.enumerated() {
            let isLast = index + 1 == parts.count
            let names = tree.names(in: folder)
            let path = "\(folder)/\(part)"
            if names.contains(part), tree.names(in: path).contains("__init__.py") {
                found = path + "/__init__.py"
                folder = path
                if !isLast { try check(found) }
                continue
            }
            if let compiled = tree.extensionModule(part, in: folder) {
                throw PythonEarlyVerdict(.compiledModule(path: "\(folder)/\(compiled)"))
            }
            if names.contains(part + ".py") {
                guard isLast else { throw PythonEarlyVerdict(.notAPackage(path: path + ".py", part: parts[index + 1])) }
                return path + ".py"
            }
            if names.contains(part + ".pyc") { throw PythonEarlyVerdict(.compiledModule(path: path + ".pyc")) }
            if names.contains(part), tree.isFolder(path) {
                throw PythonEarlyVerdict(.initMissing(folder: path, expected: path + "/__init__.py"))
            }
            throw missing(module, part: part, lookedFor: [path + "/__init__.py", path + ".py"], name: name)
        }
        return found
    }

    /// `importlib.import_module` with `/` read as `.`.
    private func locateOnPath(_ module: String, name: String) throws(PythonEarlyVerdict) -> String {
        let dotted = String(module.map { $0 == "/" ? "." : $0 })
        let parts = dotted.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }) else { throw PythonEarlyVerdict(.emptyModulePart(module: module)) }
        for index in parts.indices {
            switch tree.find(Array(parts[...index]), in: tree.searchPath) {
            case .source(let path):
                if index + 1 == parts.count { return path }
                guard path.hasSuffix("/__init__.py") else {
                    throw PythonEarlyVerdict(.notAPackage(path: path, part: parts[index + 1]))
                }
                try check(path)
            case .compiled(let path): throw PythonEarlyVerdict(.compiledModule(path: path))
            case .namespace(let folders):
                if index + 1 == parts.count { throw PythonEarlyVerdict(.namespacePackage(folders: folders)) }
            case .missing(let paths):
                throw missing(module, part: parts[index], lookedFor: paths, name: name)
            }
        }
        throw PythonEarlyVerdict(.emptyModulePart(module: module))
    }

    /// Packages on the way to the module are executed first: they must compile.
    private func check(_ path: String) throws(PythonEarlyVerdict) {
        guard let module = tree.module(at: path) else { return }
        if let obstacle = module.obstacle(for: version) {
            throw PythonEarlyVerdict(.doesNotCompile(path: path, obstacle))
        }
    }

    private func missing(_ module: String, part: String, lookedFor: [String], name: String) -> PythonEarlyVerdict {
        var otherCase: String?
        for path in lookedFor where otherCase == nil {
            let isPackage = path.hasSuffix("/__init__.py")
            let wanted = isPackage ? SourcePath.folder(of: path) : path
            let folder = SourcePath.folder(of: wanted)
            let lower = SourcePath.name(of: wanted).lowercased()
            otherCase = tree.names(in: folder).sorted().first { $0.lowercased() == lower }.map { "\(folder)/\($0)" }
        }
        return PythonEarlyVerdict(
            .moduleMissing(
                PythonMissingModule(
                    module: module, part: part, lookedFor: lookedFor, otherCase: otherCase,
                    elsewhere: definitions(of: name, except: nil))))
    }

    /// Other files of the code folder that define a name as something callable. Looks at no more than 200 files, four
    /// folders deep, and at none of the folders that hold other people's packages.
    func definitions(of name: String, except path: String?) -> [SourceSite] {
        var sites: [SourceSite] = []
        var queue = [(codeFolder, 0)]
        var filesLeft = 200
        while !queue.isEmpty, filesLeft > 0 {
            let (folder, depth) = queue.removeFirst()
            for entry in tree.names(in: folder).sorted() {
                let file = "\(folder)/\(entry)"
                if entry.hasSuffix(".py") {
                    guard filesLeft > 0 else { break }
                    filesLeft -= 1
                    guard file != path, let module = tree.module(at: file) else { continue }
                    if let binding = module.bindings(of: name).last, binding.value.mayBeCallable {
                        sites.append(SourceSite(path: file, place: binding.place))
                    }
                } else if depth < 4, !entry.hasSuffix(".dist-info"), entry != "site-packages", entry != "node_modules",
                    !entry.contains("."), queue.count < 200
                {
                    queue.append((file, depth + 1))
                }
            }
        }
        return Array(sites.prefix(20))
    }
}

extension PythonValue {
    /// Whether a name with this value is worth proposing as an entry point.
    var mayBeCallable: Bool {
        switch self {
        case .function, .lambda, .classObject, .call, .callAttribute, .imported, .alias: true
        case .anyOf(let values): values.contains { $0.mayBeCallable }
        case .module, .star, .notCallable, .deleted, .unknown: false
        }
    }
}
