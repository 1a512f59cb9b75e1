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
        guard let file = subject.start?.file else { return [] }
        let location = subject.location(of: subject.commandProperty, entry: file.path)
        let path = file.instancePath
        if file.entry.size == 0 { return [Self.description.finding("`\(path)` is empty", at: location)] }
        guard let native = subject.startFile else { return [] }
        switch native.kind {
        case .elf, .machO, .machOFat, .pe: return []  // native-arch, elf-interpreter
        default: break
        }
        guard let script = native.script else {
            return [
                Self.description.finding(
                    "`\(path)` has no `#!` line and is no Linux program", at: location,
                    hint: "begin it with `#!/bin/bash`")
            ]
        }
        if script.followsByteOrderMark {
            return [
                Self.description.finding(
                    "`\(path)` begins with a byte order mark: Linux does not see the `#!` behind it", at: location,
                    hint: "save it as UTF-8 without BOM")
            ]
        }
        guard !script.endsInCarriageReturn else { return [] }
        let interpreter = script.interpreter
        guard interpreter.hasPrefix("/") else {
            return [
                Self.description.finding(
                    interpreter.isEmpty
                        ? "the `#!` line of `\(path)` names no interpreter"
                        : "the `#!` line of `\(path)` names `\(interpreter)`, which is no absolute path", at: location,
                    hint: interpreter.isEmpty
                        ? nil : "write `#!/usr/bin/env \(interpreter.split(separator: "/").last ?? "bash")`")
            ]
        }
        guard !Image.owns(interpreter), subject.view.file(at: interpreter) == nil,
            interpreter.hasPrefix("/code/") || !subject.hasUnknownLayers
        else { return [] }
        return [
            Self.description.finding(
                "`\(path)` wants the interpreter `\(interpreter)`, which is not in the package", at: location)
        ]
    }
}
