import Archives
import Binaries
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
        guard let start = subject.start, start.words.isEmpty else { return [] }
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

/// A start file that nobody may execute.
struct NotExecutable: FunctionRule {
    static let description = RuleDescription(
        "not-executable", .error, "the start file is not executable",
        """
        The mode in the zip becomes the mode in the instance: `code 13, message:permission denied`, or `CAFilePermission`.
        Packers on Windows lose it. The bit for others should be set too: functions from before August 2022 do not run as root.

        Wrong: `bootstrap` as 0644

        Right: `chmod 755 bootstrap` (and `git update-index --chmod=+x bootstrap`) before packing

        Source: D/FAQ 042, D/FAQ 032, D/076
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let file = subject.start?.file else { return [] }
        let mode = file.entry.mode & 0o7777
        let location = subject.location(of: subject.commandProperty, entry: file.path)
        let octal = "0" + String(mode, radix: 8)
        if mode & 0o111 == 0 {
            return [
                Self.description.finding(
                    mode == 0
                        ? "`\(file.instancePath)` has no mode in the zip: it will not be executable"
                        : "`\(file.instancePath)` has mode \(octal): it cannot be started", at: location,
                    hint: "pack it with mode 0755: `chmod +x`, and `git update-index --chmod=+x` where it is in git")
            ]
        }
        guard mode & 0o001 == 0 || mode & 0o004 == 0 else { return [] }
        return [
            Self.description.finding(
                "`\(file.instancePath)` has mode \(octal): on functions from before August 2022, which do not run as root, it "
                    + "cannot be started", severity: .warning, at: location, hint: "pack it with mode 0755")
        ]
    }
}

/// A script with Windows line ends.
struct ScriptCRLF: FunctionRule {
    static let description = RuleDescription(
        "script-crlf", .error, "the start script has Windows line ends",
        """
        Linux takes the carriage return as part of the interpreter's name: `bash\\r: No such file or directory`, code 127.

        Wrong: `bootstrap` saved with CRLF

        Right: LF line ends; `bootstrap text eol=lf` in `.gitattributes` keeps them

        Source: D/076, funcraft#948
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let file = subject.start?.file, let script = subject.startFile?.script, script.endsInCarriageReturn
        else { return [] }
        return [
            Self.description.finding(
                "line 1 of `\(file.instancePath)` ends in CRLF: Linux looks for `\(script.interpreter)\\r`",
                at: subject.location(of: subject.commandProperty, entry: file.path),
                hint: "save it with LF line ends (`sed -i 's/\\r$//'`), and say `eol=lf` in `.gitattributes`")
        ]
    }
}

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

/// A program whose dynamic linker is not in the image.
struct ELFInterpreter: FunctionRule {
    static let description = RuleDescription(
        "elf-interpreter", .error, "the start program asks for a dynamic linker that the image does not have",
        """
        A dynamic program names its linker. The images have glibc's `/lib64/ld-linux-x86-64.so.2`; a program built on Alpine
        asks for `/lib/ld-musl-x86_64.so.1`, and Linux says `no such file or directory` of a file that is there.

        Wrong: `go build` with cgo, or Swift, in an Alpine container

        Right: a static program (`CGO_ENABLED=0`, `--static-swift-stdlib` with the static SDK), or a build on Debian

        Source: validate.md 4.7
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let file = subject.start?.file, let elf = subject.startFile?.elf, elf.machine == .x86_64,
            let interpreter = elf.interpreter,
            !Image.loaders.contains(interpreter), subject.view.file(at: interpreter) == nil
        else { return [] }
        guard interpreter.hasPrefix("/lib") || interpreter.hasPrefix("/code/") else { return [] }
        return [
            Self.description.finding(
                "`\(file.instancePath)` needs the dynamic linker `\(interpreter)`, which the image does not have"
                    + (interpreter.contains("musl") ? ": it was built on Alpine (musl)" : ""),
                at: subject.location(of: subject.commandProperty, entry: file.path),
                hint: "build it statically, or on Debian")
        ]
    }
}

/// A start command that cannot be followed.
struct CommandUnverified: FunctionRule {
    static let description = RuleDescription(
        "command-unverified", .note, "the start command could not be followed",
        """
        The program is neither in the package nor one that the images are known to have, or it is given a line of shell. It may
        well be there; it is not checked.

        Source: design (three verdicts: works, broken, not known)
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard let start = subject.start else { return [] }
        let location = subject.location(of: subject.commandProperty)
        if case .unknown(let path) = start.program {
            return [
                Self.description.finding(
                    "start command `\(path)` is not in the package; whether the image has it is not known", at: location
                )
            ]
        }
        if case .image = start.program, start.words.count > 1, ["-c", "-m"].contains(start.words[1]) {
            return [
                Self.description.finding(
                    "what `\(start.words[0]) \(start.words[1])` starts is not looked into", at: location)
            ]
        }
        return []
    }
}
