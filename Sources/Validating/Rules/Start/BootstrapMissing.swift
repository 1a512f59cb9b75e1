import BuildModel
import FunctionCompute

/// A custom runtime without anything to start.
struct BootstrapMissing: FunctionRule {
    static let description = RuleDescription(
        "bootstrap-missing", .error, "a custom runtime has nothing to start",
        """
        A custom runtime starts `customRuntimeConfig.command`, or `/code/bootstrap` where no command is set:
        `the file /code/bootstrap is not exist`. The file must lie at the root of the zip. (The variable `BOOTSTRAP_FILE`
        gives it another name.)

        Wrong: `runtime: custom.debian12` for a folder with `index.py` only

        Right: a `bootstrap` beside it, or `customRuntimeConfig: { command: [python3, index.py] }`

        Source: D/126, D/076
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard subject.runtime.family == .custom, let start = subject.start, start.words.isEmpty else { return [] }
        let location = subject.location(of: subject.commandProperty, entry: start.bootstrap)
        switch start.program {
        case .folder:
            return [
                Self.description.finding("`/code/\(start.bootstrap)` is a folder, not a program", at: location)
            ]
        case .missing:
            return [
                Self.description.finding(
                    "no `\(start.bootstrap)` at the root of the code and no `customRuntimeConfig.command`",
                    severity: subject.missingSeverity, at: location, hint: hint(start, subject))
            ]
        default: return []
        }
    }

    private func hint(_ start: StartCommand, _ subject: FunctionSubject) -> String? {
        guard let code = subject.code else { return nil }
        if let deeper = code.files.keys.filter({ $0.hasSuffix("/" + start.bootstrap) }).min(by: { $0.count < $1.count })
        {
            return "found `\(deeper)`: zip the contents of its folder, or set `command: [./\(deeper)]`"
        }
        let names = code.folders[""] ?? []
        if let other = names.first(where: { $0.lowercased() == start.bootstrap }) {
            return "found `\(other)`: the name must be `\(start.bootstrap)`"
        }
        if let nearest = NearestName.nearest(to: start.bootstrap, among: names) {
            return "found `\(nearest)`: rename it"
        }
        if names.contains("index.py") || names.contains("main.py") {
            return "found Python code: is `python3.10` the runtime that is meant?"
        }
        if names.contains("index.js") || names.contains("index.mjs") {
            return "found Node.js code: is `nodejs20` the runtime that is meant?"
        }
        return subject.madeBeforeDeployment
    }
}
