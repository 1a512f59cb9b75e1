import ArtifactStore
import BuildModel
import FileTrees
import Processes

/// Gives the project of a set of Node.js packages with its lock: the one that is there, or one that npm makes, as the policy
/// says.
struct NodeLockKeeper {
    let doors: ResolverDoors

    private var settings: ResolverSettings { doors.settings }

    /// The project, with a lock in step.
    func project(_ source: NodeSource) async throws(StageFailure) -> NpmProject {
        let isThere = Files.exists(source.lock)
        if !isThere || settings.lockPolicy == .upgrade { try await make(source, isThere: isThere) }
        let project = try NpmProject(source, settings: settings)
        guard project.differences.isEmpty else {
            let shown = project.differences.prefix(5).joined(separator: "; ")
            let more = project.differences.count > 5 ? "; and \(project.differences.count - 5) more" : ""
            throw StageFailure(
                .project, "lock-stale",
                "`\(project.shownLock)` is not in step with `\(settings.shown(source.folder + "/package.json"))`: \(shown)"
                    + more,
                at: .init(file: project.shownLock),
                hint: "run `npm install --package-lock-only`, or `fclayer lock --upgrade` for the newest versions")
        }
        return project
    }

    private func make(_ source: NodeSource, isThere: Bool) async throws(StageFailure) {
        let manifest = source.folder + "/package.json"
        let shown = settings.shown(manifest)
        guard let package = try NpmProject.manifest(in: source.folder, settings: settings) else {
            // A lock without a manifest cannot be renewed; it is used as it is.
            if isThere { return }
            throw StageFailure(
                .project, "npm-manifest-unreadable", "`\(shown)` does not exist, so there is nothing to install",
                at: source.location)
        }
        let lock = settings.shown(source.lock)
        if settings.lockPolicy == .locked {
            throw StageFailure(
                .project, "lock-missing", "`\(shown)` has no lock `\(lock)`", at: source.location,
                hint: "run `fclayer lock` and commit the lock")
        }
        guard !settings.offline else {
            throw StageFailure(
                .environment, "offline-missing",
                "`\(shown)` must be resolved because `\(lock)` is \(isThere ? "to be renewed" : "missing"), which needs "
                    + "the network", at: source.location, hint: "run `fclayer lock` once without `--offline`")
        }
        try NpmSources.refuseGit(package, manifest: shown)
        guard let npm = doors.finder.find("npm") else {
            throw StageFailure(
                .environment, "npm-missing", "`\(shown)` has no lock, and there is no `npm` on `PATH` to make one",
                at: source.location,
                hint:
                    "install Node.js, or commit the `package-lock.json` that `npm install` writes; with it no npm is needed"
            )
        }
        settings.report("resolving package.json of \(AbsolutePath.name(of: source.folder))")
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let copy = NpmScratchCopy(root: scratch.path + "/tree")
        do throws(FileTreeError) {
            try copy.take(source.folder, withLocks: settings.lockPolicy != .upgrade)
        } catch { throw StageFailure(error) }
        try await run(npm, in: copy.place(of: source.folder), source, shown)
        let made = copy.place(of: source.folder) + "/" + AbsolutePath.name(of: source.lock)
        let other = copy.place(of: source.folder) + "/package-lock.json"
        do throws(FileTreeError) {
            let bytes = try Files.read(Files.exists(made) ? made : other)
            try AtomicFile.write(bytes, to: source.lock, mode: 0o644)
        } catch { throw StageFailure(error) }
        _ = consume scratch
    }

    /// What npm said, without what stands in front of each line and without the name of its log.
    private static func words(of result: ToolResult) -> String {
        var lines: [String] = []
        for line in result.lastWords(lines: 30).split(separator: "\n") {
            var line = line
            for prefix in ["npm error ", "npm ERR! "] where line.hasPrefix(prefix) {
                line = line.dropFirst(prefix.count)
            }
            guard !line.hasPrefix("A complete log"), !line.allSatisfy(\.isWhitespace) else { continue }
            lines.append(String(line.drop(while: \.isWhitespace)))
        }
        return lines.prefix(6).joined(separator: "; ")
    }

