import ArtifactStore
import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Resolves with `uv pip compile`.
struct UvBackend: PythonBackend {
    let name: String
    /// Path of uv.
    let executable: String
    let doors: ResolverDoors

    /// The platforms that uv can be asked for on x86-64, oldest first (`uv pip compile --help`).
    private static let platforms: [DottedVersion] = ["2.17", "2.28", "2.31", "2.36"]

    func resolve(_ request: ResolutionRequest) async throws(StageFailure) -> PyLock {
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let output = scratch.path + "/pylock.fclayer.toml"
        // uv keeps the versions that the output file has.
        if let previous = request.previous, let bytes = try? Files.read(previous) {
            try asStage { () throws(FileTreeError) in try AtomicFile.write(bytes, to: output) }
        }
        var arguments = [
            "pip", "compile", "--quiet", "--no-progress", "--no-header", "--format", "pylock.toml", "-o", output,
            "--python-version", request.target.pythonMinor, "--python-platform", Self.platform(request.target),
        ]
        if let interpreter = await InterpreterFinder(doors: doors).find(request.target) {
            arguments += ["--python", interpreter]
        }
        arguments += request.onlyBinary.flatMap { ["--only-binary", $0] }
        arguments.append(request.file)
        var variables = ToolVariables.forUV(doors.settings.environment)
        // An interpreter is installed only when something must be built with it.
        variables["UV_PYTHON_DOWNLOADS"] = "never"
        let invocation = ToolInvocation(
            executable, arguments, environment: ToolEnvironment(inherits: false, set: variables),
            workingFolder: AbsolutePath.folder(of: request.dependencies.source.path))
        let result: ToolResult
        do { result = try await doors.runner.run(invocation, timeout: doors.settings.toolTimeout) } catch {
            throw StageFailure(error)
        }
        guard result.succeeded else {
            throw ResolverWords(tool: "uv", request: request, doors: doors).failure(result)
        }
        do {
            return try PyLockReader.read(output)
        } catch {
            throw StageFailure(.environment, "resolver-failed", "uv wrote a lock that cannot be read: \(error.message)")
        }
    }

    /// The newest platform that uv knows at or below the runtime's glibc.
    private static func platform(_ target: PythonTarget) -> String {
        let best = platforms.last { $0 <= target.debian.glibc } ?? "2.17"
        return "x86_64-manylinux_\(best.major)_\(best.minor)"
    }
}
