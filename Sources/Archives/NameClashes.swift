import BuildModel

/// Duplicate names, names that differ only by case, and entries inside files, among the entries of an archive.
struct NameClashes {
    /// The first entry of each name.
    private(set) var places: [String: Int] = [:]
    private(set) var defects: [ZipDefect] = []

    init(_ entries: [ZipEntry]) {
        places.reserveCapacity(entries.count)
        var folded: [String: Int] = [:]
        folded.reserveCapacity(entries.count)
        for entry in entries {
            let name = entry.path?.text ?? entry.name
            if places[name] != nil {
                defects.append(ZipDefect(.duplicateName, entry: entry.name, detail: "the name is there twice"))
                continue
            }
            places[name] = entry.index
            let other = folded.updateValue(entry.index, forKey: name.lowercased())
            if let other {
                defects.append(
                    ZipDefect(
                        .caseClash, entry: entry.name, detail: "differs only by case from `\(entries[other].name)`"))
            }
        }
        for entry in entries {
            guard let folder = entry.path?.folder, !folder.isEmpty, let outer = fileAbove(folder, entries) else {
                continue
            }
            defects.append(
                ZipDefect(.entryInsideFile, entry: entry.name, detail: "`\(entries[outer].name)` is no folder"))
        }
    }

    /// The entry at the folder or above it that is not a folder. Folders without an entry of their own are usual.
    private func fileAbove(_ folder: String, _ entries: [ZipEntry]) -> Int? {
        var folder = folder[...]
        while !folder.isEmpty {
            if let place = places[String(folder)] {
                // What lies above a folder entry is looked at when its own turn comes.
                return entries[place].kind == .directory ? nil : place
            }
            guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
            folder = folder[..<slash]
        }
        return nil
    }
}