    private func run(
        _ npm: String, in folder: String, _ source: NodeSource, _ shown: String
    ) async throws(StageFailure) {
        var variables = settings.environment
        variables["NO_COLOR"] = "1"
        variables["LC_ALL"] = "C.UTF-8"
        let invocation = ToolInvocation(
            npm,
            [
                "install", "--package-lock-only", "--ignore-scripts", "--package-lock=true", "--no-audit", "--no-fund",
                "--no-update-notifier", "--no-progress", "--color=false", "--loglevel=error",
            ],
            environment: ToolEnvironment(inherits: false, set: variables), workingFolder: folder)
        let result: ToolResult
        do { result = try await doors.runner.run(invocation, timeout: settings.toolTimeout) } catch {
            throw StageFailure(error)
        }
        guard result.succeeded else {
            let configuration = NpmConfiguration(folder: source.folder, environment: settings.environment)
            throw StageFailure(
                .project, "npm-failed",
                "npm cannot resolve `\(shown)`: \(configuration.redacted(Self.words(of: result)))",
                at: .init(file: shown), hint: "try `npm install --package-lock-only` in that folder")
        }
    }
}

/// A copy of what npm reads to make a lock: manifests, `.npmrc`, locks and local tarballs, at the places that they have to each
/// other.
struct NpmScratchCopy {
    let root: String

    /// Where a folder stands in the copy.
    func place(of folder: String) -> String { root + folder }

    func take(_ folder: String, withLocks: Bool) throws(FileTreeError) {
        var rules = IgnoreRules()
        rules.add(patterns: ["node_modules", ".git", ".fclayer"], origin: "npm")
        var locks = ["yarn.lock"]
        if withLocks { locks += ["package-lock.json", "npm-shrinkwrap.json"] }
        try Files.makeFolders(place(of: folder))
        for entry in try FileTree.walk(folder, ignoring: rules).entries where entry.kind == .file {
            let name = AbsolutePath.name(of: entry.path)
            let isTaken =
                name == "package.json" || name == ".npmrc" || name.hasSuffix(".tgz") || name.hasSuffix(".tar.gz")
                || locks.contains(name)
            guard isTaken else { continue }
            let from = folder + "/" + entry.path
            try copy(from)
            guard name == "package.json", let package = NpmPackage(try Files.read(from)) else { continue }
            for path in NpmSources.localPaths(of: package) {
                let other = AbsolutePath.join(AbsolutePath.folder(of: from), path)
                guard !other.hasPrefix(folder + "/"), other != folder, !Files.exists(place(of: other)) else { continue }
                switch (try? Files.status(other))?.kind {
                case .folder: try take(other, withLocks: false)
                case .file: try copy(other)
                default: break
                }
            }
        }
    }

    private func copy(_ path: String) throws(FileTreeError) {
        try Files.makeFolders(AbsolutePath.folder(of: place(of: path)))
        try Files.copy(path, to: place(of: path), mode: 0o644)
    }
}

/// Kinds of places that packages come from.
enum NpmSources {
    /// Folders and files that a manifest names, relative to its own folder.
    static func localPaths(of package: NpmPackage) -> [String] {
        all(of: package).values.compactMap { spec in
            if spec.hasPrefix("file:") {
                return spec.dropFirst(5).drop { $0 == "/" && spec.hasPrefix("file:///") }.description
            }
            if spec.hasPrefix("link:") { return String(spec.dropFirst(5)) }
            return spec.hasPrefix("./") || spec.hasPrefix("../") || spec.hasPrefix("/") ? spec : nil
        }
    }

    /// Whether a package comes from a git repository: by an address, or by npm's short names of hosts.
    static func isGit(_ spec: String) -> Bool {
        let starts = ["git+", "git:", "git@", "github:", "gitlab:", "bitbucket:", "gist:"]
        if starts.contains(where: spec.hasPrefix) { return true }
        // `user/repository` is one of GitHub.
        let parts = spec.prefix { $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && !spec.hasPrefix(".") && !spec.hasPrefix("@") && !spec.contains(":")
            && parts.allSatisfy { !$0.isEmpty && !$0.contains(" ") } && SemanticRange(spec) == nil
    }

    /// Refuses a manifest with packages from git.
    static func refuseGit(_ package: NpmPackage, manifest: String) throws(StageFailure) {
        let names = all(of: package).filter { isGit($0.value) }.keys.sorted()
        guard !names.isEmpty else { return }
        throw gitRefusal(names, at: manifest)
    }

    static func gitRefusal(_ names: [String], at file: String) -> StageFailure {
        StageFailure(
            .project, "npm-git-dependency",
            "packages from git cannot be verified and are not built: "
                + names.map { "`\($0)`" }.joined(separator: ", "),
            at: .init(file: file),
            hint: "name a version of a registry, or run `npm pack` in a checkout and name the tarball: "
                + "`\"\(names[0])\": \"file:vendor/…tgz\"`")
    }

    private static func all(of package: NpmPackage) -> [String: String] {
        package.devDependencies.merging(package.dependencies) { $1 }.merging(package.optionalDependencies) { $1 }
    }
}
