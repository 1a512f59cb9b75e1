import Archives
import BuildModel
import FileTrees

/// What goes into a package, with the origin of every entry. Two origins of one path are told apart here: equal bytes
/// stand once, different bytes are a finding that names both.
struct PackageContents {
    /// How the contents of an entry are compared with those of another origin.
    enum Fingerprint: Hashable {
        /// The hash field of a verified RECORD.
        case record(String)
        /// A member of an archive of the store.
        case member(crc32: UInt32, size: UInt64)
        /// A file of the user's, hashed only if its path comes twice.
        case file(String)
        /// Bytes that fclayer made.
        case bytes([UInt8])
        /// A symlink or a folder.
        case other(String)
    }

    /// An entry with its origin.
    struct Entry {
        let member: ZipMember
        let component: Int
        let fingerprint: Fingerprint
    }

    /// The parts of the package, in the order of its ingredients.
    private(set) var components: [PackageComponent] = []
    /// All entries so far.
    private(set) var entries: [Entry] = []
    private var places: [PackagePath: Int] = [:]
    private var collisions: [Finding] = []
    private let package: PackageID

    init(package: PackageID) { self.package = package }

    /// Begins a new origin; entries that follow belong to it.
    mutating func begin(_ component: PackageComponent) { components.append(component) }

    /// Adds an entry of the current origin.
    mutating func add(_ member: ZipMember, fingerprint: Fingerprint) {
        let entry = Entry(member: member, component: components.count - 1, fingerprint: fingerprint)
        guard let place = places[member.path] else {
            places[member.path] = entries.count
            entries.append(entry)
            return
        }
        let first = entries[place]
        guard !isEqual(first.fingerprint, entry.fingerprint) else { return }
        // A long list of paths from the same two origins says no more than the first few.
        guard collisions.count < 10 else { return }
        collisions.append(collision(first, entry))
    }

    /// Findings about paths that cannot stand together in one package: different bytes, a file where another origin needs a
    /// folder, names that differ only by case (macOS and Windows would lose one of them).
    func conflicts() -> [Finding] {
        var findings = collisions
        var folded: [String: Int] = [:]
        folded.reserveCapacity(entries.count)
        var clearFolders: Set<String> = []
        for (index, entry) in entries.enumerated() {
            if let file = fileInTheWay(of: entry, clear: &clearFolders) {
                findings.append(fileInTheWay(entries[file], of: entry))
            }
            if let other = folded.updateValue(index, forKey: entry.member.path.text.lowercased()) {
                findings.append(caseCollision(entries[other], entry))
            }
            if findings.count >= 20 { break }
        }
        return findings
    }

    /// Drops the entries of folders that something lies in after all: only empty ones need an entry.
    mutating func dropFilledFolders() {
        let marked = entries.filter(isFolder).map(\.member.path.text)
        guard !marked.isEmpty else { return }
        var filled: Set<String> = []
        for entry in entries {
            var folder = entry.member.path.folder
            while !folder.isEmpty, filled.insert(folder).inserted { folder = Self.above(folder) }
        }
        entries = entries.filter { !(isFolder($0) && filled.contains($0.member.path.text)) }
    }

    /// The place of a plain file or link where a folder above the entry must be. Folders that were looked at are `clear`.
    private func fileInTheWay(of entry: Entry, clear: inout Set<String>) -> Int? {
        var folder = entry.member.path.folder
        while !folder.isEmpty, clear.insert(folder).inserted {
            if let path = try? PackagePath(folder), let place = places[path], !isFolder(entries[place]) {
                return place
            }
            folder = Self.above(folder)
        }
        return nil
    }

    private static func above(_ folder: String) -> String {
        folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(folder[..<$0]) } ?? ""
    }

    /// Gives each origin the number and sizes of its entries, which are known when the zip is written.
    mutating func account(entry index: Int, zipped: Int64, unpacked: Int64) {
        let component = entries[index].component
        components[component].entryCount += 1
        components[component].zippedSize += zipped
        components[component].unpackedSize += unpacked
    }

    private func isFolder(_ entry: Entry) -> Bool {
        if case .emptyDirectory = entry.member.content { true } else { false }
    }

    private func isEqual(_ left: Fingerprint, _ right: Fingerprint) -> Bool {
        if left == right { return true }
        guard let first = hashField(of: left), let second = hashField(of: right) else { return false }
        return first == second
    }

    private func hashField(of fingerprint: Fingerprint) -> String? {
        switch fingerprint {
        case .record(let hash): hash
        case .file(let path): (try? FileDigest.sha256(ofFile: path)).map(WheelRecord.hashField)
        case .bytes(let bytes): WheelRecord.hashField(of: FileDigest.sha256(of: bytes))
        case .member, .other: nil
        }
    }

    private func name(of entry: Entry) -> String {
        let component = components[entry.component]
        return "`" + component.name + (component.version.map { " " + $0 } ?? "") + "`"
    }

    private func location(_ entry: Entry) -> Finding.Location {
        .init(package: package.description, entry: entry.member.path.text)
    }

    private func collision(_ first: Entry, _ second: Entry) -> Finding {
        let bothDistributions = [first, second].allSatisfy { components[$0.component].version != nil }
        return Finding(
            rule: "path-collision", severity: .error,
            message:
                "\(name(of: first)) and \(name(of: second)) both bring `\(second.member.path)` with different contents",
            location: location(second),
            hint: bothDistributions
                ? "leave one of them out, or put them into two layers: the layer configured first wins"
                : "remove the copy from your folder (or leave it out with `.fcignore`), or set `dependencies: none`")
    }

    private func fileInTheWay(_ file: Entry, of entry: Entry) -> Finding {
        Finding(
            rule: "path-collision", severity: .error,
            message: "`\(file.member.path)` is a file of \(name(of: file)) and a folder of \(name(of: entry))",
            location: location(entry), hint: "leave one of them out")
    }

    private func caseCollision(_ first: Entry, _ second: Entry) -> Finding {
        Finding(
            rule: "case-collision", severity: .error,
            message:
                "`\(first.member.path)` (\(name(of: first))) and `\(second.member.path)` (\(name(of: second))) differ "
                + "only by case",
            location: location(second), hint: "rename one of them: not every system that unpacks the zip can hold both")
    }
}
