import Archives
import Binaries

/// The libraries and programs of one package where an instance mounts it, by the names under which others ask for them.
final class LibraryIndex: Sendable {
    /// An ELF file for x86-64 that other files may load, or that loads others.
    struct Node: Sendable {
        /// Path inside the package.
        let path: String
        /// Folder in the instance.
        let folder: String
        let elf: ELFFile
    }

    /// A file of a name that is asked for.
    struct Candidate: Sendable {
        /// Folder in the instance where the name stands; a symlink's own folder.
        let folder: String
        /// What the name leads to; `nil` for files that could not be read as a library.
        let node: Int?
        /// Whether the file is there and no ELF file at all, which stops the linker.
        let isNoLibrary: Bool
    }

    let contents: PackageContents
    /// `/code` or `/opt`.
    let root: String
    let nodes: [Node]
    /// By the last part of the path.
    let byName: [String: [Candidate]]
    /// By the name that a file gives itself, where it is not that of the file.
    let bySoname: [String: [Int]]
    /// Nodes by path inside the package.
    let byPath: [String: Int]

    init(_ contents: PackageContents, natives: NativeFiles, root: String) {
        self.contents = contents
        self.root = root
        var nodes: [Node] = []
        var byName: [String: [Candidate]] = [:]
        var bySoname: [String: [Int]] = [:]
        var byPath: [String: Int] = [:]
        for file in natives.files {
            let folder = Self.plain(root + (file.folder.isEmpty ? "" : "/" + file.folder))
            guard let elf = file.elf else {
                guard file.isLibrary || file.kind == .elf else { continue }
                let isNoLibrary = file.kind == .other || file.kind == .script
                byName[String(file.name), default: []].append(
                    Candidate(folder: folder, node: nil, isNoLibrary: isNoLibrary))
                continue
            }
            guard elf.machine == .x86_64, elf.bits == 64, !elf.isBigEndian else { continue }
            byPath[file.path] = nodes.count
            byName[String(file.name), default: []].append(
                Candidate(folder: folder, node: nodes.count, isNoLibrary: false))
            if let soname = elf.soname, soname != file.name { bySoname[soname, default: []].append(nodes.count) }
            nodes.append(Node(path: file.path, folder: folder, elf: elf))
        }
        for path in natives.tooLarge + natives.damaged.map(\.path) {
            byName[Self.lastPart(path), default: []].append(
                Candidate(folder: Self.folder(of: root + "/" + path), node: nil, isNoLibrary: false))
        }
        if contents.hasSymlinks {
            let view = InstanceView(
                code: root == "/code" ? contents : nil, layers: root == "/code" ? [] : [contents])
            for (path, entry) in contents.files where entry.isSymlink && path.contains(".so") {
                let target = view.file(at: root + "/" + path)
                // A link that leads nowhere inside its own package is no library; others may lead to one.
                if target == nil, view.end(ofLinks: root + "/" + path).hasPrefix(root + "/") { continue }
                byName[Self.lastPart(path), default: []].append(
                    Candidate(
                        folder: Self.folder(of: root + "/" + path), node: target.flatMap { byPath[$0.path] },
                        isNoLibrary: false))
            }
        }
        self.nodes = nodes
        self.byName = byName
        self.bySoname = bySoname
        self.byPath = byPath
    }

    /// Whether anything in the package can be loaded or asks for something.
    var isEmpty: Bool { byName.isEmpty }

    static func lastPart(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The folder of a path of the instance, without those at its end that hold variants for newer processors: the linker
    /// looks into them by itself.
    static func folder(of path: String) -> String {
        plain(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "/")
    }

    private static func plain(_ folder: String) -> String {
        var folder = folder
        while let slash = folder.lastIndex(of: "/"), variants.contains(String(folder[folder.index(after: slash)...])) {
            folder = String(folder[..<slash])
        }
        return folder
    }

    private static let variants: Set<String> = [
        "tls", "haswell", "avx512_1", "x86_64", "glibc-hwcaps", "x86-64-v2", "x86-64-v3", "x86-64-v4",
    ]
}
