import Archives
import Binaries
import BuildModel

/// What is known of a package that was packed, beside its zip.
struct DebianContents: Codable, Sendable {
    /// Places of files and links, sorted; with what a link leads to.
    var entries: [Entry] = []
    /// Libraries that each program and library needs (`DT_NEEDED`), all together.
    var needed: [String] = []
    /// The same for each program and library below a folder of `lib`: plugins, which something may load or not.
    var plugins: [String: [String]] = [:]
    /// Places of libraries by the names that programs ask for (`DT_SONAME`).
    var libraries: [String: String] = [:]
    /// Names that stand for one of several files.
    var alternatives: [DebianAlternatives.Alternative] = []
    /// Whether its installation script sets up alternatives that could not be read.
    var hasUnknownAlternatives = false
    /// The licences of its `copyright` file.
    var licence: String?
    /// The package whose folder in `/usr/share/doc` holds its `copyright` file, where that is another one.
    var copyrightOf: String?

    /// A file or link.
    struct Entry: Codable, Sendable {
        var place: String
        /// `nil` for a file.
        var link: String?
    }
}

/// Packs a package of Debian into a zip whose members stand where a layer or code has them. No script of it is run.
struct DebianPacking {
    /// Counts up when zips or facts are made differently.
    static let bucket = "debian-v1"

    /// Packs; what is known of the contents.
    static func pack(_ file: String, into zip: String, scratch: String) throws(ArchiveError) -> DebianContents {
        var contents = DebianContents()
        var sources: [String: Source] = [:]
        try DebianPackageFile.pack(file, into: zip, scratch: scratch) { (entry) throws(ArchiveError) -> PackedPlace? in
            note(entry, in: &contents)
            guard let place = try place(of: entry, sources, archive: file) else { return nil }
            let isLink = place.linkTarget != nil
            if let first = sources[place.path.text], first.path != entry.path {
                // Old names of merged folders are links to the file itself.
                if isLink { return nil }
                guard first.isLink else {
                    throw ArchiveError(
                        .duplicateMember, .read, path: file, entry: entry.path,
                        detail: "it and `\(first.path)` both belong at `\(place.path)`")
                }
            }
            sources[place.path.text] = Source(path: entry.path, isLink: isLink)
            return place
        }
        let scripts = try DebianPackageFile.controlFiles(["postinst"], of: file)
        if let script = scripts["postinst"] {
            let found = DebianAlternatives(String(decoding: script, as: UTF8.self))
            contents.alternatives = found.alternatives
            contents.hasUnknownAlternatives = found.hasUnknown
        }
        try read(zip, into: &contents)
        return contents
    }

    /// What was packed at a place.
    private struct Source {
        var path: String
        var isLink: Bool
    }

    private static func place(
        of entry: TarEntry, _ sources: [String: Source], archive: String
    ) throws(ArchiveError) -> PackedPlace? {
        guard case .place(let text) = DebianLayout.outcome(of: entry.path) else { return nil }
        let path: PackagePath
        do throws(PackagePath.Refusal) { path = try PackagePath(text) } catch {
            throw ArchiveError(
                .refused(.nameNotNormal), .read, path: archive, entry: entry.path,
                detail: "its place `\(text)` \(error)")
        }
        // Zips have no hard links, and copies of drivers with many names would be large.
        if case .hardLink(let first) = entry.kind, case .place(let end) = DebianLayout.outcome(of: first),
            sources[end]?.path == first
        {
            return PackedPlace(path, linkTarget: DebianLayout.relative(end, from: text))
        }
        guard case .symlink(let target) = entry.kind else { return PackedPlace(path) }
        do throws(DebianLayout.LinkLeavesRoot) {
            let link = try DebianLayout.link(target, from: entry.path, at: text)
            return link.map { PackedPlace(path, linkTarget: $0) }
        } catch {
            throw ArchiveError(
                .refused(.symlinkLeavesPackage), .read, path: archive, entry: entry.path,
                detail: "it links to `\(target)`, above the root of the system")
        }
    }

    /// Remembers whose documentation the package shares: `/usr/share/doc/libgomp1 -> gcc-12-base`.
    private static func note(_ entry: TarEntry, in contents: inout DebianContents) {
        guard case .symlink(let target) = entry.kind, entry.path.hasPrefix("usr/share/doc/") else { return }
        let parts = entry.path.split(separator: "/")
        let words = target.split(separator: "/").filter { $0 != ".." && $0 != "." }
        if parts.count == 4, let last = words.last {
            contents.copyrightOf = String(last)
        } else if parts.count == 5, parts[4] == "copyright", words.count > 1 {
            contents.copyrightOf = String(words[words.count - 2])
        }
    }

    /// Looks through what was packed.
    private static func read(_ zip: String, into contents: inout DebianContents) throws(ArchiveError) {
        let directory = try ZipDirectory(path: zip)
        var needed: Set<String> = []
        for entry in directory.entries where !entry.isDirectory {
            contents.entries.append(DebianContents.Entry(place: entry.name, link: entry.symlinkTarget))
            guard !entry.isSymlink else { continue }
            if entry.name.hasPrefix("share/doc/") {
                let text = String(decoding: try directory.bytes(of: entry), as: UTF8.self)
                contents.licence = contents.licence ?? DebianCopyright.licence(text)
            } else if let elf = try elf(entry, directory) {
                needed.formUnion(elf.needed)
                let isPlugin = entry.name.hasPrefix("lib/") && entry.name.split(separator: "/").count > 2
                if isPlugin { contents.plugins[entry.name] = elf.needed }
                if let name = elf.soname, contents.libraries[name] == nil { contents.libraries[name] = entry.name }
            }
        }
        contents.needed = needed.sorted()
        contents.entries.sort { $0.place < $1.place }
    }

    /// The facts of a program or library; `nil` for all else, damaged ones included: validation speaks of those.
    private static func elf(_ entry: ZipEntry, _ directory: ZipDirectory) throws(ArchiveError) -> ELFFile? {
        guard !entry.name.hasPrefix("share/"), !entry.name.hasPrefix("etc/"), entry.size > 64 else { return nil }
        let bytes = try directory.bytes(of: entry, limit: 1 << 30)
        guard BinaryKind(firstBytes: bytes.prefix(BinaryKind.bytesNeeded)) == .elf else { return nil }
        return try? ELFFile(bytes: bytes)
    }
}
