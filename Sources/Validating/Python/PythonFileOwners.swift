import BuildModel

/// Tells the user's own files from those that distributions brought.
final class PythonFileOwners {
    private let view: InstanceView
    private let searchPath: [String]
    private var roots: [String: Set<String>] = [:]
    private var makers: [String: Bool] = [:]
    private var bringers: [String: Bool] = [:]

    init(view: InstanceView, searchPath: [String]) {
        self.view = view
        // The longest folder that holds a file is the one that it is imported from.
        self.searchPath = searchPath.sorted { $0.utf8.count > $1.utf8.count }
    }

    /// Whether a file or folder is the user's own.
    func isOwn(_ path: String) -> Bool {
        if path.contains("/site-packages/") || path.contains("/dist-packages/") { return false }
        for folder in searchPath where path.hasPrefix(folder) && path.dropFirst(folder.count).hasPrefix("/") {
            let inside = path.dropFirst(folder.count + 1)
            if foreignRoots(in: folder).contains(String(inside.prefix { $0 != "/" })) { return false }
        }
        return true
    }

    /// Whether a module may make other modules, or names in them, by means that are not followed.
    func makesModules(_ path: String) -> Bool {
        if let known = makers[path] { return known }
        let bytes = view.bytes(at: path) ?? []
        let words = ["sys.modules", "__path__", "meta_path", "pkgutil", "importlib", "__import__"]
        let makes = words.contains { bytes.contains($0.utf8) }
        makers[path] = makes
        return makes
    }

    /// Whether a file may bring modules from other places than folders: hooks, archives, installing when it starts.
    /// - Parameter edits: How many changes of `sys.path` were understood.
    func bringsModules(_ path: String, edits: Int) -> Bool {
        if let known = bringers[path] { return known }
        let bytes = view.bytes(at: path) ?? []
        func has(_ words: [String]) -> Bool { words.contains { bytes.contains($0.utf8) } }
        let hooks = [
            "meta_path", "path_hooks", "sys.modules[", "sys.modules.setdefault", "sys.modules.update", "zipimport",
            "load_source(", "load_module(", "extend_path", "unzip_requirements",
        ]
        let changes = ["path.append(", "path.insert(", "path.extend(", "sys.path +=", "sys.path+=", "addsitedir("]
        let brings =
            has(hooks) || changes.reduce(0) { $0 + bytes.count(of: $1.utf8) } > edits
            || has(["subprocess", "os.system", "pip.main", "pipmain"]) && has(["pip"]) && has(["install"])
        bringers[path] = brings
        return brings
    }

    /// Names at the top of a folder that distributions brought, by their `RECORD` or `top_level.txt`.
    private func foreignRoots(in folder: String) -> Set<String> {
        if let known = roots[folder] { return known }
        var found: Set<String> = []
        let names = view.names(in: folder)
        if names.contains(where: { $0.hasSuffix(".dist-info") || $0.hasSuffix(".egg-info") }) {
            let mount = folder.hasPrefix("/opt") ? "/opt" : "/code"
            let inside = String(folder.dropFirst(mount.count + 1))
            let packages = mount == "/opt" ? view.layers : view.code.map { [$0] } ?? []
            for package in packages { found.formUnion(package.distributionRoots(in: inside)) }
            for name in names where name.hasSuffix(".dist-info") || name.hasSuffix(".egg-info") {
                guard let bytes = view.bytes(at: "\(folder)/\(name)/top_level.txt", limit: 1 << 20) else { continue }
                for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
                    let module = String(decoding: line.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
                    found.formUnion([module, module + ".py"])
                }
            }
        }
        roots[folder] = found
        return found
    }
}
