import BuildModel

/// A command that names something that is not there.
struct CommandTargetMissing: FunctionRule {
    static let description = RuleDescription(
        "command-target-missing", .error, "the start command names a file that is not in the package",
        """
        The words of `command` and `args` are started as they are, in `/code`: a program that is not there gives
        `code 2, message:no such file or directory`, a script that is not there `Cannot find module`, `Unable to access
        jarfile` or `can't open file`.

        Wrong: `command: [./server]` for code with `build/server`

        Right: `command: [./build/server]`

        Source: D/076, D/126
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let start = subject.start, let first = start.words.first else { return [] }
        let location = subject.location(of: subject.commandProperty)
        var findings: [Finding] = []
        switch start.program {
        case .missing(let lookedFor):
            let looked = lookedFor.map { "`\($0)`" }.joined(separator: ", ")
            findings.append(
                Self.description.finding(
                    "command `\(first)` is not in the package (looked for \(looked))",
                    severity: subject.missingSeverity, at: location, hint: hint(first, subject)))
        case .folder(let path):
            findings.append(Self.description.finding("command `\(first)`: `\(path)` is a folder", at: location))
        default: break
        }
        for target in start.targets where target.file == nil {
            let isKnown = target.path.hasPrefix("/code/") || !subject.hasUnknownLayers
            guard isKnown else { continue }
            findings.append(
                Self.description.finding(
                    "`\(target.word)` in the start command is not in the package (looked for `\(target.path)`)",
                    severity: subject.missingSeverity, at: location, hint: hint(target.word, subject)))
        }
        return findings
    }

    private func hint(_ word: String, _ subject: FunctionSubject) -> String? {
        guard let code = subject.code else { return nil }
        let name = word.split(separator: "/").last.map(String.init) ?? word
        if let path = code.files.keys.filter({ $0 == name || $0.hasSuffix("/" + name) }).min(by: { $0.count < $1.count }
        ) {
            return "found `\(path)`: write `./\(path)`"
        }
        return NearestName.nearest(to: name, among: code.folders[""] ?? []).map { "did you mean `\($0)`?" }
            ?? subject.madeBeforeDeployment
    }
}
