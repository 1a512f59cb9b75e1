import BuildModel
import FileTrees
import Processes

/// The tools that can resolve, best first. A new one is one more line in `choose`.
struct PythonBackends {
    let doors: ResolverDoors

    /// uv if it is on PATH, else pip.
    func choose(for dependencies: PythonDependencies) async throws(StageFailure) -> any PythonBackend {
        if let uv = doors.finder.find("uv"), let version = await version(uv, ["--version"]) {
            return UvBackend(name: "uv \(version)", executable: uv, doors: doors)
        }
        if let pip = try await pip() { return pip }
        throw StageFailure(
            .environment, "no-resolver", "neither uv nor pip 22.2 or newer is on PATH, and one is needed to resolve",
            at: dependencies.location,
            hint: "install uv (`pip install uv`, or https://docs.astral.sh/uv) or pip (`apt install python3-pip`)")
    }

    /// pip as a program, or as a module of python3.
    private func pip() async throws(StageFailure) -> PipBackend? {
        for name in ["pip", "pip3"] {
            for path in doors.finder.findAll(name) {
                if let version = await version(path, ["--version"]), version >= PipBackend.oldest {
                    return PipBackend(name: "pip \(version)", command: [path], doors: doors)
                }
            }
        }
        for path in doors.finder.findAll("python3") {
            if let version = await version(path, ["-m", "pip", "--version"]), version >= PipBackend.oldest {
                return PipBackend(name: "pip \(version)", command: [path, "-m", "pip"], doors: doors)
            }
        }
        return nil
    }

    private func version(_ path: String, _ arguments: [String]) async -> ToolVersion? {
        let variables = ToolVariables.cleaned(doors.settings.environment)
        let invocation = ToolInvocation(
            path, arguments, environment: ToolEnvironment(inherits: false, set: variables))
        let result = try? await doors.runner.run(invocation, outputLimit: 1 << 16, timeout: .seconds(60))
        guard let result, result.succeeded else { return nil }
        return ToolVersion(in: result.outputText)
    }
}
