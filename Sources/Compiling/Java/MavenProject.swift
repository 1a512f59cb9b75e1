import BuildModel
import FileTrees

/// A folder with `pom.xml` and what of the folders around it Maven needs to build it: parents above, and modules of the same
/// project that it depends on.
struct MavenProject {
    /// The project that is built.
    let pom: Pom
    /// The topmost project that the build starts from: the one itself, or one above it that lists it as a module.
    let top: Pom
    /// All projects below `top`, and parents that are no modules.
    let others: [Pom]
    /// Modules whose sources are needed.
    let siblings: [Pom]
    /// The folder that holds all of them (absolute).
    let root: String

    /// Reads the project of a file; `nil` where it is no project file.
    init?(file: String) {
        guard let pom = Pom(file) else { return nil }
        self.pom = pom
        var top = pom
        var parents: [Pom] = []
        // Fifty steps are more than anyone has parents; a circle of parents ends here.
        for _ in 0..<50 {
            let above = top.localParent ?? Self.lister(of: top)
            guard let above, above.path != pom.path, !parents.contains(where: { $0.path == above.path }) else { break }
            parents.append(above)
            top = above
        }
        var reactor: [String: Pom] = [:]
        for start in parents.reversed() where reactor[pom.path] == nil {
            reactor = [:]
            Self.collect(start, into: &reactor)
            top = start
        }
        if reactor[pom.path] == nil {
            reactor = [:]
            Self.collect(pom, into: &reactor)
            top = pom
        }
        self.top = top
        var others = reactor
        for parent in parents { others[parent.path] = parent }
        others[pom.path] = nil
        self.others = others.values.sorted { $0.path < $1.path }
        siblings = Self.needed(by: pom, in: reactor)
        root = Self.commonFolder(([pom] + self.others).map(\.folder))
    }

    /// Patterns for what is no source.
    var ignored: [String] {
        let below = others.filter { $0.folder.hasPrefix(pom.folder + "/") }
        return ["/target/"] + below.map { "/" + $0.folder.dropFirst(pom.folder.count + 1) + "/target/" }
    }

    /// The folder of `.mvn`, where the build is started.
    var settingsFolder: String? {
        let path = top.folder + "/.mvn"
        return (try? Files.status(path))?.kind == .folder ? path : nil
    }

    /// Files and folders outside of the built folder that Maven reads.
    var inputs: [String] {
        var inputs = others.map(\.path)
        for folder in siblings.map(\.folder) {
            // What an earlier build left there is no source.
            inputs += ((try? Files.names(inFolder: folder)) ?? []).filter { $0 != "target" }.map { folder + "/" + $0 }
        }
        if let settingsFolder { inputs.append(settingsFolder) }
        return inputs.filter { !$0.hasPrefix(pom.folder + "/") }
    }

    /// Copies what is needed below a folder, each at its place relative to the others.
    func copy(to target: String, more: [String]) throws(FileTreeError) {
        func place(_ path: String) -> String { path == root ? target : target + path.dropFirst(root.count) }
        for folder in [pom.folder] + siblings.map(\.folder) {
            let ignored = folder == pom.folder ? self.ignored : ["/target/"]
            try SourceCopy.copy(try SourceCopy.listing(of: folder, ignoring: ignored), of: folder, to: place(folder))
        }
        for other in others where !Files.exists(place(other.path)) {
            try Files.makeFolders(place(other.folder))
            try Files.copy(other.path, to: place(other.path))
        }
        let wrapper = top.folder + "/mvnw"
        for path in more + (settingsFolder.map { [$0] } ?? []) + (Files.exists(wrapper) ? [wrapper] : [])
        where path.hasPrefix(root + "/") {
            if (try Files.status(path)).kind == .folder {
                try SourceCopy.copy(try SourceCopy.listing(of: path, ignoring: []), of: path, to: place(path))
            } else {
                if let parent = Files.parentFolder(of: place(path)) { try Files.makeFolders(parent) }
                try Files.copy(path, to: place(path))
            }
        }
    }

    /// A path relative to the folder of everything; `.` is the folder itself.
    func relative(_ path: String) -> String {
        path == root ? "." : String(path.dropFirst(root.count + 1))
    }

    /// A project in the folder above that lists this one without being its parent.
    private static func lister(of pom: Pom) -> Pom? {
        guard let folder = Files.parentFolder(of: pom.folder), let above = Pom(folder + "/pom.xml") else { return nil }
        return above.localModules.contains { $0.path == pom.path } ? above : nil
    }

    private static func collect(_ pom: Pom, into reactor: inout [String: Pom]) {
        guard reactor.updateValue(pom, forKey: pom.path) == nil, reactor.count < 2000 else { return }
        for module in pom.localModules where reactor[module.path] == nil { collect(module, into: &reactor) }
    }

    /// The modules that a project names as dependencies, plugins or otherwise, and those that they name.
    private static func needed(by pom: Pom, in reactor: [String: Pom]) -> [Pom] {
        var found: [String: Pom] = [:]
        var waiting = [pom]
        while let next = waiting.popLast() {
            let parents = sequence(first: next) { $0.localParent }.prefix(50)
            let names = Set(parents.flatMap { $0.root.descendants("artifactId") }.map { next.value($0.text) })
            for module in reactor.values
            where module.path != pom.path && names.contains(module.artifact) && found[module.path] == nil
                && module.packaging != "pom"
            {
                found[module.path] = module
                waiting.append(module)
            }
        }
        return found.values.sorted { $0.path < $1.path }
    }

    private static func commonFolder(_ folders: [String]) -> String {
        var common = folders[0].split(separator: "/")
        for folder in folders.dropFirst() {
            let parts = folder.split(separator: "/")
            var count = 0
            while count < min(parts.count, common.count), parts[count] == common[count] { count += 1 }
            common = Array(common.prefix(count))
        }
        return "/" + common.joined(separator: "/")
    }
}
