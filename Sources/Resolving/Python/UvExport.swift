import ArtifactStore
import BuildModel
import FileTrees
import Processes

/// Reads a `uv.lock` by having uv write it as PEP 751: the format of `uv.lock` is uv's own.
struct UvExport {
    let doors: ResolverDoors

    /// The lock, and the name of the uv that read it.
    func lock(_ dependencies: PythonDependencies) async throws(StageFailure) -> (PyLock, String) {
        let source = dependencies.source.path
        guard let uv = doors.finder.find("uv") else {
            throw StageFailure(
                .environment, "no-resolver",
                "`\(doors.settings.shown(source))` can only be read with uv, which is not on PATH",
                at: dependencies.location,
                hint:
                    "install uv (`pip install uv`), or write a pylock.toml where uv is: `uv export --format pylock.toml`"
            )
        }
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let output = scratch.path + "/pylock.fclayer.toml"
        var variables = ToolVariables.forUV(doors.settings.environment)
        variables["UV_PYTHON_DOWNLOADS"] = "never"
        var arguments = [
            "export", "--quiet", "--no-progress", "--frozen", "--no-header", "--no-emit-project", "--no-default-groups",
            "--format", "pylock.toml", "-o", output,
        ]
        if doors.settings.offline { arguments.append("--offline") }
        let invocation = ToolInvocation(
            uv, arguments, environment: ToolEnvironment(inherits: false, set: variables),
            workingFolder: AbsolutePath.folder(of: source))
        let result: ToolResult
        do { result = try await doors.runner.run(invocation, timeout: doors.settings.toolTimeout) } catch {
            throw StageFailure(error)
        }
        guard result.succeeded else {
            var location = dependencies.location
            location.file = doors.settings.shown(source)
            throw StageFailure(
                .project, "lock-unreadable",
                "uv cannot read `\(doors.settings.shown(source))`: \(result.lastWords(lines: 4))", at: location,
                hint: "renew it with `uv lock`")
        }
        do { return (try PyLockReader.read(output), "uv") } catch {
            throw StageFailure(.environment, "resolver-failed", "uv wrote a lock that cannot be read: \(error.message)")
        }
    }
}
