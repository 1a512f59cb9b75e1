import FunctionCompute
import Processes

/// An interpreter of this machine.
struct DeepInterpreter: Sendable {
    /// The program itself, behind shims and virtual environments.
    let path: String
    /// The folder in which it is installed, with its standard library.
    let prefix: String

    /// Finds an interpreter of the same version as the runtime's: one that the user named, or one on `PATH`.
    static func find(for runtime: Runtime, named: [String], finder: ToolFinder, runner: ToolRunner) async
        -> DeepInterpreter?
    {
        guard let version = version(of: runtime) else { return nil }
        let names: [String]
        let question: [String]
        switch runtime.family {
        case .python:
            names = ["python\(version)", "python3"]
            question = [
                "-I", "-c",
                "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.base_prefix); "
                    + "print(getattr(sys, '_base_executable', None) or sys.executable)",
            ]
        case .nodejs:
            names = ["node", "nodejs", "node\(version)"]
            question = [
                "-p",
                "process.versions.node.split('.')[0] + '\\n' + require('path').resolve(process.execPath, '../..')"
                    + " + '\\n' + process.execPath",
            ]
        case .php, .java, .dotnet, .go, .custom, .container: return nil
        }
        for candidate in named + names.flatMap(finder.findAll) {
            let invocation = ToolInvocation(candidate, question)
            guard
                let result = try? await runner.run(
                    invocation, outputLimit: 4096, errorLimit: 4096, timeout: .seconds(10)), result.succeeded
            else { continue }
            let lines = result.outputText.split(separator: "\n").map(String.init)
            guard lines.count == 3, lines[0] == version, lines[1].hasPrefix("/"), lines[2].hasPrefix("/") else {
                continue
            }
            return DeepInterpreter(path: lines[2], prefix: lines[1])
        }
        return nil
    }

    /// What must be equal: Python's minor version, Node.js's major one.
    static func version(of runtime: Runtime) -> String? {
        switch runtime.family {
        case .python: runtime.pythonVersion.map { "\($0.major).\($0.minor)" }
        case .nodejs: runtime.languageVersion.map { "\($0.major)" }
        case .php, .java, .dotnet, .go, .custom, .container: nil
        }
    }

    /// Words for messages: `Python 3.10`.
    static func words(of runtime: Runtime) -> String {
        (runtime.family == .python ? "Python " : "Node.js ") + (version(of: runtime) ?? "")
    }
}
