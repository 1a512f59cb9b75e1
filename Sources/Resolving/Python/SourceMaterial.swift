import ArtifactStore
import BuildModel
import FileTrees
import Processes

/// The sources of a distribution: what names them, and a copy of them to build in.
struct SourceMaterial {
    /// Sources and the digest that stands for them.
    struct Identified: Sendable {
        var material: ArtefactChoice.Material
        var digest: Digest
        /// Where they come from, without credentials.
        var origin: String
    }

    let doors: ResolverDoors

    /// Unpacks with the interpreter that builds: no other tool is needed.
    private static let unpacker = """
        import sys, tarfile, zipfile
        path, folder = sys.argv[1:3]
        is_zip = zipfile.is_zipfile(path)
        archive = zipfile.ZipFile(path) if is_zip else tarfile.open(path)
        for name in archive.namelist() if is_zip else archive.getnames():
            if name.startswith(("/", "\\\\")) or ".." in name.replace("\\\\", "/").split("/"):
                raise SystemExit("the entry %r leaves the archive" % name)
        if hasattr(tarfile, "data_filter") and not is_zip:
            archive.extractall(folder, filter="data")
        else:
            archive.extractall(folder)
        """

    /// Never part of what a local source folder builds.
    private static let ignored = [
        ".git/", ".hg/", ".svn/", "__pycache__/", "*.pyc", "/build/", "/dist/", "*.egg-info/", ".venv/", "/venv/",
        ".tox/", ".nox/", ".mypy_cache/", ".pytest_cache/", ".ruff_cache/", ".DS_Store", "/.fclayer/",
    ]

    /// Gives the sources their digest: of the archive, of the folder's files, or of the commit.
    func identify(_ choice: ArtefactChoice, at location: Finding.Location) async throws(StageFailure) -> Identified {
        switch choice.material {
        case .wheel(let file), .sdist(let file):
            guard let digest = file.digest else {
                throw StageFailure(.project, "hash-missing", "the lock has no SHA-256 for `\(file.name)`", at: location)
            }
            let origin = file.path.map { doors.settings.shown($0) } ?? file.url ?? file.name
            return Identified(material: choice.material, digest: digest, origin: origin)
        case .folder(let directory):
            let path = directory.path
            let digest: Digest
            do {
                digest = try await Blocking.run { () throws(FileTreeError) in try Self.digest(ofTree: path) }
            } catch {
                throw StageFailure(
                    .project, "requirement-missing",
                    "the source folder `\(doors.settings.shown(path))` cannot be read: \(error)",
                    at: location)
            }
            return Identified(material: choice.material, digest: digest, origin: doors.settings.shown(path))
        case .repository(let repository):
            let text = [repository.kind, repository.url, repository.commit, repository.subfolder ?? ""]
            let digest = FileDigest.sha256(of: Array(text.joined(separator: "\n").utf8))
            return Identified(
                material: choice.material, digest: digest,
                origin: "\(repository.kind)+\(repository.url)@\(repository.commit)")
        }
    }

    /// Puts a copy of the sources below `scratch`; gives the folder of the project in it.
    func unpack(
        _ source: Identified, into scratch: String, name: String, interpreter: String, at location: Finding.Location
    ) async throws(StageFailure) -> String {
        let folder = scratch + "/source"
        try asStage { () throws(FileTreeError) in try Files.makeFolders(folder) }
        switch source.material {
        case .wheel(let file), .sdist(let file):
            guard let archive = doors.store.path(of: source.digest) else {
                throw StageFailure(.environment, "store-failed", "`\(file.name)` has vanished from the store")
            }
            let invocation = ToolInvocation(
                interpreter, ["-I", "-c", Self.unpacker, archive, folder], environment: variables)
            try await run(invocation, rule: "sdist-damaged", words: "cannot unpack `\(file.name)`", location)
            return try project(in: folder, subfolder: file.subfolder, name: file.name, location)
        case .folder(let directory):
            let path = directory.path
            do {
                try await Blocking.run { () throws(FileTreeError) in try Self.copyTree(path, to: folder) }
            } catch { throw StageFailure(error) }
            return directory.subfolder.map { AbsolutePath.join(folder, $0) } ?? folder
        case .repository(let repository):
            try await clone(repository, to: folder, name: name, location)
            return repository.subfolder.map { AbsolutePath.join(folder, $0) } ?? folder
        }
    }

