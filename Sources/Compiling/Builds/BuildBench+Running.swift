import BuildModel
import FileTrees
import Processes

extension BuildBench {
    /// A call of a tool that sees the bench's variables and some more; it runs in the sources if no folder is named.
    func invocation(
        _ executable: String, _ arguments: [String], in folder: String? = nil, variables: [String: String] = [:]
    ) -> ToolInvocation {
        ToolInvocation(
            executable, arguments,
            environment: ToolEnvironment(inherits: false, set: environment.merging(variables) { $1 }),
            workingFolder: folder ?? sources)
    }

    /// Runs a tool to its end, whatever its status, and keeps what it said in the log. Throws where it cannot be run.
    func run(_ invocation: ToolInvocation) async throws(StageFailure) -> ToolResult {
        let result: ToolResult
        do { result = try await runner.run(invocation) } catch {
            switch error.code {
            case .cancelled: throw StageFailure(.environment)
            case .missing, .notExecutable:
                throw BuildFailure.failure(
                    .environment, "build-tool-missing", readable("\(error)"), location: choice.location)
            default: throw BuildFailure.failure(.environment, "tool-failed", readable("\(error)"))
            }
        }
        try log.add(invocation, result)
        return result
    }

    /// Runs a tool that must succeed: its last words are the failure's message otherwise.
    @discardableResult
    func succeed(
        _ invocation: ToolInvocation, rule: String = "build-failed", hint: String? = nil
    ) async throws(StageFailure) -> ToolResult {
        let result = try await run(invocation)
        guard result.succeeded else { throw failure(of: invocation, result, rule: rule, hint: hint) }
        return result
    }

    /// The failure of a tool that ended with another status than 0, in its own words.
    func failure(
        of invocation: ToolInvocation, _ result: ToolResult, rule: String = "build-failed", hint: String? = nil
    ) -> StageFailure {
        let said = readable(result.outputText + "\n" + result.errorText)
        let lines = said.split(whereSeparator: \.isNewline).map { $0.trimmingSpace }.filter { !$0.isEmpty }
        let errors = readable(result.errorText).split(whereSeparator: \.isNewline).map { $0.trimmingSpace }
            .filter { !$0.isEmpty }
        // What matters is on standard error as a rule; with little there, the end of the rest says more.
        let words = (errors.count > 1 ? errors : lines).suffix(10).joined(separator: "; ")
        let tool = invocation.executable.split(separator: "/").last.map(String.init) ?? invocation.executable
        let location = (errors + lines).lazy.compactMap { place(in: $0) }.first ?? choice.location
        return BuildFailure.failure(
            .project, rule,
            "`\(tool)` ended with \(result.status) in `\(displayName.isEmpty ? "." : displayName)`"
                + (words.isEmpty ? " and said nothing" : ": \(words)"),
            location: location,
            hint: [hint, "all that was said is in `\(log.name)`"].compactMap(\.self).joined(separator: "; "))
    }

    /// What a tool said, with the user's own places in it instead of those of the copy.
    func readable(_ text: String) -> String {
        let user = displayName.isEmpty ? "" : displayName + "/"
        return Self.withoutPasswords(text).replacing(sources + "/", with: user).replacing(folder + "/", with: user)
            .replacing(output + "/", with: "").replacing(sources, with: displayName.isEmpty ? "." : displayName)
    }

    /// Covers what stands between `://` and `@` in addresses.
    static func withoutPasswords(_ text: String) -> String {
        guard text.contains("://"), text.contains("@") else { return text }
        var result = ""
        var rest = text[...]
        while let scheme = rest.firstRange(of: "://") {
            result += rest[..<scheme.upperBound]
            rest = rest[scheme.upperBound...]
            let authority = rest.prefix { !"/?# \"'\n\t".contains($0) }
            if let at = authority.lastIndex(of: "@") {
                result += "***"
                rest = rest[at...]
            }
        }
        return result + rest
    }

    /// The place that a line of the form `file:line:column: words` names, if that is a file of the user's.
    func place(in line: Substring) -> Finding.Location? {
        var parts = line.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, let row = Int(parts[1]), row > 0 else { return nil }
        var path = parts.removeFirst()
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        guard !path.isEmpty, !path.hasPrefix("/"), !path.contains(" ") else { return nil }
        let prefix = displayName.isEmpty ? "" : displayName + "/"
        let inside = prefix.isEmpty || !path.hasPrefix(prefix) ? path : path.dropFirst(prefix.count)
        guard let status = try? Files.status(folder + "/" + inside), status.kind == .file else { return nil }
        return Finding.Location(
            file: prefix + inside, line: row, column: Int(parts[1].drop { $0 == " " }).flatMap { $0 > 0 ? $0 : nil })
    }
}

extension Substring {
    /// Without spaces at both ends.
    var trimmingSpace: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
        return start[...end]
    }
}

/// A file that takes what the tools of a build say, standard output before standard error, each under its command.
struct BuildLog: Sendable {
    /// Absolute path.
    let path: String
    /// For messages: relative to the project.
    let name: String

    /// Adds what a tool said.
    func add(_ invocation: ToolInvocation, _ result: ToolResult) throws(StageFailure) {
        // Variables may be secret.
        var command = invocation
        command.environment = .inherited
        let said = BuildBench.withoutPasswords(result.outputText + result.errorText)
        let text = "\(command)\n\(said)(\(result.status))\n\n"
        try BuildFailure.onDisk { () throws(FileTreeError) in
            let before = (try? Files.read(path)) ?? []
            _ = try AtomicFile.write(before + Array(text.utf8), to: path)
        }
    }
}
