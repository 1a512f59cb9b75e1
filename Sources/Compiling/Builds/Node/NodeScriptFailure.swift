import BuildModel
import Processes

/// Install scripts that failed, in their own words.
struct NodeScriptFailure {
    let package: PackageScripts
    let bench: BuildBench

    private var name: String { "`\(package.name)` \(package.version)" }

    /// Scripts that did not end in time.
    func timedOut(_ limit: Duration) -> StageFailure {
        failure("the install scripts of \(name) did not end within \(limit.components.seconds) seconds")
    }

    /// npm says which script of which package ended how, around what the script said.
    func ended(_ result: ToolResult) -> StageFailure {
        let lines = (result.outputText + "\n" + result.errorText).split(whereSeparator: \.isNewline)
        if let line = lines.last, line.hasPrefix("bwrap: ") {
            return NodeScriptTools.failure(
                "`bwrap` cannot make a sandbox here: \(line.dropFirst(7))", bench.choice,
                hint: "let the user have name spaces (`kernel.unprivileged_userns_clone=1`, or a container that allows "
                    + "them)")
        }
        // `> name@version event`, before each script.
        let event = lines.last { $0.hasPrefix("> \(package.name)@") }?.split(separator: " ").last.map(String.init)
        let status = value("code", lines).flatMap { Int($0) }.map { "exit status \($0)" }
        let signal = value("signal", lines).map { "signal \($0)" }
        let said = Self.words(result.errorText) ?? Self.words(result.outputText)
        return failure(
            "\(event.map { "`\($0)` of " } ?? "npm with the install scripts of ")\(name) ended with "
                + "\(status ?? signal ?? "\(result.status)")" + (said.map { ": \($0)" } ?? " and said nothing"))
    }

    private func failure(_ message: String) -> StageFailure {
        let compiling =
            package.isCompiled
            ? "; node-gyp needs compilers, make, Python 3 and the headers of Node.js (`libnode-dev`)" : ""
        return BuildFailure.failure(
            .project, "npm-script-failed",
            bench.readable(message).replacing(ScriptSandbox.root + "/", with: ""), location: bench.choice.location,
            hint:
                "scripts have no network and may write to their package's folder only\(compiling); all that was said is "
                + "in `\(bench.log.name)`")
    }

    /// `npm error code 1`; older ones say `npm ERR!`.
    private func value(_ key: String, _ lines: [Substring]) -> Substring? {
        for line in lines {
            for prefix in ["npm error \(key) ", "npm ERR! \(key) "] where line.hasPrefix(prefix) {
                return line.dropFirst(prefix.count)
            }
        }
        return nil
    }

    /// What the script said, without what npm and node-gyp say around it; compilers' errors before all else.
    private static func words(_ text: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline).map(\.trimmingSpace).filter { line in
            !line.isEmpty && !["npm ", "> ", "gyp info ", "gyp http "].contains { line.hasPrefix($0) }
        }
        let errors = lines.filter { $0.contains("error:") || $0.contains("Error:") }
        let chosen = errors.isEmpty ? lines.suffix(6) : errors.prefix(4)
        return chosen.isEmpty
            ? nil : chosen.map { $0.count > 240 ? $0.prefix(240) + "…" : String($0) }.joined(separator: "; ")
    }
}
