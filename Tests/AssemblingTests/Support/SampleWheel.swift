import Archives
import BuildModel
import FileTrees

/// A small wheel that a test writes: files, their RECORD and what else a wheel has.
struct SampleWheel {
    var name: String
    var version = "1.0"
    var files: [String: String]
    var executables: Set<String> = []
    var entryPoints: String?
    /// Leaves RECORD out.
    var hasRecord = true
    /// Files that RECORD does not name.
    var unrecorded: Set<String> = []
    /// Symlinks, which no wheel may have.
    var links: [String: String] = [:]

    init(_ name: String, _ files: [String: String]) {
        self.name = name
        self.files = files
    }

    var information: String { "\(name)-\(version).dist-info" }
    var data: String { "\(name)-\(version).data" }

    /// Writes the wheel into a folder.
    func locked(in folder: TemporaryFolder) throws -> LockedDistribution {
        var files = files
        files[information + "/METADATA"] = "Metadata-Version: 2.1\nName: \(name)\nVersion: \(version)\n"
        files[information + "/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        if let entryPoints { files[information + "/entry_points.txt"] = entryPoints }
        var lines = files.filter { !unrecorded.contains($0.key) }.map { path, text in
            WheelRecord(
                path: path, hash: WheelRecord.hashField(of: FileDigest.sha256(of: Array(text.utf8))),
                size: Int64(text.utf8.count)
            ).line
        }.sorted()
        lines.append(information + "/RECORD,,")
        if hasRecord { files[information + "/RECORD"] = lines.map { $0 + "\n" }.joined() }
        let wheelName = "\(name)-\(version)-py3-none-any.whl"
        let path = folder.file(wheelName)
        var writer = try ZipWriter(path: path)
        for (name, text) in files {
            writer.add(
                ZipMember(
                    path: try PackagePath(name), isExecutable: executables.contains(name),
                    content: .bytes(Array(text.utf8))))
        }
        for (name, target) in links {
            writer.add(ZipMember(path: try PackagePath(name), content: .symlink(target: target)))
        }
        _ = try writer.finish()
        return LockedDistribution(
            name: name, version: version, wheel: path, wheelName: wheelName,
            digest: try FileDigest.sha256(ofFile: path), origin: "https://example.org/" + wheelName, licence: "MIT")
    }
}
