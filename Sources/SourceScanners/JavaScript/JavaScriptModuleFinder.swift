/// Finds modules as Node.js does: `require` by the algorithm of CommonJS, `import` by that of ES modules (Node.js
/// documentation, "Modules: CommonJS modules" and "Modules: Packages").
public struct JavaScriptModuleFinder {
    let tree: JavaScriptSourceTree
    /// `nil` where it is not known.
    let version: JavaScriptVersion?
    let nodePath: [String]
    let preinstalled: Set<String>
    let known: [String]

    /// Makes a finder.
    ///
    /// - Parameters:
    ///   - tree: The files of the instance.
    ///   - version: The version of Node.js; `nil` where it is not known.
    ///   - nodePath: The folders of `NODE_PATH`, which `require` looks into and `import` does not.
    ///   - preinstalled: Packages that the image may have in a folder of `NODE_PATH`.
    ///   - known: The folders whose contents the tree knows completely.
    public init(
        tree: JavaScriptSourceTree, version: JavaScriptVersion?, nodePath: [String] = [],
        preinstalled: Set<String> = [], known: [String] = ["/code", "/opt"]
    ) {
        self.tree = tree
        self.version = version
        self.nodePath = nodePath
        self.preinstalled = preinstalled
        self.known = known
    }

    /// Whether `exports` of packages count: 12.17, in which they came without a flag, and later.
    var readsExports: Bool { version.map { !$0.isBefore(JavaScriptVersion(12, 17)) } ?? true }

    /// The path behind symlinks.
    public func realPath(_ path: String) -> String { tree.realPath(path) }

    /// Finds what a file asks for.
    public func find(_ specifier: String, kind: JavaScriptImport.Kind, from path: String) -> JavaScriptResolution {
        let isImport = kind == .import || kind == .dynamicImport
        if let builtIn = JavaScriptBuiltins.look(up: specifier, version: version, isRequire: !isImport) {
            switch builtIn {
            case .known: return .builtIn
            // A package of the same name may stand in.
            case .tooNew(let first) where specifier.hasPrefix("node:"): return missing(.builtInTooNew(first))
            case .tooNew(let first):
                let package = findPackage(specifier, from: tree.realPath(path), isImport: isImport)
                guard case .missing = package else { return package }
                return missing(.builtInTooNew(first))
            case .prefixTooNew(let first): return missing(.prefixTooNew(first))
            case .unknown: return missing(.noBuiltIn)
            }
        }
        let asking = tree.realPath(path)
        if Self.isPath(specifier) {
            return isImport ? importPath(specifier, from: asking) : requirePath(specifier, from: asking)
        }
        if specifier.isEmpty || specifier.contains("\0") || isImport && specifier.contains(":") { return .unknown }
        if specifier.hasPrefix("#"), readsExports { return findOwn(specifier, from: asking, isImport: isImport) }
        return findPackage(specifier, from: asking, isImport: isImport)
    }

    /// Whether a package is installed where a file of a folder looks for it, in a folder of `NODE_PATH` or in the image; the
    /// folder where it is in the packages.
    public func installed(_ name: String, for folder: String) -> (isThere: Bool, folder: String?) {
        for modules in packageFolders(from: "\(folder)/package.json") + nodePath {
            let package = "\(modules)/\(name)"
            if tree.isFolder(package) { return (true, tree.realPath(package)) }
            if tree.isFile(package + ".js") { return (true, nil) }
        }
        return (preinstalled.contains(name) || nodePath.contains { !isKnown($0) }, nil)
    }

    /// Whether a specifier is a path, not a package.
    public static func isPath(_ specifier: String) -> Bool {
        specifier == "." || specifier == ".." || specifier.hasPrefix("./") || specifier.hasPrefix("../")
            || specifier.hasPrefix("/")
    }

    func missing(_ reason: JavaScriptMissingImport.Reason, lookedFor: [String] = []) -> JavaScriptResolution {
        .missing(JavaScriptMissingImport(reason, lookedFor: lookedFor))
    }

    func isKnown(_ path: String) -> Bool { known.contains { path == $0 || path.hasPrefix($0 + "/") } }

    func found(_ path: String) -> JavaScriptResolution { .file(tree.realPath(path)) }

    // MARK: Paths

