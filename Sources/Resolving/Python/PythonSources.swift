import ArtifactStore
import BuildModel
import FileTrees
import TOMLKit

/// Reads the file that names dependencies, whichever of its kinds it is.
struct PythonSources {
    let settings: ResolverSettings

    init(_ settings: ResolverSettings) { self.settings = settings }

    /// What the source requires: nothing for locks, `[project] dependencies` for a `pyproject.toml`.
    func requirements(of source: DependencyFile) -> RequirementsFile {
        switch source.kind {
        case .requirements:
            return RequirementsScanner.scan(
                source.path, environment: settings.environment, projectRoot: settings.projectRoot)
        case .pylock, .uvLock:
            var result = RequirementsFile()
            result.files = [source.path]
            return result
        case .pyproject: return project(source.path)
        }
    }

    /// The file that a resolver is handed, and the folder to remove after it has read it.
    func file(
        for source: DependencyFile, _ requirements: RequirementsFile, store: ContentStore
    ) throws(StageFailure) -> (file: String, folder: String?) {
        guard source.kind == .pyproject else { return (source.path, nil) }
        let scratch = try asStage { () throws(StoreError) in try store.scratch() }
        let path = scratch.path + "/requirements.txt"
        let text = requirements.requirements.map(\.text).joined(separator: "\n") + "\n"
        try asStage { () throws(FileTreeError) in try AtomicFile.write(Array(text.utf8), to: path) }
        return (path, scratch.keep())
    }

    private func project(_ path: String) -> RequirementsFile {
        var result = RequirementsFile()
        result.files = [path]
        func problem(_ message: String, line: Int? = nil) {
            result.problems.append(
                Finding(
                    rule: "pyproject-unusable", severity: .error, message: "`\(settings.shown(path))` \(message)",
                    location: .init(file: settings.shown(path), line: line)))
        }
        guard let bytes = try? Files.read(path, limit: 16 << 20), let text = String(validating: bytes, as: UTF8.self)
        else {
            problem("cannot be read")
            return result
        }
        let table: TOMLTable
        do { table = try TOMLTable(string: text) } catch {
            let place = error as? TOMLParseError
            problem("is not TOML: \(place?.description ?? "\(error)")", line: place.map { Int($0.source.begin.line) })
            return result
        }
        guard let project = table["project"]?.table else {
            problem("has no table `[project]`, so it names no dependencies")
            return result
        }
        if project["dynamic"]?.array?.contains(where: { $0.string == "dependencies" }) ?? false {
            problem("leaves its dependencies to its build tool (`dynamic`); use a requirements.txt or uv.lock instead")
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for value in project["dependencies"]?.array ?? TOMLArray() {
            guard let requirement = value.string else { continue }
            let line = (lines.firstIndex { $0.contains(requirement) } ?? 0) + 1
            result.requirements.append(
                RequirementLine(
                    requirement, hashes: [], isEditable: false, folder: AbsolutePath.folder(of: path), file: path,
                    line: line))
        }
        return result
    }
}
