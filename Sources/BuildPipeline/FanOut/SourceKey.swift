import Assembling
import BuildModel
import Compiling
import FileTrees
import Resolving

/// What a package is made of, in one digest, known before anything is resolved or compiled. Unlike the key of the shared cache
/// there is one for every package: where a tool or the network has a say, it is the same as long as their input is.
struct SourceKey: Sendable {
    /// Where packages are described.
    let root: String
    let store: String
    let resolver: Resolver
    let compiler: Compiler

    /// The key of a package; `nil` if something cannot be read, or if only a tool that is not here knows what it reads.
    func key(of package: PackagePlan) async -> Digest? {
        let shared = await Blocking.run { PortableKey.of(package, root: root, store: store, resolver: resolver) }
        if let shared { return shared.digest }
        let text = PortableText(root: root, store: store)
        var hasher = StreamHasher()
        func add(_ name: String, _ value: String) { hasher.update(Array("\(name)\u{0}\(value)\n".utf8)) }
        add("plan", text.digest(of: package).hexadecimal)
        for ingredient in package.ingredients {
            switch ingredient {
            case .folder, .file, .archive:
                var part = package
                part.ingredients = [ingredient]
                guard let key = PortableKey.of(part, root: root, store: store, resolver: resolver) else { return nil }
                add("files", key.digest.hexadecimal)
            default:
                guard let sources = await compiler.sources(of: ingredient) else { return nil }
                for source in sources {
                    guard let digest = try? source.digest() else { return nil }
                    add(text.name(of: source.path), digest.hexadecimal)
                }
            }
            for path in files(of: ingredient) where path.hasPrefix(root + "/") {
                add(text.name(of: path), (try? FileDigest.sha256(ofFile: path))?.hexadecimal ?? "missing")
            }
            for folder in linkedFolders(of: ingredient) {
                guard let listing = try? SourceListing.list(SourceFolder(path: folder)),
                    let contents = try? FolderContents.read(listing, at: folder, knowing: nil)
                else { continue }
                add(text.name(of: folder), contents.digest.hexadecimal)
            }
        }
        return hasher.finalize()
    }

    /// Files and folders that the key of a package is made of; `nil` if only a tool that is not here knows them.
    func inputs(of package: PackagePlan) async -> [String]? {
        var paths: [String] = []
        for ingredient in package.ingredients {
            switch ingredient {
            case .folder(let source): paths.append(source.path)
            case .file(let path, _), .archive(let path): paths.append(path)
            default:
                guard let sources = await compiler.sources(of: ingredient) else { return nil }
                paths += sources.map(\.path) + files(of: ingredient) + linkedFolders(of: ingredient)
            }
        }
        return paths
    }

    /// Files by which dependencies are resolved.
    private func files(of ingredient: Ingredient) -> [String] {
        switch ingredient {
        case .python(let dependencies): resolver.inputs(of: dependencies)
        case .build(let build):
            resolver.inputs(of: ingredient)
                + ([build.node].compactMap(\.self) + build.layers).flatMap { resolver.inputs(of: .node($0)) }
        default: resolver.inputs(of: ingredient)
        }
    }

    /// Folders of the user's that npm's lock names: the places of the `package.json` beside the project's own.
    private func linkedFolders(of ingredient: Ingredient) -> [String] {
        guard case .node(let node) = ingredient else { return [] }
        return resolver.inputs(of: ingredient).filter { $0.hasSuffix("/package.json") }.map { String($0.dropLast(13)) }
            .filter { $0 != node.source.folder }
    }
}
