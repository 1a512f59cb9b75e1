import Archives

/// Files that make a package larger and that nothing needs when it runs, by why that is so.
enum CostKind: String, Hashable, Sendable, CaseIterable {
    case tests = "tests of dependencies"
    case documentation = "documentation of dependencies"
    case typeDeclarations = "type declarations"
    case sources = "sources of compiled modules"
    case sourceMaps = "source maps"
    case otherPlatforms = "binaries for other platforms"
    case staticLibraries = "static libraries"
    case bytecode = "bytecode for another Python"
    case developmentTools = "development tools"
    case versionControl = "version control"
    case editors = "files of editors and desktops"
    case caches = "caches of tools"

    /// Judges a file.
    ///
    /// - Parameter pythonTags: The tags of the Pythons that the package is for, for example `cpython-310`; empty where no
    ///   Python is known to use it.
    init?(_ path: String, _ folders: PackageFolders, pythonTags: Set<String>) {
        let (traits, folder, name) = folders.traits(of: path)
        if let kind = Self.byFolder(traits) {
            self = kind
            return
        }
        if name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" {
            self = .editors
            return
        }
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let suffix = name[name.index(after: dot)...]
        if suffix == "pyc" {
            guard folder == "__pycache__" || folder.hasSuffix("/__pycache__"), !pythonTags.isEmpty,
                let tag = name.split(separator: ".").dropFirst().first(where: { $0.hasPrefix("cpython-") }),
                !pythonTags.contains(String(tag))
            else { return nil }
            self = .bytecode
            return
        }
        guard traits.contains(.thirdParty), let kind = Self.byEnding(suffix, name, path) else { return nil }
        self = kind
    }

    private static func byFolder(_ traits: FolderTraits) -> CostKind? {
        if traits.isEmpty { return nil }
        let kinds: [(FolderTraits, CostKind)] = [
            (.versionControl, .versionControl), (.editor, .editors), (.cache, .caches),
            (.developmentTool, .developmentTools), (.otherPlatform, .otherPlatforms), (.tests, .tests),
            (.documentation, .documentation),
        ]
        return kinds.first { traits.contains($0.0) }?.1
    }

    /// Files of third parties by their ending.
    private static func byEnding(_ suffix: Substring, _ name: Substring, _ path: String) -> CostKind? {
        switch suffix.lowercased() {
        case "pyi": return .typeDeclarations
        case "ts", "cts", "mts":
            let isDeclaration = name.hasSuffix(".d.ts") || name.hasSuffix(".d.cts") || name.hasSuffix(".d.mts")
            return isDeclaration ? .typeDeclarations : nil
        case "c", "cc", "cpp", "h", "hpp", "pyx", "pxd", "f90", "f": return .sources
        case "map":
            let isOfCode = [".js.map", ".mjs.map", ".cjs.map", ".css.map", ".ts.map"].contains { name.hasSuffix($0) }
            return isOfCode ? .sourceMaps : nil
        case "md", "rst", "markdown": return .documentation
        case "a", "lib", "la": return .staticLibraries
        case "dylib": return .otherPlatforms
        case "exe", "dll": return .otherPlatforms
        case "node": return PlatformName(name).isOther(isCertain: true) ? .otherPlatforms : nil
        default: return nil
        }
    }
}
