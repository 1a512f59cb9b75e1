import BuildModel
import FileTrees

/// Where composer works: the copy of the folder, with a `composer.json` and a lock that say what the target has.
struct ComposerPlace {
    let build: ToolBuild
    let project: ComposerProject
    let bench: BuildBench

    /// Whether the packages go into a layer while the folder's own classes stay in the code of a function.
    private var isApart: Bool { build.isLayer && !build.choice.isOfLayer }

    private var parent: String { Files.parentFolder(of: bench.sources) ?? bench.sources }

    /// The folder that composer runs in. Where packages lie apart from the code, it is called as functions see it: the autoloader
    /// finds the code's own classes by the way from `opt/php/vendor` to `code`.
    var sources: String { isApart ? parent + "/code" : bench.sources }

    /// Where composer puts the packages.
    private var vendor: String {
        isApart ? parent + "/opt/php/" + project.vendor : sources + "/" + project.vendor
    }

    /// Lays everything out.
    func lay(_ surroundings: ComposerSurroundings) throws(FileTreeError) {
        if sources != bench.sources { try Files.move(bench.sources, to: sources) }
        let manifest = toldManifest
        let lock = toldLock(manifest, surroundings)
        try AtomicFile.write(Array(manifest.json.pretty.utf8), to: sources + "/composer.json")
        try AtomicFile.write(Array(lock.pretty.utf8), to: sources + "/composer.lock")
    }

    /// `composer.json` with what makes the results the same each time.
    private var toldManifest: ComposerManifest {
        var manifest = project.manifest
        var config = manifest.json["config"] ?? .object([])
        if config.members == nil { config = .object([]) }
        if config["autoloader-suffix"] == nil {
            // Otherwise a random number in older composers. Code and layer may be loaded together: their names must differ.
            let digest = FileDigest.md5(of: Array(manifest.relevantContent.utf8))
            config["autoloader-suffix"] = .string(digest + (build.isLayer ? "Layer" : ""))
        }
        config["vendor-dir"] = .string(isApart ? "../opt/php/" + project.vendor : project.vendor)
        config["notify-on-install"] = .bool(false)
        manifest.json["config"] = config
        return manifest
    }

    /// `composer.lock` that says what the target has: composer compares with that when it installs.
    private func toldLock(_ manifest: ComposerManifest, _ surroundings: ComposerSurroundings) -> OrderedJSON {
        var lock = project.lock.json
        if surroundings.isKnown { lock["platform-overrides"] = surroundings.json }
        lock["content-hash"] = .string(FileDigest.md5(of: Array(manifest.relevantContent.utf8)))
        // Packages of folders are copied, never linked to.
        lock["packages"] = .array(
            (lock["packages"]?.items ?? []).map { package in
                guard var options = package["transport-options"], options["symlink"] == .bool(true) else {
                    return package
                }
                options["symlink"] = .bool(false)
                var package = package
                package["transport-options"] = options
                return package
            })
        return lock
    }

    /// Takes the packages out, and for layers the folder's own classes.
    func collect() throws(FileTreeError) {
        let target = bench.output + "/" + project.vendor
        if let folder = Files.parentFolder(of: target) { try Files.makeFolders(folder) }
        try Files.move(vendor, to: target)
        // Packages that were cloned bring their repositories, which are never the same twice.
        for entry in try FileTree.walk(target).entries {
            let parts = entry.path.split(separator: "/", omittingEmptySubsequences: false)
            guard let index = parts.firstIndex(where: { [".git", ".hg", ".svn"].contains($0) }) else { continue }
            let path = target + "/" + parts[...index].joined(separator: "/")
            if Files.exists(path) { try Files.remove(path) }
        }
        guard build.isLayer, build.choice.isOfLayer else { return }
        let left = ["/\(project.vendor)/", "/layer.yaml", "/auth.json", "/composer.json", "/composer.lock"]
        for path in Set(project.manifest.ownPaths).sorted() {
            let source = ComposerProject.join(sources, path)
            guard source == sources || source.hasPrefix(sources + "/"), let status = try? Files.status(source) else {
                continue
            }
            let target = bench.output + source.dropFirst(sources.count)
            if status.kind == .folder {
                let listing = try SourceCopy.listing(of: source, ignoring: path.isEmpty ? left : [])
                for entry in listing.entries where entry.kind == .file {
                    try copy(source + "/" + entry.path, to: target + "/" + entry.path)
                }
            } else {
                try copy(source, to: target)
            }
        }
    }

    /// Copies a file, once.
    private func copy(_ path: String, to target: String) throws(FileTreeError) {
        guard !Files.exists(target) else { return }
        if let folder = Files.parentFolder(of: target) { try Files.makeFolders(folder) }
        try Files.copy(path, to: target)
    }
}
