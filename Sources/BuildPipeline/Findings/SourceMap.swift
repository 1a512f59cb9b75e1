import BuildModel
import FileTrees

/// Which file of the user's an entry of a package was packed from.
struct SourceMap: Sendable {
    /// Something of the user's in a package: absolute path and its place in the package; the root is empty.
    struct Part: Hashable, Sendable {
        var path: String
        var place: String
        var isFolder: Bool
    }

    private var parts: [String: [Part]] = [:]

    /// Takes in the ingredients of packages.
    mutating func add(_ packages: [PackagePlan]) {
        for package in packages {
            for ingredient in package.ingredients {
                switch ingredient {
                case .folder(let folder):
                    add(Part(path: folder.path, place: folder.destination, isFolder: true), to: package.id.description)
                case .file(let from, let to):
                    add(Part(path: from, place: to, isFolder: false), to: package.id.description)
                case .build(let build):
                    // What make and the user's own commands leave often lies under the same name among the sources.
                    add(
                        Part(path: build.choice.folder, place: build.destination, isFolder: true),
                        to: package.id.description)
                case .archive, .python, .swift, .swiftRuntime, .node, .debian: break
                }
            }
        }
    }

    /// Takes in a folder or a file of a package.
    mutating func add(_ part: Part, to package: String) { parts[package, default: []].append(part) }

    /// The absolute path of the file that an entry was packed from, if it is there.
    func file(of entry: String, in package: String) -> String? {
        guard !entry.utf8.contains(0), !entry.split(separator: "/").contains("..") else { return nil }
        for part in parts[package] ?? [] {
            let path: String
            if part.isFolder {
                let place = part.place.isEmpty ? "" : part.place + "/"
                guard entry.hasPrefix(place) else { continue }
                path = part.path + "/" + entry.dropFirst(place.count)
            } else {
                guard entry == part.place else { continue }
                path = part.path
            }
            // A link is packed as it is: what it points to may come and go without a word.
            let kind = (try? Files.status(path, followingLink: false))?.kind
            if kind == .file || kind == .symlink { return path }
        }
        return nil
    }
}
