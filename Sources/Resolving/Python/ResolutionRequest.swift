import BuildModel

/// What a tool is asked to resolve.
struct ResolutionRequest: Sendable {
    /// The set of dependencies.
    var dependencies: PythonDependencies
    /// The requirements file with its includes; made of `[project] dependencies` for a `pyproject.toml`.
    var requirements: RequirementsFile
    /// The file that is handed to the tool; differs from the source for a `pyproject.toml`.
    var file: String
    /// What the runtime means.
    var target: PythonTarget
    /// Where packages are looked up.
    var indexes: IndexSettings
    /// The old lock, whose versions are kept where they are still allowed.
    var previous: String?
    /// Distributions that must not be built from sources.
    var onlyBinary: [String] = []
}

/// A tool that finds out which versions go together.
protocol PythonBackend: Sendable {
    /// Name and version, for example `uv 0.13.8`.
    var name: String { get }

    /// Resolves; the lock has no stamp yet.
    func resolve(_ request: ResolutionRequest) async throws(StageFailure) -> PyLock
}