    private func requirePath(_ specifier: String, from path: String) -> JavaScriptResolution {
        let isFolderWanted = specifier.hasSuffix("/") || specifier.hasSuffix("/.") || specifier.hasSuffix("/..")
        let base = JavaScriptSourceTree.join(
            specifier.hasPrefix("/") ? "" : SourcePath.folder(of: path), specifier)
        let isFolderOnly = isFolderWanted || specifier == "." || specifier == ".."
        var lookedFor: [String] = []
        if let file = findFileOrFolder(base, isFolderOnly: isFolderOnly, &lookedFor) { return found(file) }
        guard isKnown(base) else { return .unknown }
        var missing = JavaScriptMissingImport(.file, lookedFor: lookedFor)
        missing.otherCase = otherCase(of: base, endings: ["", ".js", ".json", ".node", "/index.js"])
        return .missing(missing)
    }

    private func importPath(_ specifier: String, from path: String) -> JavaScriptResolution {
        var wanted = specifier[...]
        if let cut = wanted.firstIndex(where: { $0 == "?" || $0 == "#" }) { wanted = wanted[..<cut] }
        // An escaped character is one of a URL.
        guard !wanted.contains("%") else { return .unknown }
        let base = JavaScriptSourceTree.join(
            wanted.hasPrefix("/") ? "" : SourcePath.folder(of: path), String(wanted))
        if tree.isFile(base), !wanted.hasSuffix("/") { return found(base) }
        guard isKnown(base) else { return .unknown }
        for ending in [".js", ".mjs", ".cjs", ".json"] where tree.isFile(base + ending) {
            return missing(.ending(base + ending), lookedFor: [base])
        }
        if tree.isFolder(base) {
            let index = ["index.js", "index.mjs", "index.cjs"].first { tree.isFile("\(base)/\($0)") }
            return missing(.folder("\(base)/\(index ?? "index.js")"), lookedFor: [base])
        }
        var missing = JavaScriptMissingImport(.file, lookedFor: [base])
        missing.otherCase = otherCase(of: base, endings: [""])
        return .missing(missing)
    }

    /// A file by the endings that `require` guesses, or a folder by its `package.json` and index.
    func findFileOrFolder(_ base: String, isFolderOnly: Bool = false, _ lookedFor: inout [String]) -> String? {
        if !isFolderOnly, let file = findFile(base, &lookedFor) { return file }
        guard tree.isFolder(base) else { return nil }
        if let main = tree.packageFile(in: base)?.main, !main.isEmpty {
            let target = JavaScriptSourceTree.join(base, main)
            if let file = findFile(target, &lookedFor) ?? findIndex(target, &lookedFor) { return file }
        }
        return findIndex(base, &lookedFor)
    }

    func findFile(_ base: String, _ lookedFor: inout [String]) -> String? {
        for ending in ["", ".js", ".json", ".node"] {
            if tree.isFile(base + ending) { return base + ending }
            lookedFor.append(base + ending)
        }
        return nil
    }

    func findIndex(_ folder: String, _ lookedFor: inout [String]) -> String? {
        for name in ["index.js", "index.json", "index.node"] {
            if tree.isFile("\(folder)/\(name)") { return "\(folder)/\(name)" }
            lookedFor.append("\(folder)/\(name)")
        }
        return nil
    }

    /// A path that is there if upper and lower case are not told apart, as on many developers' machines.
    func otherCase(of base: String, endings: [String]) -> String? {
        let parts = base.split(separator: "/").map(String.init)
        guard let root = parts.first, known.contains("/" + root), parts.count > 1, parts.count < 64 else { return nil }
        var folder = "/" + root
        for part in parts.dropFirst().dropLast() {
            let names = tree.names(in: folder)
            if names.contains(part) {
                folder += "/" + part
            } else if let name = names.sorted().first(where: { $0.lowercased() == part.lowercased() }) {
                folder += "/" + name
            } else {
                return nil
            }
        }
        let names = tree.names(in: folder)
        for ending in endings {
            let wanted = (parts.last ?? "") + (ending.hasPrefix("/") ? "" : ending)
            guard let name = names.sorted().first(where: { $0.lowercased() == wanted.lowercased() }) else { continue }
            let path = "\(folder)/\(name)" + (ending.hasPrefix("/") ? ending : "")
            if tree.isFile(path) { return path }
        }
        return nil
    }
}
