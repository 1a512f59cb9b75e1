/// Packages: folders of `node_modules`, `exports` and `imports`.
extension JavaScriptModuleFinder {
    /// The name of a package and the path inside it: `@a/b/c` is `@a/b` and `./c`; the name may be no valid one.
    public static func split(_ specifier: String) -> (name: String, subpath: String) {
        let parts = specifier.split(separator: "/", omittingEmptySubsequences: false)
        let count = specifier.hasPrefix("@") ? 2 : 1
        let name = parts.prefix(count).joined(separator: "/")
        let rest = parts.dropFirst(count).joined(separator: "/")
        return (name, parts.count > count ? "./" + rest : ".")
    }

    /// The folders where a file's packages are looked for, nearest first.
    func packageFolders(from path: String) -> [String] {
        var folders: [String] = []
        var folder = SourcePath.folder(of: path)
        while !folder.isEmpty, folders.count < 100 {
            if !folder.hasSuffix("/node_modules") { folders.append(folder + "/node_modules") }
            folder = SourcePath.folder(of: folder)
        }
        return folders
    }

    func findPackage(_ specifier: String, from path: String, isImport: Bool) -> JavaScriptResolution {
        let (name, subpath) = Self.split(specifier)
        guard !name.hasSuffix("/"), !name.contains("\\") else { return .unknown }
        if readsExports, let own = findByOwnName(name, subpath, from: path, isImport: isImport) { return own }
        let near = packageFolders(from: path)
        let folders = isImport ? near : near + nodePath
        var damaged: JavaScriptResolution?
        for folder in folders {
            let package = "\(folder)/\(name)"
            if tree.isFolder(package) {
                let answer = inside(package, name, subpath, isImport: isImport)
                guard case .missing(let missing) = answer, !isImport, !isFinal(missing) else { return answer }
                damaged = damaged ?? answer
            } else if !isImport, subpath == "." {
                var lookedFor: [String] = []
                if let file = findFile(package, &lookedFor) { return found(file) }
            }
        }
        if let damaged { return damaged }
        if !isImport, preinstalled.contains(name) { return .preinstalled(name) }
        // `/node_modules` at the root is nobody's; a folder of NODE_PATH may be a mounted disk.
        if !isImport, nodePath.contains(where: { !isKnown($0) }) { return .unknown }
        let looked = (isImport ? near : folders).filter(isKnown)
        if isImport, let folder = nodePath.first(where: { tree.isFolder("\($0)/\(name)") }) {
            return missing(.onlyOnNodePath(name, folder: folder), lookedFor: looked)
        }
        var missing = JavaScriptMissingImport(.package(name), lookedFor: looked)
        for folder in looked where missing.otherCase == nil {
            missing.otherCase = tree.names(in: folder).sorted().first { $0.lowercased() == name.lowercased() }
                .map { "\(folder)/\($0)" }
        }
        return .missing(missing)
    }

    /// Whether `require` goes no further: what `exports` leave out is an error at once.
    private func isFinal(_ missing: JavaScriptMissingImport) -> Bool {
        if case .notExported = missing.reason { true } else { false }
    }

    /// A path inside the folder of a package.
    private func inside(
        _ folder: String, _ name: String, _ subpath: String, isImport: Bool
    ) -> JavaScriptResolution {
        let reading = tree.packageReading(in: folder)
        if case .unknown? = reading { return .unknown }
        // A package.json that is no JSON stops Node.js here; npm does not make one.
        if case .invalid? = reading { return .unknown }
        if readsExports, let exports = tree.packageFile(in: folder)?.exports {
            return exported(subpath, by: exports, folder, name, isImport: isImport)
        }
        var lookedFor: [String] = []
        if subpath != "." {
            let base = JavaScriptSourceTree.join(folder, subpath)
            if isImport {
                if tree.isFile(base) { return found(base) }
                lookedFor = [base]
            } else if let file = findFileOrFolder(base, isFolderOnly: subpath.hasSuffix("/"), &lookedFor) {
                return found(file)
            }
        } else if isImport {
            if let file = legacyMain(folder, &lookedFor) { return found(file) }
        } else if let file = findFileOrFolder(folder, isFolderOnly: true, &lookedFor) {
            return found(file)
        }
        return missing(.packageFile(name, folder: folder), lookedFor: lookedFor)
    }

    /// How `import` reads `main`.
    private func legacyMain(_ folder: String, _ lookedFor: inout [String]) -> String? {
        if let main = tree.packageFile(in: folder)?.main {
            let base = JavaScriptSourceTree.join(folder, main)
            for ending in ["", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"] {
                if tree.isFile(base + ending) { return base + ending }
                lookedFor.append(base + ending)
            }
        }
        return findIndex(folder, &lookedFor)
    }

    // MARK: exports and imports

    /// A package that asks for itself by its name, which needs `exports`.
    private func findByOwnName(
        _ name: String, _ subpath: String, from path: String, isImport: Bool
    ) -> JavaScriptResolution? {
        guard let (file, fields) = tree.package(for: path), fields.name == name, let exports = fields.exports else {
            return nil
        }
        return exported(subpath, by: exports, SourcePath.folder(of: file), name, isImport: isImport)
    }

