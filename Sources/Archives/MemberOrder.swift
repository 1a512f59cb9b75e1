import BuildModel

/// Puts members into the order of the archive and refuses what no archive may hold.
enum MemberOrder {
    static func sorted(_ members: [ZipMember], archive: String) throws(ArchiveError) -> [ZipMember] {
        guard !members.isEmpty else {
            throw ArchiveError(.noMembers, .write, path: archive, detail: "there is nothing to write")
        }
        let names = members.map { Array($0.entryName.utf8) }
        let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
        let sorted = order.map { members[$0] }
        var kinds: [String: Bool] = [:]
        var folded: [String: Int] = [:]
        kinds.reserveCapacity(sorted.count)
        folded.reserveCapacity(sorted.count)
        for (place, member) in sorted.enumerated() {
            let text = member.path.text
            var isFolder = false
            if case .emptyDirectory = member.content { isFolder = true }
            guard kinds.updateValue(isFolder, forKey: text) == nil else {
                throw ArchiveError(
                    .duplicateMember, .write, path: archive, entry: text, detail: "the path is there twice")
            }
            if let other = folded.updateValue(place, forKey: text.lowercased()) {
                throw ArchiveError(
                    .caseClash, .write, path: archive, entry: text,
                    detail: "differs only by case from `\(sorted[other].path)`")
            }
            try check(member, archive: archive)
        }
        var above = ""
        for member in sorted {
            // Neighbours mostly lie in one folder, which needs to be looked at once.
            guard member.path.folder != above else { continue }
            above = member.path.folder
            var folder = above[...]
            while !folder.isEmpty {
                if kinds[String(folder)] == false {
                    throw ArchiveError(
                        .memberInsideFile, .write, path: archive, entry: member.path.text,
                        detail: "`\(folder)` is no folder")
                }
                guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
                folder = folder[..<slash]
            }
        }
        return sorted
    }

    private static func check(_ member: ZipMember, archive: String) throws(ArchiveError) {
        switch member.content {
        case .symlink(let target):
            try check(target: target, of: member, archive: archive)
        case .copied(let directory, let entry):
            try directory.requireOwn(entry)
            guard entry.method == 0 || entry.method == 8, !entry.isEncrypted else {
                throw ArchiveError(
                    .unsupportedMethod, .write, path: directory.path, entry: entry.name,
                    detail: "encrypted or compressed by method \(entry.method)")
            }
            guard entry.kind == .file || entry.kind == .symlink, entry.method == 8 || entry.size == entry.compressedSize
            else {
                throw ArchiveError(
                    .notRegularFile, .write, path: directory.path, entry: entry.name, detail: "not a file or symlink")
            }
            if entry.isSymlink { try check(target: entry.symlinkTarget ?? "", of: member, archive: archive) }
        case .file, .bytes, .emptyDirectory: break
        }
    }

    private static func check(target: String, of member: ZipMember, archive: String) throws(ArchiveError) {
        guard target.utf8.count <= 4095, PlacedLink(path: member.path.text, target: target).staysInside else {
            throw ArchiveError(
                .symlinkLeavesPackage, .write, path: archive, entry: member.path.text, detail: "points to `\(target)`")
        }
    }
}