    /// The files of a source folder with their digests, as one digest.
    static func digest(ofTree root: String) throws(FileTreeError) -> Digest {
        var hasher = StreamHasher()
        for entry in try entries(of: root) {
            var line = "\(entry.kind) \(entry.isExecutable) \(entry.path)\n"
            if entry.kind == .file { line += try FileDigest.sha256(ofFile: root + "/" + entry.path).description }
            hasher.update(Array((line + (entry.linkTarget ?? "") + "\n").utf8))
        }
        return hasher.finalize()
    }

    /// The entries of a source folder that count.
    static func entries(of root: String) throws(FileTreeError) -> [TreeEntry] {
        var rules = IgnoreRules()
        rules.add(patterns: ignored, origin: nil)
        return try FileTree.walk(root, ignoring: rules).entries
    }

    private static func copyTree(_ root: String, to folder: String) throws(FileTreeError) {
        for entry in try entries(of: root) {
            let target = folder + "/" + entry.path
            try Files.makeFolders(AbsolutePath.folder(of: target))
            switch entry.kind {
            case .file: try Files.copy(root + "/" + entry.path, to: target, mode: entry.isExecutable ? 0o755 : 0o644)
            case .symlink: try Files.makeLink(at: target, to: entry.linkTarget ?? "")
            case .emptyFolder: try Files.makeFolders(target)
            case .other: break
            }
        }
    }

    private func clone(
        _ repository: PyLockPackage.Repository, to folder: String, name: String, _ location: Finding.Location
    ) async throws(StageFailure) {
        guard repository.kind == "git" else {
            throw StageFailure(
                .project, "repository-unsupported",
                "`\(name)` comes from a repository of the kind `\(repository.kind)`; fclayer knows git only",
                at: location)
        }
        guard !doors.settings.offline else {
            throw StageFailure(
                .environment, "offline-missing",
                "`\(name)` must be cloned from \(repository.url), and `--offline` forbids it", at: location)
        }
        let words = "cannot clone \(repository.url) for `\(name)`"
        let url = repository.url.hasPrefix("git+") ? String(repository.url.dropFirst(4)) : repository.url
        let clone = ToolInvocation("git", ["clone", "--quiet", "--", url, folder], environment: variables)
        try await run(clone, rule: "repository-failed", kind: .environment, words: words, location)
        let checkout = ToolInvocation(
            "git", ["-C", folder, "checkout", "--quiet", "--detach", repository.commit], environment: variables)
        try await run(
            checkout, rule: "repository-failed", words: "no commit \(repository.commit) of `\(name)`", location)
    }

    private var variables: ToolEnvironment {
        var variables = ToolVariables.cleaned(doors.settings.environment)
        variables["GIT_TERMINAL_PROMPT"] = "0"
        return ToolEnvironment(inherits: false, set: variables)
    }

    private func run(
        _ invocation: ToolInvocation, rule: String, kind: StageFailure.Kind = .project, words: String,
        _ location: Finding.Location
    ) async throws(StageFailure) {
        let result: ToolResult
        do { result = try await doors.runner.run(invocation, timeout: doors.settings.toolTimeout) } catch {
            throw StageFailure(error)
        }
        guard !result.succeeded else { return }
        throw StageFailure(kind, rule, "\(words): \(result.lastWords(lines: 3))", at: location)
    }

    /// A source archive holds one folder.
    private func project(
        in folder: String, subfolder: String?, name: String, _ location: Finding.Location
    ) throws(StageFailure) -> String {
        let names = try asStage { () throws(FileTreeError) in try Files.names(inFolder: folder) }
        let root = names.count == 1 ? folder + "/" + names[0] : folder
        let project = subfolder.map { AbsolutePath.join(root, $0) } ?? root
        guard !ProjectFiles.metadata(in: project).isEmpty else {
            throw StageFailure(
                .project, "sdist-damaged", "`\(name)` holds no pyproject.toml and no setup.py", at: location)
        }
        return project
    }
}
