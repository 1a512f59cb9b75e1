import Archives
import Binaries

/// What the first bytes and the headers of an entry tell.
struct NativeFile: Sendable {
    /// Path inside the package.
    let path: String
    /// What the first bytes say.
    let kind: BinaryKind
    /// Facts, if it is a readable ELF file.
    let elf: ELFFile?
    /// Why an ELF file could not be read.
    let problem: ELFError?
    /// The `#!` line of a script.
    let script: ScriptHeader?

    /// The last part of the path.
    var name: Substring { path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...] }
    /// The folder, empty at the root.
    var folder: Substring { path.lastIndex(of: "/").map { path[..<$0] } ?? "" }
    /// Whether the name is that of a shared library or a Python extension module.
    var isLibrary: Bool { name.hasSuffix(".so") || name.contains(".so.") }
}

/// What reading the entries of a package gave.
struct NativeFiles: Sendable {
    /// ELF files, programs for other systems and scripts, by path.
    var files: [NativeFile] = []
    /// Entries whose contents are damaged, with the words of the reader.
    var damaged: [(path: String, words: String)] = []
    /// Entries that are too large to be read.
    var tooLarge: [String] = []

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
    static func read(
        from contents: PackageContents, started: Set<String>, isOurs: Bool
    ) throws(ArchiveError) -> NativeFiles {
        let readsAll = !isOurs && contents.unpackedSize <= largestVerified
        var result = NativeFiles()
        var chosen: [(path: String, entry: ZipEntry)] = []
        for (path, entry) in contents.files where entry.kind == .file && !entry.isEncrypted {
            guard readsAll || mayBeNative(path, entry) || started.contains(path) else { continue }
            if entry.size > UInt64(largest) { result.tooLarge.append(path) } else { chosen.append((path, entry)) }
        }
        // Large ones first, so that no core is left with the largest at the end.
        chosen.sort { ($1.entry.size, $0.path) < ($0.entry.size, $1.path) }
        let read = try contents.directory.verifyAll(
            chosen.map(\.entry), initial: { NativeReading(size: Int($0.size)) }, update: { $0.take($1) })
        for (index, member) in read.enumerated() {
            let path = chosen[index].path
            if let failure = member.failure {
                result.damaged.append((path, failure.detail))
            } else if mayBeNative(path, chosen[index].entry) || started.contains(path),
                let file = member.state.file(at: path, whatever: started.contains(path))
            {
                result.files.append(file)
            }
        }
        result.files.sort { $0.path < $1.path }
        result.damaged.sort { $0.path < $1.path }
        result.tooLarge.sort()
        return result
    }

    private static func isLibraryName(_ path: String) -> Bool { path.hasSuffix(".so") || path.contains(".so.") }

    /// Whether the entry may be a program, a library or a script: by its name, else by its mode.
    private static func mayBeNative(_ path: String, _ entry: ZipEntry) -> Bool {
        guard entry.kind == .file, entry.size > 0 else { return false }
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

/// The state of reading one entry: the bytes are kept only as long as they are needed, and only of ELF files.
struct NativeReading: Sendable {
    private let size: Int
    private var bytes: [UInt8] = []
    private var head: [UInt8] = []
    private var taken = 0
    private var elf: Result<ELFFile, ELFError>?

    init(size: Int) { self.size = size }

    /// Takes the next piece.
    mutating func take(_ piece: UnsafeRawBufferPointer) {
        defer { taken += piece.count }
        if head.count < ScriptHeader.bytesNeeded {
            head.append(contentsOf: piece.prefix(ScriptHeader.bytesNeeded - head.count))
        }
        guard BinaryKind(firstBytes: head.prefix(BinaryKind.bytesNeeded)) == .elf else { return }
        if piece.count == size {
            elf = Result { () throws(ELFError) in try ELFFile(piece) }
            return
        }
        if bytes.isEmpty { bytes.reserveCapacity(size) }
        bytes.append(contentsOf: piece)
        if taken + piece.count == size {
            let whole = bytes
            bytes = []
            elf = Result { () throws(ELFError) in try ELFFile(bytes: whole) }
        }
    }

    /// What was found, `nil` for contents that are no program, library or script.
    func file(at path: String, whatever isStarted: Bool) -> NativeFile? {
        let kind = BinaryKind(firstBytes: head.prefix(BinaryKind.bytesNeeded))
        let script = ScriptHeader(firstBytes: head)
        switch (kind, elf) {
        case (.elf, .success(let facts)?):
            return NativeFile(path: path, kind: kind, elf: facts, problem: nil, script: nil)
        case (.elf, .failure(let problem)?):
            return NativeFile(path: path, kind: kind, elf: nil, problem: problem, script: nil)
        case (.machO, _), (.machOFat, _), (.pe, _):
            return NativeFile(path: path, kind: kind, elf: nil, problem: nil, script: nil)
        default:
            guard script != nil || isStarted || path.hasSuffix(".so") else { return nil }
            return NativeFile(path: path, kind: kind, elf: nil, problem: nil, script: script)
        }
    }
}
