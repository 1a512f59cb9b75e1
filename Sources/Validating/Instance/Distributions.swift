import BuildModel

/// A Python distribution that is installed in a package.
struct Distribution: Hashable, Sendable, CustomStringConvertible {
    let name: String
    let version: String

    var description: String { "\(name) \(version)" }
}

extension PackageContents {
    /// The folders `*.dist-info` with the distribution that each describes.
    var distributions: [(folder: String, distribution: Distribution)] {
        folders.keys.filter { $0.hasSuffix(".dist-info") }.sorted().compactMap { folder in
            let name = folder.lastIndex(of: "/").map { folder[folder.index(after: $0)...] } ?? folder[...]
            let fields = name.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
            guard fields.count == 2 else { return nil }
            return (folder, Distribution(name: String(fields[0]), version: String(fields[1])))
        }
    }

    /// The distributions that brought the files, by what their `RECORD` lists.
    func owners(of paths: Set<String>) -> [String: Distribution] {
        guard !paths.isEmpty else { return [:] }
        var owners: [String: Distribution] = [:]
        for (folder, distribution) in distributions {
            for path in recorded(in: folder) where paths.contains(path) && owners[path] == nil {
                owners[path] = distribution
            }
            if owners.count == paths.count { break }
        }
        return owners
    }

    /// The names at the top of a folder's modules that distributions brought, for example `numpy` and `six.py`.
    func distributionRoots(in root: String) -> Set<String> {
        var roots: Set<String> = []
        for (folder, _) in distributions where Self.parent(folder) == root {
            roots.insert(String(folder.dropFirst(root.isEmpty ? 0 : root.count + 1)))
            for path in recorded(in: folder) {
                let inside = root.isEmpty ? path[...] : path.dropFirst(root.count + 1)
                roots.insert(String(inside.prefix { $0 != "/" }))
            }
        }
        return roots
    }

    private func recorded(in folder: String) -> [String] {
        guard let bytes = bytes(at: folder + "/RECORD"),
            let records = WheelRecord.parse(String(decoding: bytes, as: UTF8.self))
        else { return [] }
        let root = Self.parent(folder)
        return records.compactMap { record in
            if record.path.hasPrefix("/") { return nil }
            if !record.path.hasPrefix("../") { return root.isEmpty ? record.path : root + "/" + record.path }
            return InstanceView.join("/" + root, record.path).map { String($0.dropFirst()) }
        }
    }

    private static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
