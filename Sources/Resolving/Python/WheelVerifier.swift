import Archives
import BuildModel
import FileTrees

/// Reads a wheel through once: the archive, its names, its metadata, and every member against RECORD (PEP 427).
struct WheelVerifier {
    /// What a sound wheel says of itself. Kept as a note of the store, so that no wheel is read through twice.
    struct Report: Hashable, Sendable, Codable {
        /// The name as PEP 503 normalises it.
        var name: String
        var version: String
        /// File name that it was checked against.
        var fileName: String
        var licence: String?
        /// Members that begin as ELF files do.
        var binaries: [String]
    }

    /// What is wrong with a wheel.
    struct Trouble: Error, Hashable {
        var rule: String
        /// The end of a sentence that names the wheel.
        var message: String
        var entry: String?
    }

    /// Changes when checks are added: wheels are then read through once more.
    static let version = 1

    private struct MemberState: Sendable {
        var hasher = StreamHasher()
        var head: [UInt8] = []
    }

    private let wheel: ZipDirectory
    private let name: WheelName

    /// Checks the wheel at `path`, which has the file name `fileName`.
    static func verify(_ path: String, fileName: String) throws(Trouble) -> Report {
        guard let name = WheelName(fileName) else {
            throw Trouble(rule: "wheel-damaged", message: "is not named as wheels are (PEP 427)")
        }
        let wheel: ZipDirectory
        do { wheel = try ZipDirectory(path: path) } catch { throw trouble(error) }
        return try WheelVerifier(wheel: wheel, name: name).report()
    }

    private func report() throws(Trouble) -> Report {
        if let odd = wheel.entries.first(where: { $0.path == nil || $0.kind == .special || $0.isSymlink }) {
            throw Trouble(rule: "wheel-unsafe-path", message: "holds an entry that is no plain file", entry: odd.name)
        }
        let folder = try informationFolder()
        let tags = WheelMetadata(try text(of: folder + "/WHEEL"))
        guard let format = tags.first("Wheel-Version"), format.hasPrefix("1.") else {
            throw Trouble(
                rule: "wheel-damaged", message: "has no `Wheel-Version` 1.x in its WHEEL file", entry: folder + "/WHEEL"
            )
        }
        let metadata = WheelMetadata(try text(of: folder + "/METADATA"))
        guard let metadataName = metadata.first("Name"), PythonName.normalised(metadataName) == name.name else {
            throw Trouble(
                rule: "wheel-damaged",
                message: "says in METADATA that it is `\(metadata.first("Name") ?? "nothing")`",
                entry: folder + "/METADATA")
        }
        let recordPath = folder + "/RECORD"
        guard let records = WheelRecord.parse(try text(of: recordPath)) else {
            throw Trouble(rule: "wheel-record-mismatch", message: "has a RECORD that is not CSV", entry: recordPath)
        }
        let binaries = try compare(records, exempt: [recordPath, recordPath + ".jws", recordPath + ".p7s"])
        return Report(
            name: name.name, version: metadata.first("Version") ?? name.version, fileName: name.fileName,
            licence: metadata.licence, binaries: binaries)
    }

    /// `<name>-<version>.dist-info`, exactly one, of the distribution that the file name says.
    private func informationFolder() throws(Trouble) -> String {
        var folders: Set<String> = []
        for entry in wheel.entries {
            guard let first = entry.name.split(separator: "/").first, first.hasSuffix(".dist-info") else { continue }
            folders.insert(String(first))
        }
        guard folders.count == 1, let folder = folders.first else {
            let count = folders.isEmpty ? "no" : "\(folders.count)"
            throw Trouble(rule: "wheel-damaged", message: "has \(count) `.dist-info` folders where one belongs")
        }
        let stem = folder.dropLast(".dist-info".count)
        let cut = stem.lastIndex(of: "-") ?? stem.endIndex
        let version = cut == stem.endIndex ? "" : String(stem[stem.index(after: cut)...])
        let sameVersion =
            PythonVersion(version).flatMap { own in PythonVersion(name.version).map { $0 == own } }
            ?? (version == name.version)
        guard PythonName.normalised(stem[..<cut]) == name.name, sameVersion else {
            throw Trouble(rule: "wheel-damaged", message: "holds `\(folder)`, which is another distribution")
        }
        return folder
    }

    private func text(of path: String) throws(Trouble) -> String {
        guard let entry = wheel.entry(named: path), entry.kind == .file else {
            throw Trouble(rule: "wheel-damaged", message: "has no `\(path)`")
        }
        do { return String(decoding: try wheel.bytes(of: entry, limit: 64 << 20), as: UTF8.self) } catch {
            throw Self.trouble(error)
        }
    }

    /// Every member must be in RECORD with its digest, and every line of RECORD must have its member. Gives the members
    /// that are ELF files.
    private func compare(_ records: [WheelRecord], exempt: Set<String>) throws(Trouble) -> [String] {
        var expected: [String: WheelRecord] = [:]
        for record in records where expected.updateValue(record, forKey: record.path) != nil {
            throw mismatch("lists `\(record.path)` twice in RECORD", record.path)
        }
        let members = wheel.entries.filter { !$0.isDirectory }
        let results: [VerifiedMember<MemberState>]
        do {
            results = try wheel.verifyAll(members, initial: { _ in MemberState() }) { state, bytes in
                if state.head.count < 4 { state.head += bytes.prefix(4 - state.head.count) }
                state.hasher.update(bytes)
            }
        } catch { throw Self.trouble(error) }
        var binaries: [String] = []
        for result in results {
            let entry = result.entry
            if let failure = result.failure { throw Self.trouble(failure) }
            if result.state.head == [0x7F, 0x45, 0x4C, 0x46] { binaries.append(entry.name) }
            let record = expected.removeValue(forKey: entry.name)
            if exempt.contains(entry.name) { continue }
            guard let record else { throw mismatch("holds `\(entry.name)`, which RECORD does not list", entry.name) }
            guard record.hash.hasPrefix("sha256=") else {
                throw mismatch("has no SHA-256 for `\(entry.name)` in RECORD", entry.name)
            }
            let digest = result.state.hasher.finalize()
            guard WheelRecord.hashField(of: digest) == record.hash, record.size.map({ $0 == Int64(entry.size) }) ?? true
            else { throw mismatch("holds other bytes in `\(entry.name)` than RECORD says", entry.name) }
        }
        for exempted in exempt { expected[exempted] = nil }
        let missing = expected.keys.filter { !$0.hasSuffix("/") }.min()
        if let missing { throw mismatch("lacks `\(missing)`, which RECORD lists", missing) }
        return binaries.sorted()
    }

    private func mismatch(_ message: String, _ entry: String) -> Trouble {
        Trouble(rule: "wheel-record-mismatch", message: message, entry: entry)
    }

    private static func trouble(_ error: ArchiveError) -> Trouble {
        let rule =
            switch error.code {
            case .refused(let kind):
                switch kind {
                case .duplicateName, .caseClash, .entryInsideFile: "wheel-duplicate-entry"
                case .emptyName, .absoluteName, .nameLeavesPackage, .nameNotNormal, .nameWithControlCharacter,
                    .nameTooLong, .nameNotUTF8, .secondNameDisagrees, .specialFile, .setuid, .symlinkLeavesPackage:
                    "wheel-unsafe-path"
                default: "wheel-damaged"
                }
            default: "wheel-damaged"
            }
        let entry = error.entry.map { " in `\($0)`" } ?? ""
        return Trouble(rule: rule, message: "is not sound\(entry): \(error.detail)", entry: error.entry)
    }
}
