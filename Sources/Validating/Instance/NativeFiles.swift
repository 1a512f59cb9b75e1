import Archives
import Binaries
import BuildModel

/// What reading the entries of a package gave.
struct NativeFiles: Sendable {
    /// ELF files, programs for other systems and scripts, by path.
    var files: [NativeFile] = []
    /// Entries whose contents are damaged, with the words of the reader.
    var damaged: [(path: String, words: String)] = []
    /// Entries that are too large to be read.
    var tooLarge: [String] = []
    /// What looks like a secret, by path.
    var secrets: [(path: String, sighting: SecretSighting)] = []

    /// Packages that unpack to more are not read as a whole, only what may be native.
    static let largestVerified: Int64 = 4 << 30
    /// Larger entries are not read: the largest libraries of known packages have 1 GB.
    static let largest = 1 << 30

    /// Reads the entries that may be programs or libraries, each once, on all cores.
    ///
    /// - Parameters:
    ///   - contents: The package.
    ///   - started: Paths of files that are started: they are read and kept whatever they are.
    ///   - isOurs: Whether fclayer wrote the zip. Of others every entry is read once, to find damage.
    ///   - memory: Facts of libraries that were read before; asked for our own zips only.
    ///   - scan: Says in which entries secrets are looked for.
    static func read(
        from contents: PackageContents, started: Set<String>, isOurs: Bool, memory: NativeMemory, scan: SecretScan
    ) throws(ArchiveError) -> NativeFiles {
        let scanned = scan.places(in: contents)
        let readsAll = !isOurs && contents.unpackedSize <= largestVerified
        var result = NativeFiles()
        var chosen: [(path: String, entry: ZipEntry)] = []
        for (path, entry) in contents.files where entry.kind == .file && !entry.isEncrypted {
            guard readsAll || mayBeNative(path, entry) || started.contains(path) || scanned.contains(entry.index)
            else { continue }
            if entry.size > UInt64(largest) { result.tooLarge.append(path) } else { chosen.append((path, entry)) }
        }
        // Large ones first, so that no core is left with the largest at the end.
        chosen.sort { ($1.entry.size, $0.path) < ($0.entry.size, $1.path) }
        var keys: [Digest?] = Array(repeating: nil, count: chosen.count)
        if isOurs {
            let known = memory.recollections(of: chosen.map(\.entry), in: contents.directory)
            for (place, recollection) in zip(chosen, known) {
                guard let facts = recollection.facts else { continue }
                result.files.append(NativeFile(path: place.path, kind: .elf, elf: facts, problem: nil, script: nil))
            }
            let unknown = chosen.indices.filter { known[$0].facts == nil }
            (chosen, keys) = (unknown.map { chosen[$0] }, unknown.map { known[$0].key })
        }
        let read = try contents.directory.verifyAll(
            chosen.map(\.entry),
            initial: { NativeReading(size: Int($0.size), looksForSecrets: scanned.contains($0.index)) },
            update: { $0.take($1) })
        var learnt: [(facts: ELFFile, key: Digest)] = []
        for (index, member) in read.enumerated() {
            let path = chosen[index].path
            if let failure = member.failure {
                result.damaged.append((path, failure.detail))
                continue
            }
            result.secrets += member.state.secrets?.sightings.map { (path, $0) } ?? []
            if mayBeNative(path, chosen[index].entry) || started.contains(path),
                let file = member.state.file(at: path, whatever: started.contains(path))
            {
                result.files.append(file)
                if let key = keys[index], let facts = file.elf { learnt.append((facts, key)) }
            }
        }
        memory.keep(learnt)
        result.files.sort { $0.path < $1.path }
        result.damaged.sort { $0.path < $1.path }
        result.tooLarge.sort()
        result.secrets.sort { ($0.path, $0.sighting.line) < ($1.path, $1.sighting.line) }
        return result
    }

    private static func isLibraryName(_ path: String) -> Bool { path.hasSuffix(".so") || path.contains(".so.") }

    /// Whether the entry may be a program, a library or a script: by its name, else by its mode.
    private static func mayBeNative(_ path: String, _ entry: ZipEntry) -> Bool {
        // Most entries are Python sources: told apart by their last bytes.
        guard entry.kind == .file, entry.size > 0, !path.utf8.reversed().starts(with: "yp.".utf8) else { return false }
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        if isLibraryName(String(name)) { return true }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            // A name without extension; metadata of wheels has such names too and is never a program.
            return !path.contains(".dist-info/") && !path.contains(".egg-info/")
        }
        let suffix = name[name.index(after: dot)...].lowercased()
        if ["node", "pyd", "dylib", "bin", "sh", "bash", "exe", "dll"].contains(suffix) {
            return suffix != "exe" && suffix != "dll"
        }
        return entry.isExecutable && !textual.contains(suffix)
    }

    private static let textual: Set<String> = [
        "py", "pyc", "pyi", "pyx", "pxd", "pth", "txt", "md", "rst", "json", "html", "htm", "css", "js", "mjs", "cjs",
        "ts",
        "map", "h", "hpp", "c", "cc", "cpp", "f", "f90", "xml", "yaml", "yml", "csv", "toml", "cfg", "ini", "typed",
        "png",
        "jpg", "jpeg", "gif", "svg", "ico", "gz", "zip", "whl", "jar", "war", "npy", "npz", "pdf", "java", "class",
        "php",
        "go", "rs", "swift", "lock", "log", "sql", "template", "tmpl", "woff", "woff2", "ttf", "dat", "db", "tar", "xz",
    ]
}
