/// Where a module was found.
public enum PythonModuleLocation: Hashable, Sendable {
    /// A source file; for a package its `__init__.py`.
    case source(String)
    /// An extension module or byte code.
    case compiled(String)
    /// Folders without `__init__.py` that form a namespace package.
    case namespace([String])
    /// Nowhere: the paths that were looked for.
    case missing([String])
}

/// The source files of an instance as its interpreter sees them: `/code`, then the layers. Asks closures for names and
/// bytes, keeps what it has read. Not for use from several tasks at once.
public final class PythonSourceTree {
    /// The folders of `sys.path` in their order, for example `/code` and `/opt/python`.
    public let searchPath: [String]

    private let files: PythonFiles

    /// Makes a tree.
    ///
    /// - Parameters:
    ///   - searchPath: The folders of `sys.path` in their order, as absolute paths without a slash at the end.
    ///   - read: Gives the bytes of a file, `nil` if they cannot be had.
    ///   - list: Gives the names in a folder, files and folders alike; none for what is no folder.
    public init(
        searchPath: [String], read: @escaping (_ path: String) -> [UInt8]?,
        list: @escaping (_ folder: String) -> [String]
    ) {
        self.searchPath = searchPath
        files = PythonFiles(read: read, list: list)
    }

    /// Makes a tree of the same files with another search path.
    public init(searchPath: [String], sharing other: PythonSourceTree) {
        self.searchPath = searchPath
        files = other.files
    }

    /// The facts of a source file, `nil` if its bytes cannot be had.
    public func module(at path: String) -> PythonModule? { files.module(at: path) }

    /// The bytes of a file, read anew.
    public func bytes(at path: String) -> [UInt8]? { files.read(path) }

    /// The names in a folder.
    public func names(in folder: String) -> Set<String> { files.names(in: folder) }

    func isFolder(_ path: String) -> Bool { !names(in: path).isEmpty }

    /// Finds a module as an `import` statement would.
    ///
    /// - Parameters:
    ///   - module: The dotted name; empty for `from . import x`.
    ///   - level: The number of leading dots.
    ///   - path: The file that holds the statement; needed for relative imports only.
    public func find(module: String, level: Int = 0, from path: String? = nil) -> PythonModuleLocation {
        let parts = module.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard level > 0 else { return find(parts, in: searchPath) }
        guard let path else { return .missing([]) }
        var folder = SourcePath.folder(of: path)
        for _ in 1..<level { folder = SourcePath.folder(of: folder) }
        if module.isEmpty {
            return names(in: folder).contains("__init__.py") ? .source(folder + "/__init__.py") : .namespace([folder])
        }
        return find(parts, in: [folder])
    }

    /// Finds the parts one inside the other, namespace packages included.
    public func find(_ parts: [String], in folders: [String]) -> PythonModuleLocation {
        var folders = folders
        var location = PythonModuleLocation.missing([])
        for (index, part) in parts.enumerated() {
            guard !part.isEmpty else { return .missing([]) }
            location = find(part, in: folders)
            switch location {
            case .source(let path) where path.hasSuffix("/__init__.py"): folders = [SourcePath.folder(of: path)]
            case .namespace(let found): folders = found
            case .missing: return location
            case .source, .compiled:
                if index + 1 < parts.count { return .missing([]) }
            }
        }
        return location
    }

    private func find(_ part: String, in folders: [String]) -> PythonModuleLocation {
        var namespaces: [String] = []
        var lookedFor: [String] = []
        for folder in folders {
            let path = "\(folder)/\(part)"
            let names = names(in: folder)
            if names.contains(part) {
                let inside = self.names(in: path)
                if inside.contains("__init__.py") { return .source(path + "/__init__.py") }
                if let compiled = compiled("__init__", in: path, inside) { return .compiled("\(path)/\(compiled)") }
                if !inside.isEmpty { namespaces.append(path) }
            }
            if let name = extensionModule(part, in: folder) { return .compiled("\(folder)/\(name)") }
            if names.contains(part + ".py") { return .source(path + ".py") }
            if names.contains(part + ".pyc") { return .compiled(path + ".pyc") }
            lookedFor += [path + "/__init__.py", path + ".py"]
        }
        return namespaces.isEmpty ? .missing(lookedFor) : .namespace(namespaces)
    }

    private func compiled(_ part: String, in folder: String, _ names: Set<String>) -> String? {
        extensionModule(part, in: folder) ?? (names.contains(part + ".pyc") ? part + ".pyc" : nil)
    }

    /// `part.so`, `part.abi3.so` or `part.cpython-310-x86_64-linux-gnu.so`.
    func extensionModule(_ part: String, in folder: String) -> String? { files.extensionModules(in: folder)[part] }
}

/// What has been read of the files of an instance.
private final class PythonFiles {
    let read: (String) -> [UInt8]?
    private let list: (String) -> [String]
    private var modules: [String: PythonModule] = [:]
    private var folders: [String: Set<String>] = [:]
    private var extensions: [String: [String: String]] = [:]

    init(read: @escaping (String) -> [UInt8]?, list: @escaping (String) -> [String]) {
        self.read = read
        self.list = list
    }

    func module(at path: String) -> PythonModule? {
        if let known = modules[path] { return known }
        guard let bytes = read(path) else { return nil }
        let module = PythonModule(bytes: bytes)
        modules[path] = module
        return module
    }

    func names(in folder: String) -> Set<String> {
        if let known = folders[folder] { return known }
        let names = Set(list(folder))
        folders[folder] = names
        return names
    }

    /// File names of the extension modules in a folder by the names of the modules.
    func extensionModules(in folder: String) -> [String: String] {
        if let known = extensions[folder] { return known }
        var found: [String: String] = [:]
        for name in names(in: folder) where name.hasSuffix(".so") {
            let module = String(name.prefix { $0 != "." })
            let tag = name.dropFirst(module.count)
            guard tag == ".so" || tag == ".abi3.so" || tag.hasPrefix(".cpython-") else { continue }
            if let other = found[module], other == module + ".so" || (other < name && tag != ".so") { continue }
            found[module] = name
        }
        extensions[folder] = found
        return found
    }
}
