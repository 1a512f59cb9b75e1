import Archives
import BuildModel
import FileTrees

/// A jar that goes into a package.
struct JavaJar {
    /// The file (absolute).
    var file: String
    /// The name that it gets.
    var name: String
    var group = ""
    var artifact = ""
    var version = ""
    var licences: [String] = []
    /// Whether this build made it, so that its times and order are those of this run.
    var isOwn = false

    var component: PackageComponent? {
        guard !artifact.isEmpty else { return nil }
        let known = licences.isEmpty ? embeddedLicences : licences
        return PackageComponent(
            name: group.isEmpty ? artifact : "\(group):\(artifact)", version: version.isEmpty ? nil : version,
            origin: group.isEmpty ? name : "pkg:maven/\(group)/\(artifact)@\(version)",
            licence: known.isEmpty ? nil : known.joined(separator: ", "),
            digest: try? FileDigest.sha256(ofFile: file))
    }

    /// The licences that the jar itself names: in the project file that Maven puts into jars, else in its manifest.
    var embeddedLicences: [String] {
        guard let jar = try? ZipDirectory(path: file, policy: .inspect) else { return [] }
        func bytes(_ name: String) -> [UInt8]? {
            jar.entry(named: name).flatMap { try? jar.bytes(of: $0, limit: 1 << 20) }
        }
        if let project = bytes("META-INF/maven/\(group)/\(artifact)/pom.xml"), let root = XMLElement.parse(project) {
            let names = (root["licenses"]?.all("license") ?? []).compactMap { $0["name"]?.text }.filter { !$0.isEmpty }
            if !names.isEmpty { return names }
        }
        // OSGi's header; longer values go on in lines of their own, which begin with a space.
        let manifest = String(decoding: bytes("META-INF/MANIFEST.MF") ?? [], as: UTF8.self)
            .replacing("\r\n ", with: "").replacing("\n ", with: "")
        let key = "Bundle-License: "
        let line = manifest.split(whereSeparator: \.isNewline).first { $0.hasPrefix(key) }
        return line.map { [String($0.dropFirst(key.count))] } ?? []
    }

    /// Whether the version may be another file tomorrow.
    var isSnapshot: Bool { version.hasSuffix("-SNAPSHOT") }
}

/// Writes jars that are the same bytes each time.
enum JarWriter {
    /// Makes a jar of folders with classes and resources; the first one that has a file wins, as on a class path.
    static func write(_ folders: [String], to target: String) throws(StageFailure) {
        var members: [String: ZipMember] = [:]
        for folder in folders {
            let listing = try BuildFailure.onDisk { () throws(FileTreeError) in try FileTree.walk(folder) }
            for entry in listing.entries where entry.kind == .file && members[entry.path] == nil {
                guard let path = try? PackagePath(entry.path) else { continue }
                members[entry.path] = ZipMember(path: path, content: .file(path: folder + "/" + entry.path))
            }
        }
        try packed { () throws(ArchiveError) in try write(Array(members.values), to: target) }
    }

    /// Writes a jar anew with fixed times and order, and without the lines that tell when and by whom it was made. Members stay
    /// as they are compressed. Jars that fclayer's own rules do not allow (entries twice, a program in front) stay as they are.
    static func normalise(_ source: String, to target: String) throws(StageFailure) {
        do throws(ArchiveError) {
            let jar = try ZipDirectory(path: source)
            var members: [ZipMember] = []
            for entry in jar.entries {
                guard let path = entry.path else { continue }
                let content: ZipMember.Content
                if entry.isDirectory {
                    content = .emptyDirectory
                } else if Self.tellsItsMaker(entry.name) {
                    content = .bytes(Self.withoutMaker(try jar.bytes(of: entry)))
                } else {
                    content = .copied(from: jar, entry)
                }
                members.append(ZipMember(path: path, content: content))
            }
            try write(members, to: target)
        } catch {
            try BuildFailure.onDisk { () throws(FileTreeError) in
                try Files.remove(target)
                try Files.copy(source, to: target, mode: 0o644)
            }
        }
    }

    private static func write(_ members: [ZipMember], to target: String) throws(ArchiveError) {
        var writer = try ZipWriter(path: target)
        writer.add(contentsOf: members)
        _ = try writer.finish(ZipOptions())
    }

    private static func packed(_ work: () throws(ArchiveError) -> Void) throws(StageFailure) {
        do { try work() } catch { throw BuildFailure.failure(.environment, "disk-failed", "\(error)") }
    }

    private static func tellsItsMaker(_ name: String) -> Bool {
        name == "META-INF/MANIFEST.MF" || (name.hasPrefix("META-INF/maven/") && name.hasSuffix("/pom.properties"))
    }

    /// `Built-By` of manifests is a user's name; comments of `pom.properties` are dates.
    private static func withoutMaker(_ bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let kept = lines.filter { !$0.starts(with: "#".utf8) && !$0.starts(with: "Built-By:".utf8) }
        return Array(kept.joined(separator: [UInt8(ascii: "\n")]))
    }
}
