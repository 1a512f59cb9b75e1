import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Builds a source tree to a wheel in isolation, so that the bytes do not depend on the folder, the day or the user.
struct WheelBuild {
    let doors: ResolverDoors
    let target: PythonTarget
    let indexes: IndexSettings
    /// Compilers for the target's release; `nil` for this machine's.
    var compilers: TargetCompilers?

    /// Path of the wheel.
    func run(
        _ tree: String, interpreter: String, scratch: String, name: String, at location: Finding.Location
    ) async throws(StageFailure) -> String {
        if doors.settings.offline {
            throw StageFailure(
                .environment, "offline-missing",
                "`\(name)` has not been built for \(target.runtime) yet; its build tools may need the network",
                at: location,
                hint: "run once without `--offline`")
        }
        let output = scratch + "/wheels"
        try asStage { () throws(FileTreeError) in try Files.makeFolders(output) }
        let command = try await command(tree, interpreter, output, scratch: scratch, at: location)
        let invocation = ToolInvocation(
            command[0], Array(command.dropFirst()),
            environment: ToolEnvironment(inherits: false, set: variables(scratch: scratch, interpreter: interpreter)),
            workingFolder: scratch)
        let result: ToolResult
        do { result = try await doors.runner.run(invocation, timeout: doors.settings.toolTimeout) } catch {
            throw StageFailure(error)
        }
        guard result.succeeded else {
            throw StageFailure(
                .project, "sdist-build-failed",
                "building `\(name)` for \(target.runtime) failed: \(decisive(indexes.redacted(result.errorText + "\n" + result.outputText), scratch))",
                at: location, hint: "it was built with \(interpreter); compilers and headers must be installed")
        }
        let names = try asStage { () throws(FileTreeError) in try Files.names(inFolder: output) }
        guard let wheel = names.first(where: { $0.hasSuffix(".whl") }) else {
            throw StageFailure(.project, "sdist-build-failed", "building `\(name)` gave no wheel", at: location)
        }
        return output + "/" + wheel
    }

    /// uv where it is there and knows the interpreter, else the interpreter's own pip.
    private func command(
        _ tree: String, _ interpreter: String, _ output: String, scratch: String, at location: Finding.Location
    ) async throws(StageFailure) -> [String] {
        if target.python >= "3.8", let uv = doors.finder.find("uv") {
            return [
                uv, "build", "--wheel", "--no-progress", "--python", interpreter, "--out-dir", output,
                "--no-create-gitignore", tree,
            ]
        }
        let python = try await pythonWithPip(interpreter, scratch: scratch, at: location)
        return [
            python, "-m", "pip", "wheel", "--quiet", "--use-pep517", "--no-deps", "--no-cache-dir", "--wheel-dir",
            output, tree,
        ]
    }

    /// An interpreter whose pip knows `--use-pep517` (pip 19): the one that was found, or a virtual environment of it. Python
    /// 3.6 comes with pip 18 and can have pip 21 at most; every Python that is asked for here can have that one.
    private func pythonWithPip(
        _ interpreter: String, scratch: String, at location: Finding.Location
    ) async throws(StageFailure) -> String {
        let probe = "import pip, sys; sys.exit(int(pip.__version__.split('.')[0]) < 19)"
        if await succeeds([interpreter, "-c", probe]) { return interpreter }
        let environment = scratch + "/environment"
        let python = environment + "/bin/python"
        guard await succeeds([interpreter, "-m", "venv", environment]) else {
            throw StageFailure(
                .environment, "no-resolver", "`\(interpreter)` has neither pip nor a working venv to build with",
                at: location, hint: "install uv, or pip for that interpreter")
        }
        if await succeeds([python, "-c", probe]) { return python }
        guard await succeeds([python, "-m", "pip", "install", "--quiet", "pip>=19,<22"]) else {
            throw StageFailure(
                .environment, "no-resolver", "the pip of `\(interpreter)` is older than 19 and could not be renewed",
                at: location, hint: "run `\(interpreter) -m pip install 'pip>=19,<22'`")
        }
        return python
    }

