import Archives
import BuildModel

extension PackageContents {
    /// The paths right below the folders of Python environments that distributions brought, by what each `RECORD` lists:
    /// `python/numpy`, `python/six.py`. Only the beginning of each line is read, since a layer may have 100 000 of them.
    func distributionPaths() -> Set<String> {
        var paths: Set<String> = []
        for folder in folders.keys where folder.hasSuffix(".dist-info") || folder.hasSuffix(".egg-info") {
            paths.formUnion(distributionPaths(of: folder))
        }
        return paths
    }

    /// The paths that one distribution brought, its folder of metadata among them.
    func distributionPaths(of folder: String) -> [String] {
        let root = PackageFolders.split(folder).folder
        let prefix = root.isEmpty ? "" : root + "/"
        guard let record = bytes(at: folder + "/RECORD") else {
            // Without RECORD the names of modules may be listed.
            return [folder] + lines(of: folder + "/top_level.txt").flatMap { [prefix + $0, prefix + $0 + ".py"] }
        }
        return [folder] + Self.firstParts(of: record).map { prefix + $0 }
    }

    private func lines(of path: String) -> [Substring] {
        bytes(at: path, limit: 1 << 16).map {
            String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isNewline).map(\.trimmed)
        } ?? []
    }

    /// What stands before the first `/` or `,` of each line.
    private static func firstParts(of record: [UInt8]) -> [String] {
        var names: [String] = []
        var last: ArraySlice<UInt8> = []
        for line in record.split(separator: UInt8(ascii: "\n")) {
            let path = line.first == UInt8(ascii: "\"") ? line.dropFirst() : line
            let part = path.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") }
            // Lines of one folder stand together; `../../bin/tool` lies elsewhere.
            guard !part.isEmpty, part != last, !part.elementsEqual("..".utf8) else { continue }
            last = part
            names.append(String(decoding: part, as: UTF8.self))
        }
        return names
    }
}
