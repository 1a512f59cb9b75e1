/// Where the packages of a Node.js function or layer are named.
public struct NodeSource: Hashable, Sendable, Codable {
    /// The folder with `package.json` (absolute).
    public var folder: String
    /// The lock: `package-lock.json` or `npm-shrinkwrap.json` (absolute); it may not exist yet.
    public var lock: String
    /// What becomes of the packages' install scripts.
    public var scripts: NodeScripts
    /// Patterns of the folders that are workspaces, as `package.json` has them.
    public var workspaces: [String]
    /// Where problems are reported.
    public var location: Finding.Location

    /// Makes a value.
    public init(
        folder: String, lock: String, scripts: NodeScripts = NodeScripts(), workspaces: [String] = [],
        location: Finding.Location = .none
    ) {
        self.folder = folder
        self.lock = lock
        self.scripts = scripts
        self.workspaces = workspaces
        self.location = location
    }

    /// The same without the lines of the manifest that say it, which decide nothing.
    public var withoutPlaces: NodeSource {
        var source = self
        source.location = .none
        source.scripts.location = .none
        return source
    }
}

/// What the manifest says about install scripts of Node.js packages. Those that it names in neither list are refused.
public struct NodeScripts: Hashable, Sendable, Codable {
    /// Packages whose scripts are run.
    public var allow: [String]
    /// Packages that are packed although their scripts are not run.
    public var skip: [String]
    /// Where problems are reported.
    public var location: Finding.Location

    /// Makes a value.
    public init(allow: [String] = [], skip: [String] = [], location: Finding.Location = .none) {
        self.allow = allow
        self.skip = skip
        self.location = location
    }
}

/// Node.js packages that a package needs.
public struct NodeDependencies: Hashable, Sendable, Codable {
    /// The files that name them.
    public var source: NodeSource
    /// The runtime that decides platform and version. Identifier of the catalogue.
    public var runtime: String
    /// The folder in the package that receives `node_modules`: `nodejs` in layers, empty in code.
    public var destination: String
    /// Whether the folder with `package.json` is the root of the same package, so that links can lead into it.
    public var isInPlace: Bool

    /// Makes a value.
    public init(source: NodeSource, runtime: String, destination: String, isInPlace: Bool = false) {
        self.source = source
        self.runtime = runtime
        self.destination = destination
        self.isInPlace = isInPlace
    }
}