    private func conditions(_ isImport: Bool) -> Set<String> {
        ["node", "node-addons", isImport ? "import" : "require"]
    }

    private func exported(
        _ subpath: String, by exports: JavaScriptJSON, _ folder: String, _ name: String, isImport: Bool
    ) -> JavaScriptResolution {
        let notExported = missing(.notExported(name, folder: folder), lookedFor: ["\(folder)/package.json"])
        let keys = exports.members?.map(\.key) ?? []
        let hasPaths = keys.contains { $0.hasPrefix(".") }
        // Paths and conditions side by side are refused by Node.js; nothing is said of what is that odd.
        if hasPaths, keys.contains(where: { !$0.hasPrefix(".") }) { return .unknown }
        let map = JavaScriptExportsMap(conditions: conditions(isImport))
        var target = JavaScriptExportsMap.Target.none
        if hasPaths {
            target = map.target(of: subpath, in: exports.members ?? [])
        } else if subpath == "." {
            target = map.target(exports, rest: nil)
        }
        switch target {
        case .path(let path):
            let file = JavaScriptSourceTree.join(folder, path)
            guard path.hasPrefix("./") else { return .unknown }
            if tree.isFile(file) { return found(file) }
            // Folder mappings of old versions guess endings.
            var lookedFor: [String] = []
            if !isImport, let guessed = findFile(file, &lookedFor), version.map({ $0.major < 17 }) ?? true {
                return found(guessed)
            }
            return missing(.packageFile(name, folder: folder), lookedFor: [file])
        case .refused, .none: return notExported
        case .invalid: return .unknown
        }
    }

    /// `#name`
    func findOwn(_ specifier: String, from path: String, isImport: Bool) -> JavaScriptResolution {
        guard let (file, fields) = tree.package(for: path) else { return missing(.notImported) }
        let folder = SourcePath.folder(of: file)
        guard let imports = fields.imports?.members else {
            return missing(.notImported, lookedFor: [file])
        }
        switch JavaScriptExportsMap(conditions: conditions(isImport)).target(of: specifier, in: imports) {
        case .path(let path) where path.hasPrefix("./"):
            let file = JavaScriptSourceTree.join(folder, path)
            return tree.isFile(file) ? found(file) : missing(.file, lookedFor: [file])
        case .path(let other):
            if other.hasPrefix("#") || other.contains(":") || Self.isPath(other) { return .unknown }
            return find(other, kind: isImport ? .import : .require, from: "\(folder)/package.json")
        case .refused, .none: return missing(.notImported, lookedFor: [file])
        case .invalid: return .unknown
        }
    }
}

/// Looks up targets in `exports` and `imports`.
struct JavaScriptExportsMap {
    enum Target: Hashable {
        case path(String)
        /// `null`: forbidden.
        case refused
        /// No condition fits, or no key.
        case none
        /// Of a type that Node.js refuses.
        case invalid
    }

    let conditions: Set<String>

    /// The target of a path: the key itself, or the pattern with the longest text before its `*`.
    func target(of wanted: String, in members: [JavaScriptJSON.Member]) -> Target {
        if !wanted.contains("*"), !wanted.hasSuffix("/"), let own = members.last(where: { $0.key == wanted }) {
            return target(own.value, rest: nil)
        }
        var best: (base: Int, value: JavaScriptJSON, rest: String, isFolder: Bool)?
        for member in members {
            let key = member.key
            if let star = key.firstIndex(of: "*") {
                let base = key[..<star]
                let tail = key[key.index(after: star)...]
                guard wanted.hasPrefix(base), wanted != base, wanted.hasSuffix(tail), !tail.contains("*"),
                    wanted.utf8.count >= key.utf8.count, base.utf8.count >= best?.base ?? 0
                else { continue }
                best = (
                    base.utf8.count, member.value, String(wanted.dropFirst(base.count).dropLast(tail.count)), false
                )
            } else if key.hasSuffix("/"), wanted.hasPrefix(key), wanted != key, key.utf8.count > best?.base ?? 0 {
                best = (key.utf8.count, member.value, String(wanted.dropFirst(key.count)), true)
            }
        }
        guard let best else { return .none }
        let found = target(best.value, rest: best.isFolder ? nil : best.rest)
        guard best.isFolder, case .path(let path) = found else { return found }
        return .path(path + best.rest)
    }

    /// What a value gives under the conditions.
    func target(_ value: JavaScriptJSON, rest: String?) -> Target {
        switch value {
        case .string(let text):
            return .path(rest.map { text.replacing("*", with: $0) } ?? text)
        case .null: return .refused
        case .plain: return .invalid
        case .object(let members):
            for member in members where member.key == "default" || conditions.contains(member.key) {
                let found = target(member.value, rest: rest)
                if found != .none { return found }
            }
            return .none
        case .array(let values):
            var last = Target.none
            for value in values {
                last = target(value, rest: rest)
                if case .path = last { return last }
            }
            return last
        }
    }
}
