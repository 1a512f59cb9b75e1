import BuildModel
import FileTrees
import Processes

/// Finds an interpreter of a runtime's minor version on this machine: on PATH, under pyenv, or one that uv manages.
struct InterpreterFinder {
    let doors: ResolverDoors

    private static let probe = """
        import sys, struct
        print("%d.%d %s %s %d" % (sys.version_info[0], sys.version_info[1], \
        getattr(sys, "implementation", None) and sys.implementation.name, sys.platform, struct.calcsize("P") * 8))
        """

    /// Path of an interpreter, or `nil` if none is found. Nothing is installed.
    func find(_ target: PythonTarget) async -> String? {
        let minor = target.pythonMinor
        var candidates = doors.finder.findAll("python\(minor)") + pyenv(minor)
        candidates += ["python3", "python"].compactMap { doors.finder.find($0) }
        for candidate in candidates where await fits(candidate, minor) { return candidate }
        guard let uv = doors.finder.find("uv") else { return nil }
        let found = await words(uv, ["python", "find", "--no-python-downloads", "--no-project", minor])
        if let found, await fits(found, minor) { return found }
        return nil
    }

    /// Has uv install an interpreter, where the network may be used and uv is there.
    func install(_ target: PythonTarget) async -> String? {
        guard !doors.settings.offline, let uv = doors.finder.find("uv") else { return nil }
        doors.settings.report("installing Python \(target.pythonMinor)")
        guard await words(uv, ["python", "install", "--no-progress", target.pythonMinor]) != nil else { return nil }
        return await find(target)
    }

    /// pyenv's interpreters, newest first.
    private func pyenv(_ minor: String) -> [String] {
        let environment = doors.settings.environment
        guard let root = environment["PYENV_ROOT"] ?? environment["HOME"].map({ $0 + "/.pyenv" }) else { return [] }
        let names = (try? Files.names(inFolder: root + "/versions")) ?? []
        let versions = names.compactMap { PythonVersion($0) }.filter {
            $0.description == minor || $0.description.hasPrefix(minor + ".")
        }
        return versions.sorted(by: >).map { "\(root)/versions/\($0)/bin/python\(minor)" }.filter(Files.exists)
    }

    private func fits(_ path: String, _ minor: String) async -> Bool {
        let words = await words(path, ["-I", "-c", Self.probe])?.split(separator: " ").map(String.init) ?? []
        guard words.count == 4, words[0] == minor, words[3] == "64" else { return false }
        return words[1] == "cpython" || minor.hasPrefix("2.")
    }

    /// What a tool prints when it succeeds, without the line end.
    private func words(_ executable: String, _ arguments: [String]) async -> String? {
        let variables = ToolVariables.cleaned(doors.settings.environment)
        let invocation = ToolInvocation(
            executable, arguments, environment: ToolEnvironment(inherits: false, set: variables))
        let result = try? await doors.runner.run(invocation, outputLimit: 1 << 16, timeout: .seconds(600))
        guard let result, result.succeeded else { return nil }
        return LogicalLines.trimmed(result.outputText)
    }
}
