/// Binary packages of Debian (`.deb`): an `ar` archive of `debian-binary`, `control.tar.*` and `data.tar.*` (deb(5)), with
/// xz, zstd, gzip or no compression.
public enum DebianPackageFile {
    /// The fields of the package's control file.
    public static func control(of file: String) throws(ArchiveError) -> ControlParagraph {
        var reader = try tar(
            "control.tar", of: file, TarBounds(entries: 1_000, memberBytes: 64 << 20, totalBytes: 256 << 20))
        while let entry = try reader.next() {
            guard entry.path == "control", entry.kind == .file else { continue }
            let bytes = try reader.contents(limit: 1 << 20)
            guard let text = String(validating: bytes, as: UTF8.self), let fields = ControlParagraph(text),
                fields["Package"] != nil, fields["Version"] != nil
            else {
                throw ArchiveError(
                    .notDebianPackage, .read, path: file, entry: "control", detail: "its control file is damaged")
            }
            return fields
        }
        throw ArchiveError(.notDebianPackage, .read, path: file, detail: "it has no control file")
    }

    /// The contents of named files of the package's control part, for example `postinst`; files that it lacks are left out, and
    /// so are those of more than 1 MiB.
    public static func controlFiles(_ names: Set<String>, of file: String) throws(ArchiveError) -> [String: [UInt8]] {
        var reader = try tar(
            "control.tar", of: file, TarBounds(entries: 1_000, memberBytes: 64 << 20, totalBytes: 256 << 20))
        var files: [String: [UInt8]] = [:]
        while let entry = try reader.next() {
            guard names.contains(entry.path), entry.kind == .file, entry.size <= 1 << 20 else { continue }
            files[entry.path] = try reader.contents(limit: 1 << 20)
        }
        return files
    }

    /// Puts the files of a package into a folder that exists. `choosing` sees the entries as the package names them, for
    /// example `usr/lib/x86_64-linux-gnu/libc.so.6`.
    ///
    /// The modes are 0644 and 0755; owners, times and set-user bits are dropped. Hostile names, devices, links out of the
    /// package and contents beyond the bounds of `options` are errors. On an error what was unpacked before stays.
    @discardableResult
    public static func unpack(
        _ file: String, into folder: String, _ options: UnpackOptions = .root,
        choosing: (TarEntry) -> Bool = { _ in true }
    ) throws(ArchiveError) -> UnpackSummary {
        try tar("data.tar", of: file, options.bounds).unpack(into: folder, options, choosing: choosing)
    }

    /// Packs the files of a package into a zip, as `TarReader.pack` does.
    @discardableResult
    public static func pack(
        _ file: String, into zip: String, scratch: String, bounds: TarBounds = TarBounds(),
        options: ZipOptions = ZipOptions(), placing: (TarEntry) throws(ArchiveError) -> PackedPlace?
    ) throws(ArchiveError) -> ZipSummary {
        try tar("data.tar", of: file, bounds).pack(into: zip, scratch: scratch, options: options, placing: placing)
    }

    /// Opens one of the two tars of a package.
    private static func tar(
        _ name: String, of path: String, _ bounds: TarBounds
    ) throws(ArchiveError) -> TarReader {
        let file = try RandomAccessFile(path: path, followingLinks: true)
        let members = try ArArchive.members(of: file)
        func failure(_ detail: String) -> ArchiveError {
            ArchiveError(.notDebianPackage, .open, path: path, detail: detail)
        }
        guard let first = members.first, first.name == "debian-binary", first.range.count <= 1024 else {
            throw failure("its first member is not `debian-binary`")
        }
        let version = try file.bytes(at: first.range.lowerBound, count: first.range.count)
        guard version.starts(with: "2.".utf8) else { throw failure("it is not of the format 2.x") }
        // Members that dpkg does not know may stand between the three if their names begin with `_`.
        let known = members.dropFirst().filter { !$0.name.hasPrefix("_") }
        guard known.count >= 2, isTar(known[known.startIndex].name, "control.tar"),
            isTar(known[known.startIndex + 1].name, "data.tar")
        else { throw failure("its members are not `debian-binary`, `control.tar` and `data.tar`") }
        guard let member = members.first(where: { isTar($0.name, name) }) else { throw failure("it has no `\(name)`") }
        return try TarReader(RandomAccessFile(path: path, piece: member.range, of: file), bounds: bounds)
    }

    private static func isTar(_ name: String, _ stem: String) -> Bool {
        ["", ".xz", ".zst", ".gz", ".bz2", ".lzma"].contains { name == stem + $0 }
    }
}
