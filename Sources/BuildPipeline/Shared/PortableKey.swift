import Assembling
import BuildModel
import FileTrees
import Resolving

/// The key of a package that machines share, known before anything is resolved: a digest of the tool, the package's plan, and the
/// contents of all files that shape it. Nothing in it depends on where the project lies, or on when its files were written.
struct PortableKey: Sendable {
    /// The digest.
    var digest: Digest
    /// The folders that went into it, as they stood when they were read.
    var folders: [FolderState]
    /// What was in them.
    var contents: [FolderContents]

    /// The key of a package. `nil` where contents alone do not decide what is in it: what compilers and other tools make, and
    /// dependencies without a lock. Also `nil` if a file changes or cannot be read.
    static func of(_ package: PackagePlan, root: String, store: String, resolver: Resolver) -> PortableKey? {
        let text = PortableText(root: root, store: store)
        var maker = KeyText(text: text)
        maker.add("tool", "\(Version.stateKey) \(Assembler.compressor)")
        maker.add("plan", text.digest(of: package).hexadecimal)
        for ingredient in package.ingredients {
            let isRead: Bool
            switch ingredient {
            case .folder(let source): isRead = maker.add(source)
            case .file(let path, _), .archive(let path): isRead = maker.add(file: path)
            case .python(let dependencies):
                isRead = Files.exists(dependencies.lock) && maker.add(files: resolver.inputs(of: dependencies))
            case .node(let node):
                // What lies outside are the user's settings: with a lock they decide where packages come from, not what they are.
                let files = resolver.inputs(of: ingredient).filter { $0.hasPrefix(root + "/") }
                isRead = node.source.hasOnlyPackages && maker.add(files: files)
            case .debian(let set):
                isRead = Files.exists(set.lock) && maker.add(files: resolver.inputs(of: ingredient))
            case .swift, .swiftRuntime, .build: isRead = false
            }
            guard isRead else { return nil }
        }
        return PortableKey(digest: maker.digest, folders: maker.folders, contents: maker.contents)
    }

    /// The origin of a component without the place of the project.
    static func shared(_ text: String, root: String) -> String {
        text == root || text.hasPrefix(root + "/") ? marker + text.dropFirst(root.count) : text
    }

    /// The same as it is here.
    static func local(_ text: String, root: String) -> String {
        text == marker || text.hasPrefix(marker + "/") ? root + text.dropFirst(marker.count) : text
    }

    /// No path begins like this, and no address.
    private static let marker = "<project>"
}

extension NodeSource {
    /// Whether there is a lock, and it names no folders of the user's: what is in those is known only later.
    fileprivate var hasOnlyPackages: Bool {
        guard let bytes = try? Files.read(lock) else { return false }
        return String(decoding: bytes, as: UTF8.self).firstRange(of: "\"link\"") == nil
    }
}

/// Takes in names and contents, each with its length, so that no two ways to the same bytes are equal.
private struct KeyText {
    let text: PortableText
    private var hasher = StreamHasher()
    private(set) var folders: [FolderState] = []
    private(set) var contents: [FolderContents] = []

    init(text: PortableText) { self.text = text }

    var digest: Digest { hasher.finalize() }

    mutating func add(_ name: String, _ value: String) {
        for text in [name, value] {
            withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { hasher.update($0) }
            hasher.update(Array(text.utf8))
        }
    }

    /// A folder: names, kinds and contents of its files, which must not change meanwhile.
    mutating func add(_ source: SourceFolder) -> Bool {
        guard let now = try? FolderState.now(source), now.listing.badNames.isEmpty,
            let read = try? FolderContents.read(now.listing, at: source.path, knowing: nil), now.state.isCurrent
        else { return false }
        add("folder " + text.name(of: source.path), read.digest.hexadecimal)
        folders.append(now.state)
        contents.append(read)
        return true
    }

    /// Files by their contents; one that is not there counts as that.
    mutating func add(files: [String]) -> Bool {
        for path in files {
            // Of what lies elsewhere only the contents are the same on every machine.
            let isInside = path.hasPrefix(text.root + "/")
            guard Files.exists(path) else {
                if isInside { add("missing", text.name(of: path)) }
                continue
            }
            guard let digest = try? FileDigest.sha256(ofFile: path) else { return false }
            add(isInside ? text.name(of: path) : "/elsewhere", digest.hexadecimal)
        }
        return true
    }

    mutating func add(file path: String) -> Bool {
        guard let status = try? Files.status(path), status.kind == .file else { return false }
        add("mode", status.isExecutable ? "x" : "")
        return add(files: [path])
    }
}
