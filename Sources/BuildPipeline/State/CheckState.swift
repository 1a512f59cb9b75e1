import BuildModel
import FileTrees
import Validating

/// What the checks of a run found, kept for the next run: packages that are the same and are used the same way are not opened again.
enum CheckState {
    /// What is remembered. Records of another program, or of one that somebody else ran, are not believed: they could hide what is
    /// wrong.
    static func load(_ path: String, program: String?) -> [Digest: [UInt8]] {
        guard let mark = program.flatMap(FileMark.now), var reader = StateFile.read(path),
            reader.text() == Version.stateKey, reader.text() == program, reader.mark() == mark,
            let records = reader.list({ reader in
                reader.digest().flatMap { key in reader.string().map { (key, $0) } }
            }), reader.isAtEnd
        else { return [:] }
        return Dictionary(records) { first, _ in first }
    }

    /// Keeps records; failing to do so costs time later, nothing else.
    static func save(_ records: [Digest: [UInt8]], to path: String, program: String?) {
        guard let program, let mark = FileMark.now(program) else { return }
        var writer = StateWriter()
        writer.append(Version.stateKey)
        writer.append(program)
        writer.append(mark)
        writer.append(records.sorted { $0.key < $1.key }) {
            $0.append($1.key)
            $0.append($1.value)
        }
        _ = try? StateFile.write(writer, to: path)
    }

    /// What tells packages with all that is known of them from others, by the path of their zips; not of those that are yet to be
    /// hashed.
    static func packages(_ items: [PackageShop.Item]) -> [String: Digest] {
        var packages: [String: Digest] = [:]
        for item in items {
            guard let sums = item.sums else { continue }
            var package = item.package
            package.file = ""
            var writer = StateWriter()
            writer.append(sums.sha256)
            writer.append(package)
            packages[item.package.file] = FileDigest.sha256(of: writer.bytes)
        }
        return packages
    }
}
