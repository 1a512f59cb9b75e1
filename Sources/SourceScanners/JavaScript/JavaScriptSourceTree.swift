/// Where a module was found.
public enum JavaScriptModuleLocation: Hashable, Sendable {
    /// A file of JavaScript.
    case source(String)
    /// A file of JSON.
    case json(String)
    /// A native addon, WebAssembly or another file that is no source.
    case other(String)
    /// A package or built-in module: not looked for.
    case package(String)
    /// Nowhere: the paths that were looked for.
    case missing([String])
}

/// The source files of an instance as Node.js sees them. Asks closures for names and bytes, keeps what it has read. Not
/// for use from several tasks at once.
public final class JavaScriptSourceTree {
    private let read: (String) -> [UInt8]?
    private let list: (String) -> [String]
    private var modules: [String: JavaScriptModule] = [:]
    private var folders: [String: Set<String>] = [:]
    private var packages: [String: JavaScriptPackageFile.Reading?] = [:]
    private let follow: (String) -> String

    /// Makes a tree.
    ///
    /// - Parameters:
    ///   - read: Gives the bytes of a file, `nil` if they cannot be had.
    ///   - list: Gives the names in a folder, files and folders alike; none for what is no folder.
    ///   - follow: Gives the path behind symlinks: what Node.js looks for packages from.
    public init(
        read: @escaping (_ path: String) -> [UInt8]?, list: @escaping (_ folder: String) -> [String],
        follow: @escaping (_ path: String) -> String = { $0 }
    ) {
        self.read = read
        self.list = list
        self.follow = follow
    }

    /// The facts of a source file, `nil` if its bytes cannot be had.
    public func module(at path: String) -> JavaScriptModule? {
        if let known = modules[path] { return known }
        guard let bytes = read(path) else { return nil }
        let module = JavaScriptModule(bytes: bytes)
        modules[path] = module
        return module
    }

    /// The names in a folder.
    func names(in folder: String) -> Set<String> {
        if let known = folders[folder] { return known }
        let names = Set(list(folder))
        folders[folder] = names
        return names
    }

    func isFolder(_ path: String) -> Bool { !names(in: path).isEmpty }

    func isFile(_ path: String) -> Bool {
        names(in: SourcePath.folder(of: path)).contains(SourcePath.name(of: path)) && !isFolder(path)
    }

    /// The nearest `package.json` that speaks for a file: its path and fields.
    public func package(for path: String) -> (path: String, fields: JavaScriptPackageFile)? {
        var folder = SourcePath.folder(of: path)
        while !folder.isEmpty {
            if let fields = packageFile(in: folder) { return ("\(folder)/package.json", fields) }
            if folder.hasSuffix("/node_modules") { return nil }
            folder = SourcePath.folder(of: folder)
        }
        return nil
    }

    /// The path behind symlinks.
    func realPath(_ path: String) -> String { follow(path) }

    /// The bytes of a file.
    public func bytes(at path: String) -> [UInt8]? { read(path) }

    /// The `package.json` of a folder, `nil` if it has none.
    public func packageReading(in folder: String) -> JavaScriptPackageFile.Reading? {
        if let known = packages[folder] { return known }
        var reading: JavaScriptPackageFile.Reading?
        if names(in: folder).contains("package.json") {
            reading = read("\(folder)/package.json").map(JavaScriptPackageFile.read) ?? .unknown
        }
        packages[folder] = reading
        return reading
    }

    func packageFile(in folder: String) -> JavaScriptPackageFile? {
        guard case .fields(let fields)? = packageReading(in: folder) else { return nil }
        return fields
    }

    /// Whether Node.js loads a file as an ES module, by its name and `package.json`.
    public func isModule(_ path: String) -> Bool {
        if path.hasSuffix(".mjs") { return true }
        if path.hasSuffix(".cjs") { return false }
        return package(for: path)?.fields.isModule ?? false
    }

    /// Finds a module that a file asks for. Packages are not looked for.
    ///
    /// - Parameters:
    ///   - specifier: As it is written.
    ///   - path: The file that asks.
    ///   - isImport: Whether it is asked for by `import`, which guesses no endings.
    public func find(_ specifier: String, from path: String, isImport: Bool = false) -> JavaScriptModuleLocation {
        var wanted = specifier
        if isImport, let cut = wanted.firstIndex(where: { $0 == "?" || $0 == "#" }), cut > wanted.startIndex {
            wanted = String(wanted[..<cut])
        }
        let isRelative =
            wanted == "." || wanted == ".." || wanted.hasPrefix("./") || wanted.hasPrefix("../")
        guard isRelative || wanted.hasPrefix("/") else { return .package(specifier) }
        let isFolderWanted = wanted.hasSuffix("/") || wanted == "." || wanted == ".."
        let base = Self.join(wanted.hasPrefix("/") ? "" : SourcePath.folder(of: path), wanted)
        if isImport { return isFile(base) ? Self.location(base) : .missing([base]) }
        var lookedFor: [String] = []
        if !isFolderWanted, let found = findFile(base, &lookedFor) { return found }
        if let main = packageFile(in: base)?.main {
            let target = Self.join(base, main)
            if let found = findFile(target, &lookedFor) ?? findIndex(target, &lookedFor) { return found }
        }
        return findIndex(base, &lookedFor) ?? .missing(lookedFor)
    }

    private func findFile(_ base: String, _ lookedFor: inout [String]) -> JavaScriptModuleLocation? {
        for ending in ["", ".js", ".json", ".node"] {
            if isFile(base + ending) { return Self.location(base + ending) }
            lookedFor.append(base + ending)
        }
        return nil
    }

    private func findIndex(_ folder: String, _ lookedFor: inout [String]) -> JavaScriptModuleLocation? {
        for name in ["index.js", "index.json", "index.node"] {
            let path = "\(folder)/\(name)"
            if isFile(path) { return Self.location(path) }
            lookedFor.append(path)
        }
        return nil
    }

    private static func location(_ path: String) -> JavaScriptModuleLocation {
        if path.hasSuffix(".json") { return .json(path) }
        // A file with an unknown ending is read as JavaScript.
        return path.hasSuffix(".node") || path.hasSuffix(".wasm") ? .other(path) : .source(path)
    }

    /// A path below a folder with `.` and `..` worked out.
    static func join(_ folder: String, _ path: String) -> String {
        var parts = folder.split(separator: "/")
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
