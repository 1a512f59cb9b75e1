import BuildModel
import FileTrees
import FunctionCompute

/// All that the versions in a lock depend on, as a digest: a lock with another digest is stale.
enum LockInputs {
    /// The digest for a requirements file with its includes. Credentials do not count: they change without the lock
    /// changing.
    static func digest(
        _ requirements: RequirementsFile, target: PythonTarget, source: DependencyFile
    ) -> Digest {
        let folder = AbsolutePath.folder(of: source.path)
        var lines = [
            "lock inputs 1", "runtime \(target.runtime)", "python \(target.python)",
            "platform \(target.debian.newestPlatformTag)",
        ]
        lines += requirements.requirements.map { "require " + text(of: $0, folder: folder) }
        lines += requirements.constraints.map { "constrain " + text(of: $0, folder: folder) }
        lines += requirements.options.filter { $0.name != "--trusted-host" }.map {
            "option \($0.name) \(URLText.withoutCredentials($0.value))"
        }
        if source.kind == .uvLock { lines.append("uv.lock \(contents(of: source.path))") }
        return FileDigest.sha256(of: Array(lines.joined(separator: "\n").utf8))
    }

    private static func text(of line: RequirementLine, folder: String) -> String {
        let text = URLText.withoutCredentials(line.text)
        let words = [text] + line.hashes.sorted().map { "--hash=\($0)" }
        switch line.target {
        case .file(let path): return (words + [contents(of: path)]).joined(separator: " ")
        case .folder(let path):
            let files = ProjectFiles.metadata(in: path).map { "\(AbsolutePath.name(of: $0))=\(contents(of: $0))" }
            return (words + files).joined(separator: " ")
        default: return words.joined(separator: " ")
        }
    }

    private static func contents(of path: String) -> String {
        (try? FileDigest.sha256(ofFile: path))?.description ?? "missing"
    }
}

/// The files of a Python source folder that say what it is and needs.
enum ProjectFiles {
    /// Those that are there, absolute.
    static func metadata(in folder: String) -> [String] {
        ["pyproject.toml", "setup.py", "setup.cfg"].map { folder + "/" + $0 }.filter(Files.exists)
    }
}
