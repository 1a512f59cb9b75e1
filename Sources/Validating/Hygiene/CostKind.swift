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
        if Self.desktop.contains(name) {
            self = .editors
            return
        }
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")),
            let kind = Self.endings[name[name.index(after: dot)...]]
        else { return nil }
        if kind == .bytecode {
            guard folder == "__pycache__" || folder.hasSuffix("/__pycache__"), !pythonTags.isEmpty,
                let tag = name.split(separator: ".").dropFirst().first(where: { $0.hasPrefix("cpython-") }),
                !pythonTags.contains(String(tag))
            else { return nil }
        } else {
            guard traits.contains(.thirdParty), Self.isMeant(kind, name) else { return nil }
        }
        self = kind
    }

    private static let desktop: Set<Substring> = [".DS_Store", "Thumbs.db", "desktop.ini"]

    /// Files of third parties by their ending, and bytecode.
    private static let endings: [Substring: CostKind] = [
        "pyc": .bytecode, "pyi": .typeDeclarations, "ts": .typeDeclarations, "cts": .typeDeclarations,
        "mts": .typeDeclarations, "c": .sources, "cc": .sources, "cpp": .sources, "h": .sources, "hpp": .sources,
        "pyx": .sources, "pxd": .sources, "f90": .sources, "f": .sources, "map": .sourceMaps, "md": .documentation,
        "rst": .documentation, "markdown": .documentation, "a": .staticLibraries, "lib": .staticLibraries,
        "la": .staticLibraries, "dylib": .otherPlatforms, "exe": .otherPlatforms, "dll": .otherPlatforms,
        "node": .otherPlatforms,
    ]

    /// Endings that have other uses too.
    private static func isMeant(_ kind: CostKind, _ name: Substring) -> Bool {
        switch kind {
        case .typeDeclarations:
            name.hasSuffix(".pyi") || [".d.ts", ".d.cts", ".d.mts"].contains { name.hasSuffix($0) }
        case .sourceMaps: [".js.map", ".mjs.map", ".cjs.map", ".css.map", ".ts.map"].contains { name.hasSuffix($0) }
        case .otherPlatforms: !name.hasSuffix(".node") || PlatformName(name).isOther(isCertain: true)
        default: true
        }
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
}
