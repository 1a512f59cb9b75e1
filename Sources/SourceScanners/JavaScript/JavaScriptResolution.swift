/// What became of looking for a module.
public enum JavaScriptResolution: Hashable, Sendable {
    /// Node.js has it itself.
    case builtIn
    /// A file, symlinks followed.
    case file(String)
    /// The image may have it, by this name.
    case preinstalled(String)
    /// A place or a way that cannot be looked at: another folder of the machine, a URL.
    case unknown
    /// It is not there.
    case missing(JavaScriptMissingImport)
}

/// A module that is not where Node.js looks for it.
public struct JavaScriptMissingImport: Hashable, Sendable {
    /// What is missing.
    public let reason: Reason
    /// The paths that were looked for, or the folders that packages are looked for in.
    public let lookedFor: [String]
    /// A path that is there and differs only by case.
    public var otherCase: String?

    /// What is missing.
    public enum Reason: Hashable, Sendable {
        /// A file that is named by its path.
        case file
        /// A file of that path without its ending, which `import` does not guess; the file that is there.
        case ending(String)
        /// A folder, which `import` does not take; the file in it that is probably meant.
        case folder(String)
        /// A package of that name.
        case package(String)
        /// The file that a package names as its entry, or that a path into it names; the package and its folder.
        case packageFile(String, folder: String)
        /// A path into a package that its `exports` do not have.
        case notExported(String, folder: String)
        /// `#name`, which `imports` of the package do not have.
        case notImported
        /// A built-in module that came with a later version.
        case builtInTooNew(JavaScriptVersion)
        /// `node:` in front of a name, which came with a later version.
        case prefixTooNew(JavaScriptVersion)
        /// `node:` in front of a name that no version has.
        case noBuiltIn
        /// A package that only folders of `NODE_PATH` have, which `import` does not look into; the folder.
        case onlyOnNodePath(String, folder: String)
    }

    init(_ reason: Reason, lookedFor: [String] = [], otherCase: String? = nil) {
        self.reason = reason
        self.lookedFor = lookedFor
        self.otherCase = otherCase
    }

    /// The package that is missing altogether.
    public var packageName: String? {
        switch reason {
        case .package(let name), .onlyOnNodePath(let name, _): name
        default: nil
        }
    }
}