    private func succeeds(_ command: [String]) async -> Bool {
        let variables = ToolVariables.cleaned(doors.settings.environment)
        let invocation = ToolInvocation(
            command[0], Array(command.dropFirst()), environment: ToolEnvironment(inherits: false, set: variables))
        let result = try? await doors.runner.run(invocation, outputLimit: 1 << 16, timeout: .seconds(120))
        return result?.succeeded ?? false
    }

    private func variables(scratch: String, interpreter: String) -> [String: String] {
        let environment = doors.settings.environment
        var variables = target.python >= "3.8" ? ToolVariables.forUV(environment) : ToolVariables.cleaned(environment)
        // 1980-01-01: the first day that zip archives know.
        variables["SOURCE_DATE_EPOCH"] = "315532800"
        variables["PYTHONHASHSEED"] = "0"
        variables["TZ"] = "UTC"
        variables["LC_ALL"] = "C.UTF-8"
        variables["UV_PYTHON_DOWNLOADS"] = "never"
        variables["TMPDIR"] = scratch
        // Assertions in headers carry their path: the interpreter's own folder must not show.
        let prefix = AbsolutePath.folder(of: AbsolutePath.folder(of: interpreter))
        variables["CFLAGS"] = "-g0 -ffile-prefix-map=\(scratch)=. -ffile-prefix-map=\(prefix)=/usr"
        variables["CXXFLAGS"] = variables["CFLAGS"]
        if let compilers {
            use(compilers, &variables)
            return variables
        }
        #if os(Linux)
            variables["LDFLAGS"] = "-Wl,--build-id=none -s"
            // The interpreter's own words for the linker name the folder that it was built in, as a run path.
            variables["LDSHARED"] = "\(environment["CC"] ?? compiler("gcc", "cc")) -pthread -shared"
            variables["LDCXXSHARED"] = "\(environment["CXX"] ?? compiler("g++", "c++")) -pthread -shared"
        #endif
        return variables
    }

    /// The variables by which build tools are told of compilers: those of distutils, CMake and Meson, cargo and pkg-config.
    private func use(_ compilers: TargetCompilers, _ variables: inout [String: String]) {
        variables.merge(compilers.variables) { $1 }
        variables["LDFLAGS"] = "-Wl,--build-id=none -s"
        variables["LDSHARED"] = (variables["CC"] ?? "cc") + " -pthread -shared"
        variables["LDCXXSHARED"] = (variables["CXX"] ?? "c++") + " -pthread -shared"
        variables["CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER"] = compilers.c
        for name in ["CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "LIBRARY_PATH", "PKG_CONFIG_PATH"] {
            variables[name] = nil
        }
    }

    private func compiler(_ name: String, _ other: String) -> String { doors.finder.find(name) == nil ? other : name }

    /// Lines with errors of compilers and build tools, else the last ones.
    private func decisive(_ text: String, _ scratch: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { LogicalLines.trimmed($0) }.filter { !$0.isEmpty }
        let marks = ["error:", "Error:", "fatal error", "ModuleNotFoundError", "not found", "No such file"]
        let frames = ["error: Failed to build", "error: subprocess-exited-with-error", "CalledProcessError"]
        let errors = lines.filter { line in
            marks.contains { line.contains($0) } && !frames.contains { line.contains($0) }
        }
        let chosen = errors.isEmpty ? Array(lines.suffix(4)) : Array(errors.prefix(4))
        var words = chosen.map { $0.count > 240 ? $0.prefix(240) + "…" : $0[...] }.joined(separator: "; ")
        while let range = words.firstRange(of: scratch + "/") { words.removeSubrange(range) }
        return words.isEmpty ? "it gave no reason" : words
    }
}
