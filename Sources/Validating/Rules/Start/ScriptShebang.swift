import Archives
import Binaries
import BuildModel

/// A start file that Linux cannot execute.
struct ScriptShebang: FunctionRule {
    static let description = RuleDescription(
        "script-shebang", .error, "the start file is no program and names no interpreter",
        """
        What is started is an ELF program or a script whose first two bytes are `#!`, with the absolute path of an interpreter
        that exists: `exec format error`, `no such file or directory` otherwise.

        Wrong: a `bootstrap` that begins with `python3 server.py`

        Right: `#!/bin/bash` in the first line, then `exec python3 server.py`

        Source: D/FAQ 041, D/076
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        subject.startFiles.compactMap { check($0.file, $0.native, subject) }
            + (subject.start?.scripts ?? []).compactMap { check($0, subject) }
    }

    private func check(
        _ file: InstanceView.File, _ native: NativeFile?, _ subject: FunctionSubject
    ) -> Finding? {
        let location = subject.startLocation(file, line: 1)
        let path = file.instancePath
        if file.entry.size == 0 {
            return Self.description.finding("`\(path)` is empty", at: subject.startLocation(file))
        }
        guard let native else { return nil }
        switch native.kind {
        case .elf, .machO, .machOFat, .pe: return nil  // native-arch, elf-interpreter
        default: break
        }
        guard let script = native.script else {
            return Self.description.finding(
                "`\(path)` has no `#!` line and is no Linux program", at: location, hint: "begin it with `#!/bin/bash`")
        }
        if script.followsByteOrderMark {
            return Self.description.finding(
                "`\(path)` begins with a byte order mark: Linux does not see the `#!` behind it", at: location,
                hint: "save it as UTF-8 without BOM")
        }
        guard !script.endsInCarriageReturn, !script.interpreter.hasPrefix("/") else { return nil }
        let interpreter = script.interpreter
        return Self.description.finding(
            interpreter.isEmpty
                ? "the `#!` line of `\(path)` names no interpreter"
                : "the `#!` line of `\(path)` names `\(interpreter)`, which is no absolute path", at: location,
            hint: interpreter.isEmpty
                ? nil : "write `#!/usr/bin/env \(interpreter.split(separator: "/").last ?? "bash")`")
    }

    private func check(_ script: ScriptStart, _ subject: FunctionSubject) -> Finding? {
        guard !script.header.endsInCarriageReturn else { return nil }
        let location = subject.startLocation(script.file, line: 1)
        switch script.interpreter {
        case .missing(let path):
            return Self.description.finding(
                "`\(script.file.instancePath)` wants the interpreter `\(path)`, which is not in the package",
                at: location)
        case .unusable(let words, let hint):
            return Self.description.finding(
                "the `#!` line of `\(script.file.instancePath)` \(words)", at: location, hint: hint)
        default: return nil
        }
    }
}
