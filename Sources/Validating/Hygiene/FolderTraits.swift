/// What a folder of a package is for, judged by its name and by where it lies.
struct FolderTraits: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    /// Brought by an installer: a Python distribution, `node_modules`, Composer's `vendor`.
    static let thirdParty = FolderTraits(rawValue: 1 << 0)
    /// Tests of something that an installer brought.
    static let tests = FolderTraits(rawValue: 1 << 1)
    /// Documentation of something that an installer brought.
    static let documentation = FolderTraits(rawValue: 1 << 2)
    /// `.git` and the like.
    static let versionControl = FolderTraits(rawValue: 1 << 3)
    /// What editors and desktops keep.
    static let editor = FolderTraits(rawValue: 1 << 4)
    /// What tools keep to be faster next time.
    static let cache = FolderTraits(rawValue: 1 << 5)
    /// Binaries for another system or processor.
    static let otherPlatform = FolderTraits(rawValue: 1 << 6)
    /// Packages that only developers need.
    static let developmentTool = FolderTraits(rawValue: 1 << 7)
    /// Anybody's tests, examples or documents: keys in them are stand-ins.
    static let example = FolderTraits(rawValue: 1 << 8)
}

/// The folders of a package with their traits, found out once.
struct PackageFolders: Sendable {
    private let traits: [Substring: FolderTraits]
    /// Paths below the folder of a Python environment that a distribution's `RECORD` begins with, for example
    /// `python/numpy` and `python/six.py`.
    private let roots: Set<String>

    init(_ contents: PackageContents) {
        let roots = contents.distributionPaths()
        var traits: [Substring: FolderTraits] = ["": []]
        traits.reserveCapacity(contents.folders.count)
        for path in contents.folders.keys.sorted(by: { $0.utf8.count < $1.utf8.count }) where !path.isEmpty {
            let (parent, name) = Self.split(path)
            let above = traits[parent] ?? []
            traits[path[...]] = above.union(Self.own(path, parent, name, above, contents, roots))
        }
        self.traits = traits
        self.roots = roots
    }

    /// The traits of a file.
    func traits(of path: String) -> (traits: FolderTraits, folder: Substring, name: Substring) {
        let (folder, name) = Self.split(path)
        var found = traits[folder] ?? []
        if roots.contains(path) { found.insert(.thirdParty) }
        return (found, folder, name)
    }

    static func split(_ path: String) -> (folder: Substring, name: Substring) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path[...]) }
        return (path[..<slash], path[path.index(after: slash)...])
    }

    /// What a folder adds to the traits of the one that it lies in.
    private static func own(
        _ path: String, _ parent: Substring, _ name: Substring, _ above: FolderTraits, _ contents: PackageContents,
        _ roots: Set<String>
    ) -> FolderTraits {
        var own: FolderTraits = []
        let isInModules = parent == "node_modules" || parent.hasSuffix("/node_modules")
        switch name {
        case "node_modules", "site-packages", "dist-packages", ".pnpm": own = .thirdParty
        case "vendor":
            if contents.folders[path]?.contains("autoload.php") == true { own = .thirdParty }
        case ".git", ".svn", ".hg", "CVS": own = .versionControl
        case ".idea", ".vscode", ".vs", "__MACOSX": own = .editor
        case ".cache" where above.contains(.thirdParty): own = .cache
        case ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".nox", ".nyc_output", ".ipynb_checkpoints":
            own = .cache
        default: break
        }
        if roots.contains(path) { own.insert(.thirdParty) }
        if isExample(name), !isInModules { own.insert(.example) }
        guard above.union(own).contains(.thirdParty) else { return own }
        if !isInModules {
            if ["tests", "test", "__tests__"].contains(name) { own.insert(.tests) }
            // `botocore/docs` is code that `boto3` imports.
            if ["docs", "doc"].contains(name), above.contains(.thirdParty),
                contents.folders[path]?.contains("__init__.py") != true
            {
                own.insert(.documentation)
            }
        } else if DevelopmentTools.names.contains(name) {
            own.insert(.developmentTool)
        }
        let isInScope = isInScope(parent)
        let isInPrebuilds = ["prebuilds", "runtimes"].contains(split(String(parent)).name)
        if PlatformName(name).isOther(isCertain: isInPrebuilds), isInModules || isInScope || isInPrebuilds {
            own.insert(.otherPlatform)
        }
        return own
    }

    /// Whether a folder is a scope of npm: `node_modules/@img`.
    private static func isInScope(_ folder: Substring) -> Bool {
        guard let slash = folder.lastIndex(of: "/") else { return false }
        return folder[folder.index(after: slash)...].hasPrefix("@") && folder[..<slash].hasSuffix("node_modules")
    }

    private static func isExample(_ name: Substring) -> Bool {
        let lower = name.lowercased()
        return [
            "test", "tests", "testing", "testdata", "test_data", "test-data", "selftest", "__tests__", "spec", "specs",
            "fixtures", "__fixtures__", "example", "examples", "sample", "samples", "doc", "docs", "mock", "mocks",
        ].contains(lower)
    }
}

/// npm packages that a function does not need when it runs.
enum DevelopmentTools {
    static let names: Set<Substring> = [
        "typescript", "eslint", "prettier", "jest", "mocha", "nodemon", "ts-node", "@types", "@typescript-eslint",
        "webpack-cli", "nyc",
    ]
}
