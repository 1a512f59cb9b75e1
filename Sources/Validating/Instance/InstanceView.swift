import Archives
import BuildModel

/// The file system of an instance as far as packages make it: the code at `/code` over the layers at `/opt`, where the
/// first configured layer wins (D/021).
struct InstanceView: Sendable {
    let code: PackageContents?
    /// Layers with known contents in the order of configuration.
    let layers: [PackageContents]

    /// A file of a package.
    struct File: Sendable {
        let package: PackageContents
        let entry: ZipEntry
        /// Path inside the package.
        let path: String
        /// Path in the instance.
        let instancePath: String
    }

    /// The file at a path of the instance, symlinks followed; `nil` where the packages have none.
    func file(at path: String) -> File? { resolve(path, links: 0) }

    /// Whether the packages make a folder at a path of the instance.
    func isFolder(_ path: String) -> Bool {
        guard let (packages, inside) = packages(at: path) else { return false }
        return packages.contains { $0.folders[inside] != nil }
    }

    /// Names in a folder of the instance; empty for anything else.
    func names(in path: String) -> [String] {
        guard let (packages, inside) = packages(at: path) else { return [] }
        let names =
            packages.count == 1
            ? packages[0].folders[inside] ?? [] : Set(packages.flatMap { $0.folders[inside] ?? [] }).sorted()
        guard packages.contains(where: \.hasSymlinks) else { return names }
        return names.filter { !isDangling(path + "/" + $0) }
    }

    /// Whether a link in the code leads nowhere, or to itself. What lies outside of the code may be there.
    private func isDangling(_ path: String) -> Bool {
        var path = path
        for _ in 0..<40 {
            guard let (packages, inside) = packages(at: path), path.hasPrefix("/code/") else { return false }
            guard let entry = packages.lazy.compactMap({ $0.files[inside] }).first else {
                return !isFolder(path) && file(at: path) == nil
            }
            guard entry.isSymlink else { return false }
            guard let target = entry.symlinkTarget, let next = Self.join(folder(of: path), target) else { return true }
            path = next
        }
        return true
    }

    /// The contents of a file, at most `limit` bytes.
    func bytes(at path: String, limit: Int = 16 << 20) -> [UInt8]? {
        guard let file = file(at: path) else { return nil }
        return file.package.bytes(at: file.path, limit: limit)
    }

    /// The packages that may hold a path, first one first, and the path inside them.
    private func packages(at path: String) -> ([PackageContents], String)? {
        for (root, packages) in [("/code", code.map { [$0] } ?? []), ("/opt", layers)] where path.hasPrefix(root) {
            let rest = path.dropFirst(root.count)
            if rest.isEmpty || rest == "/" { return (packages, "") }
            if rest.hasPrefix("/") {
                var inside = rest.dropFirst()
                while inside.hasSuffix("/") { inside = inside.dropLast() }
                return (packages, String(inside))
            }
        }
        return nil
    }

    private func resolve(_ path: String, links: Int) -> File? {
        guard links < 40, let (packages, inside) = packages(at: path) else { return nil }
        for package in packages {
            guard let entry = package.files[inside] else { continue }
            guard entry.isSymlink else {
                return File(package: package, entry: entry, path: inside, instancePath: path)
            }
            guard let target = entry.symlinkTarget, let next = Self.join(folder(of: path), target) else { return nil }
            return resolve(next, links: links + 1)
        }
        guard packages.contains(where: \.hasSymlinks) else { return nil }
        return resolveThroughFolders(path, packages, inside, links)
    }

    /// A folder on the way may be a symlink.
    private func resolveThroughFolders(
        _ path: String, _ packages: [PackageContents], _ inside: String, _ links: Int
    ) -> File? {
        var end = inside.startIndex
        while let slash = inside[end...].firstIndex(of: "/") {
            let folder = String(inside[..<slash])
            end = inside.index(after: slash)
            for package in packages {
                guard let entry = package.files[folder], entry.isSymlink, let target = entry.symlinkTarget else {
                    continue
                }
                let linkPath = String(path.dropLast(inside.count)) + folder
                guard let base = Self.join(self.folder(of: linkPath), target) else { return nil }
                return resolve(base + "/" + inside[end...], links: links + 1)
            }
        }
        return nil
    }

    private func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// A path from a folder, with `.` and `..` worked out; `nil` for a path above the root.
    static func join(_ folder: String, _ path: String) -> String? {
        var parts = path.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
            case "..":
                guard !parts.isEmpty else { return nil }
                parts.removeLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
