import Archives
import BuildModel

/// A Python distribution or an npm package in a package.
struct InstalledPart: Sendable {
    /// The name as its own metadata has it.
    let name: String
    /// The version; empty for npm packages, whose metadata is only read when it matters.
    let version: String
    /// The folder that the language searches, for example `python`; empty at the root.
    let root: String
    /// Bytes of its files in the zip.
    var zipped: Int64 = 0
}

/// What installers put into a package, by the names that tell one from another.
struct PackageInventory: Sendable {
    /// Python distributions by folder and normalised name.
    private(set) var distributions: [String: InstalledPart] = [:]
    /// npm packages at the top of a `node_modules` folder, by its path and their name.
    private(set) var modules: [String: InstalledPart] = [:]
    /// Which part a path right below a root belongs to.
    private var owners: [Substring: String] = [:]
    /// What such paths begin with, for example `python/`.
    private var roots: Set<String> = []

    init(_ contents: PackageContents) {
        readDistributions(contents)
        readModules(contents)
        for (path, entry) in contents.files {
            guard let key = part(of: path) else { continue }
            let size = Int64(clamping: entry.compressedSize)
            if distributions[key] != nil {
                distributions[key]?.zipped += size
            } else {
                modules[key]?.zipped += size
            }
        }
    }

    /// The key of the part that a file belongs to.
    func part(of path: String) -> String? {
        for root in roots where path.hasPrefix(root) {
            let inside = path[root.endIndex...]
            var end = inside.utf8.firstIndex(of: UInt8(ascii: "/")) ?? inside.endIndex
            if inside.hasPrefix("@"), end != inside.endIndex {
                end = inside[inside.index(after: end)...].utf8.firstIndex(of: UInt8(ascii: "/")) ?? inside.endIndex
            }
            if let owner = owners[path[..<end]] { return owner }
        }
        return nil
    }

    private mutating func readDistributions(_ contents: PackageContents) {
        for (folder, distribution) in contents.distributions where !folder.contains("node_modules/") {
            let root = String(PackageFolders.split(folder).folder)
            let key = root + "/" + Self.normal(distribution.name)
            distributions[key] = InstalledPart(name: distribution.name, version: distribution.version, root: root)
            roots.insert(root.isEmpty ? "" : root + "/")
            for path in contents.distributionPaths(of: folder) { owners[path[...]] = key }
        }
    }

    private mutating func readModules(_ contents: PackageContents) {
        for root in ["node_modules", "nodejs/node_modules"] {
            for name in contents.folders[root] ?? [] where !name.hasPrefix(".") {
                let names =
                    name.hasPrefix("@") ? (contents.folders[root + "/" + name] ?? []).map { name + "/" + $0 } : [name]
                for name in names where contents.files[root + "/" + name + "/package.json"] != nil {
                    modules[root + "/" + name] = InstalledPart(name: name, version: "", root: root)
                    owners[(root + "/" + name)[...]] = root + "/" + name
                    roots.insert(root + "/")
                }
            }
        }
    }

    /// Names as indexes compare them (PEP 503).
    static func normal(_ name: String) -> String {
        name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    }
}
