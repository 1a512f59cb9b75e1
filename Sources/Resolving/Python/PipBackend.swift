import ArtifactStore
import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Resolves with `pip install --dry-run --report`. With an interpreter of the target's version pip runs in it, held to the
/// target's glibc; without one it is asked for wheels of the target's platform only, and sees this machine's markers.
struct PipBackend: PythonBackend {
    /// The first pip that writes reports.
    static let oldest = ToolVersion(22, 2)

    let name: String
    /// pip's executable and what comes before its own arguments.
    let command: [String]
    let doors: ResolverDoors

    func resolve(_ request: ResolutionRequest) async throws(StageFailure) -> PyLock {
        // pip keeps no versions by itself: the old ones are tried as constraints.
        if let pins = Self.pins(request.previous), let lock = try? await resolve(request, pins: pins) { return lock }
        return try await resolve(request, pins: nil)
    }

    private static func pins(_ previous: String?) -> String? {
        guard let previous, let lock = try? PyLockReader.read(previous) else { return nil }
        let lines = lock.packages.compactMap { package -> String? in
            guard let version = package.version, package.archive == nil, package.directory == nil else { return nil }
            return "\(package.name)==\(version)\n"
        }
        return lines.isEmpty ? nil : lines.joined()
    }

    private func resolve(_ request: ResolutionRequest, pins: String?) async throws(StageFailure) -> PyLock {
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let report = scratch.path + "/report.json"
        var variables = ToolVariables.cleaned(doors.settings.environment)
        var words = command
        var selection = Self.crossSelection(request, scratch: scratch.path)
        #if os(Linux) && arch(x86_64)
            if let interpreter = await InterpreterFinder(doors: doors).find(request.target),
                let python = await pythonWithPip(interpreter, scratch: scratch.path, variables)
            {
                try asStage { () throws(FileTreeError) in
                    try AtomicFile.write(
                        Array(Self.glibcBound(request.target).utf8), to: scratch.path + "/_manylinux.py")
                }
                variables["PYTHONPATH"] = scratch.path
                words = [python, "-m", "pip"]
                selection = request.onlyBinary.flatMap { ["--only-binary", $0] }
            }
        #endif
        if let pins {
            let path = scratch.path + "/pins.txt"
            try asStage { () throws(FileTreeError) in try AtomicFile.write(Array(pins.utf8), to: path) }
            selection += ["--constraint", path]
        }
        let arguments =
            words.dropFirst() + ["install", "--quiet", "--dry-run", "--ignore-installed", "--report", report]
            + selection + ["--requirement", request.file]
        let invocation = ToolInvocation(
            words[0], Array(arguments), environment: ToolEnvironment(inherits: false, set: variables),
            workingFolder: AbsolutePath.folder(of: request.dependencies.source.path))
        let result: ToolResult
        do { result = try await doors.runner.run(invocation, timeout: doors.settings.toolTimeout) } catch {
            throw StageFailure(error)
        }
        guard result.succeeded else {
            let words = ResolverWords(tool: "pip", request: request, doors: doors)
            throw await IndexProbe(doors: doors).explained(
                words.failure(result), request, result, wheelsOnly: selection.contains("--only-binary=:all:"))
        }
        return try PipReport.lock(at: report)
    }

    /// The arguments that make pip resolve for another machine: wheels only.
    private static func crossSelection(_ request: ResolutionRequest, scratch: String) -> [String] {
        let target = request.target
        let platforms = SupportedTags.platforms(glibc: target.debian.glibc).flatMap { ["--platform", $0] }
        let abis = [SupportedTags.abi(target.python), "abi3", "none"].flatMap { ["--abi", $0] }
        return platforms + abis + [
            "--python-version", target.pythonMinor, "--implementation", "cp", "--only-binary=:all:", "--target",
            scratch + "/target",
        ]
    }

    /// PEP 600: a module `_manylinux` tells installers which wheels the platform takes.
    private static func glibcBound(_ target: PythonTarget) -> String {
        """
        def manylinux_compatible(tag_major, tag_minor, tag_arch):
            return tag_arch == "x86_64" and (tag_major, tag_minor) <= (\(target.debian.glibc.major), \
        \(target.debian.glibc.minor))

        """
    }

    /// The interpreter if it has a pip that writes reports, else a fresh environment of it: Debian's own has no pip.
    private func pythonWithPip(
        _ interpreter: String, scratch: String, _ variables: [String: String]
    ) async -> String? {
        if await hasUsablePip(interpreter, variables) { return interpreter }
        let folder = scratch + "/environment"
        let invocation = ToolInvocation(
            interpreter, ["-m", "venv", folder], environment: ToolEnvironment(inherits: false, set: variables))
        let result = try? await doors.runner.run(invocation, outputLimit: 1 << 16, timeout: .seconds(120))
        guard let result, result.succeeded else { return nil }
        return await hasUsablePip(folder + "/bin/python", variables) ? folder + "/bin/python" : nil
    }

    private func hasUsablePip(_ interpreter: String, _ variables: [String: String]) async -> Bool {
        let invocation = ToolInvocation(
            interpreter, ["-m", "pip", "--version"], environment: ToolEnvironment(inherits: false, set: variables))
        let result = try? await doors.runner.run(invocation, outputLimit: 1 << 16, timeout: .seconds(60))
        guard let result, result.succeeded, let version = ToolVersion(in: result.outputText) else { return false }
        return version >= Self.oldest
    }
}
