/// The source files of an instance as its interpreter sees them: `/code`, then the layers. Asks closures for names and
/// bytes, keeps what it has read. Not for use from several tasks at once.
public final class PHPSourceTree {
    /// The folders of `include_path` in their order, as absolute paths without a slash at the end.
    public let includePath: [String]
    /// The version whose grammar is used.
    public let version: PHPVersion

    private let read: (String) -> [UInt8]?
    private let list: (String) -> [String]
    private var modules: [String: PHPModule] = [:]
    private var folders: [String: Set<String>] = [:]

    /// Makes a tree.
    ///
    /// - Parameters:
    ///   - includePath: The folders of `include_path` in their order.
    ///   - version: The version whose grammar is used.
    ///   - read: Gives the bytes of a file, `nil` if they cannot be had.
    ///   - list: Gives the names in a folder, files and folders alike; none for what is no folder.
    public init(
        includePath: [String] = ["/code", "/opt/php"], version: PHPVersion = .runtime,
        read: @escaping (_ path: String) -> [UInt8]?, list: @escaping (_ folder: String) -> [String]
    ) {
        self.includePath = includePath
        self.version = version
        self.read = read
        self.list = list
    }

    /// The facts of a source file, `nil` if its bytes cannot be had.
    public func module(at path: String) -> PHPModule? {
        if let known = modules[path] { return known }
        guard let bytes = read(path) else { return nil }
        let module = PHPModule(bytes: bytes, version: version)
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

    func bytes(of path: String) -> [UInt8]? { read(path) }

    /// Whether there is a file or folder of that name.
    func exists(_ path: String) -> Bool { names(in: PHPPath.folder(of: path)).contains(PHPPath.name(of: path)) }

    /// The file that an include of a file finds, or the paths that it looks for; `nil` if the path is not literal, or
    /// leads to where the tree does not reach.
    public func find(_ include: PHPInclude, from path: String) -> PHPIncludeLocation? {
        var candidates: [String]
        switch include.target {
        case .dynamic: return nil
        case .besideFile(let rest):
            // `__DIR__ . 'x.php'` without a slash names a sibling of the folder.
            candidates = [PHPPath.folder(of: path) + rest]
        case .literal(let text):
            guard !text.contains("://"), !text.isEmpty else { return nil }
            if text.hasPrefix("/") {
                candidates = [text]
            } else if text.hasPrefix("./") || text.hasPrefix("../") {
                // From the working folder, which may not be the code folder.
                candidates = (includePath.prefix(1) + [PHPPath.folder(of: path)]).map { "\($0)/\(text)" }
            } else {
                candidates = (includePath + [PHPPath.folder(of: path)]).map { "\($0)/\(text)" }
            }
        }
        var lookedFor: [String] = []
        for candidate in candidates {
            let path = PHPPath.normalized(candidate)
            guard path.hasPrefix("/code/") || path.hasPrefix("/opt/") || isBelowIncludePath(path) else { return nil }
            if exists(path) { return .file(path) }
            if !lookedFor.contains(path) { lookedFor.append(path) }
        }
        return .missing(lookedFor)
    }

    private func isBelowIncludePath(_ path: String) -> Bool { includePath.contains { path.hasPrefix($0 + "/") } }
}

/// Where an include leads.
public enum PHPIncludeLocation: Hashable, Sendable {
    /// To this file.
    case file(String)
    /// Nowhere: the paths that were looked for.
    case missing([String])
}

/// Paths of an instance: absolute, `/` between parts.
enum PHPPath {
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(path[..<slash])
    }

    static func name(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// Without `.`, `..` and doubled slashes.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
