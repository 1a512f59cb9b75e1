import BuildModel
import FunctionCompute

/// An interpreter of the image that is started by name and is not on `PATH`.
struct EnvPath: FunctionRule {
    static let description = RuleDescription(
        "env-path", .warning, "an interpreter is started by name and is not on PATH",
        """
        In `custom.debian10` and `custom.debian11` the interpreters lie under `/var/fc/lang`, which the default `PATH` does not
        have: `npm: command not found`. A note for `python3`, which the system may have in another version.

        Wrong: `node server.js` in a `bootstrap` of `custom.debian10` without variables

        Right: `PATH: /var/fc/lang/nodejs20/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin`, or the whole path of the interpreter

        Source: D/068, templates of devsapp/start-fc; devsapp/start-fc#13
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let start = subject.start, let folder = subject.runtime.interpreterFolder,
            case let search = subject.description.environment["PATH"] ?? subject.runtime.environment["PATH"] ?? "",
            !search.contains("/var/fc/lang"), !search.contains("$")
        else { return [] }
        var findings: [Finding] = []
        var said: Set<String> = []
        for used in start.programs where !used.hasOwnPath && said.insert(used.word).inserted {
            guard let kind = Self.interpreters[used.word], !isOnPath(used.word, search, subject) else { continue }
            let wanted =
                kind == .node ? (subject.runtime.debian == .buster ? "/var/fc/lang/nodejs20/bin" : nil) : folder
            findings.append(
                Self.description.finding(
                    "`\(used.word)` is started by name, and `PATH` has no folder with it (`\(search)`)",
                    severity: kind == .node && !subject.hasUnknownLayers ? .warning : .note,
                    at: used.script.map { subject.startLocation($0, line: used.line) }
                        ?? subject.location(of: subject.commandProperty),
                    hint: wanted.map { "set `PATH: \($0):\(CustomRuntimeEnvironment.defaultPath)`" }
                        ?? "add a layer with Node.js, and its `bin` folder to `PATH`"))
        }
        return findings
    }

    private enum Kind { case node, python }

    private static let interpreters: [String: Kind] = [
        "node": .node, "npm": .node, "npx": .node, "python": .python, "python3": .python, "pip": .python,
        "pip3": .python,
    ]

    private func isOnPath(_ word: String, _ search: String, _ subject: FunctionSubject) -> Bool {
        search.split(separator: ":").contains { folder in
            subject.view.file(at: folder + "/" + word) != nil
                || subject.view.pathOutside(folder + "/" + word) != nil
                    && LibrarySearch.isOfPackages(String(folder))
        }
    }
}
