import Archives
import BuildModel
import FileTrees

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Packages as an instance has them: folders for `/code` and `/opt`, kept by digest so that they are unpacked once.
struct PackageTrees: Sendable {
    /// Absolute path of the folder that keeps them.
    let folder: String
    /// How long a folder that nobody uses is kept.
    private static let age: Int64 = 7 * 86_400

    /// The folder with the contents of packages over each other; the first package that has a path wins (D/021).
    func tree(_ packages: [InstanceDescription.BuiltPackage]) throws(StageFailure) -> String {
        let names = packages.map(\.digest.hexadecimal).joined(separator: "\n")
        let key = packages.count == 1 ? names : FileDigest.sha256(of: Array(names.utf8)).hexadecimal
        let place = folder + "/tree-" + key
        if Files.exists(place) {
            // The time says that it is in use.
            utimes(place, nil)
            return place
        }
        do throws(FileTreeError) {
            try Files.makeFolders(folder)
            sweep()
            try make(packages, at: place)
        } catch { throw Self.failure("\(error)") }
        return place
    }

    private func make(
        _ packages: [InstanceDescription.BuiltPackage], at place: String
    ) throws(FileTreeError) {
        let scratch = try ScratchFolder(in: folder, prefix: "unpacking-")
        let fresh = scratch.path + "/tree"
        try Self.unpack(packages, to: fresh)
        // Another run may have been faster; then its folder stands.
        do throws(FileTreeError) { try Files.move(fresh, to: place) } catch  where Files.exists(place) {}
        withExtendedLifetime(scratch) {}
    }

    /// Unpacks into a folder, which is made. Modes and links are kept; an archive that would leave the folder is refused.
    static func unpack(_ packages: [InstanceDescription.BuiltPackage], to folder: String) throws(FileTreeError) {
        try Files.makeFolders(folder)
        var taken: Set<String> = []
        var links: [(path: String, target: String)] = []
        for package in packages {
            let zip: ZipDirectory
            do throws(ArchiveError) { zip = try ZipDirectory(path: package.file) } catch {
                throw FileTreeError(.other, operation: "unpack (\(error.detail))", path: package.file)
            }
            for entry in zip.entries {
                guard let path = entry.path?.text, taken.insert(path).inserted else { continue }
                switch entry.kind {
                case .directory: try Files.makeFolders(folder + "/" + path)
                case .symlink: if let target = entry.symlinkTarget { links.append((path, target)) }
                case .file, .special: try write(entry, of: zip, to: folder + "/" + path)
                }
            }
        }
        // Links come last, so that nothing is written through one.
        for link in links where (try? Files.status(folder + "/" + link.path, followingLink: false)) == nil {
            if let parent = Files.parentFolder(of: folder + "/" + link.path) { try Files.makeFolders(parent) }
            try Files.makeLink(at: folder + "/" + link.path, to: link.target)
        }
    }

    private static func write(_ entry: ZipEntry, of zip: ZipDirectory, to path: String) throws(FileTreeError) {
        let bytes: [UInt8]
        do throws(ArchiveError) { bytes = try zip.bytes(of: entry, limit: 2 << 30) } catch {
            throw FileTreeError(.other, operation: "unpack (\(entry.name): \(error.detail))", path: zip.path)
        }
        if let parent = Files.parentFolder(of: path) { try Files.makeFolders(parent) }
        // An archive that was not made on Unix has no modes. No setuid bits, whatever it says.
        let mode = entry.mode == 0 ? 0o644 : UInt16(truncatingIfNeeded: entry.mode) & 0o777
        try AtomicFile.write(bytes, to: path, mode: mode)
    }

    /// Removes what nobody has used for long, and what interrupted runs left.
    private func sweep() {
        let now = Int64(time(nil))
        for name in (try? Files.names(inFolder: folder)) ?? []
        where name.hasPrefix("tree-") || name.hasPrefix("unpacking-") {
            guard let status = try? Files.status(folder + "/" + name, followingLink: false) else { continue }
            if now - status.modified / 1_000_000_000 > Self.age { try? Files.remove(folder + "/" + name) }
        }
    }

    private static func failure(_ words: String) -> StageFailure {
        StageFailure(
            .environment,
            [
                Finding(
                    rule: "unpack-failed", severity: .error, message: "\(words)",
                    hint: "free some space, or build the package again")
            ])
    }
}
