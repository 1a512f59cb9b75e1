import Archives
import Binaries
import BuildModel
import FunctionCompute

/// A server that listens where the platform does not call.
struct ListenAddress: FunctionRule {
    static let description = RuleDescription(
        "listen-address", .warning, "the server listens on another port or address than the platform calls",
        """
        The platform calls a custom runtime on `customRuntimeConfig.port` (9000 where none is set) of the instance's network
        address: `Function instance health check failed on port 9000`. A server on `127.0.0.1` is not reached. Only constants
        in the start command, its script and the source that is started are looked at. Swift programs with
        `FunctionComputeRuntime` listen where `FC_SERVER_PORT` or `FC_CUSTOM_LISTEN_PORT` says: configured by hand, they must
        say the same port.

        Wrong: `app.run(host="127.0.0.1", port=8080)` without a port in the configuration

        Right: `app.run(host="0.0.0.0", port=9000)`, or `customRuntimeConfig: { port: 8080 }` beside it

        Source: D/076, D/126, D/FAQ 039
        """)

    func check(_ subject: FunctionSubject) -> [Finding] {
        guard subject.runtime.family == .custom, let start = subject.start else { return [] }
        let port = subject.description.port ?? Int(subject.description.environment["FC_SERVER_PORT"] ?? "") ?? 9000
        guard let server = start.programs.last(where: \.isLast) ?? start.programs.last else {
            return sourceFindings(start.file, port, subject)
        }
        let signs = ListenSigns(words: server.words, environment: subject.description.environment)
        let place =
            server.script.map { subject.startLocation($0, line: server.line) }
            ?? subject.location(of: subject.commandProperty)
        guard server.isLast || start.programs.count == 1 else { return [] }
        let isConfigured =
            subject.code?.files["gunicorn.conf.py"] != nil && server.words.contains { $0.contains("gunicorn") }
        if !isConfigured, signs.port != nil || signs.loopback != nil { return findings(signs, port, place, subject) }
        if start.programs.count == 1, server.script == nil || server.words.count == 1,
            let target = start.targets.first?.file
        {
            return sourceFindings(target, port, subject)
        }
        return sourceFindings(source(of: server, subject) ?? start.scripts.first { !$0.isShell }?.file, port, subject)
    }

    /// The source that an interpreter is told to run, where a script does it.
    private func source(of server: StartCommand.Used, _ subject: FunctionSubject) -> InstanceView.File? {
        guard
            let endings = Image.interpreters.first(where: { LibraryIndex.lastPart(server.word).hasPrefix($0.key) })?
                .value
        else { return nil }
        for word in server.words.dropFirst() where !word.contains("$") {
            if word == "-m" || word == "-c" { return nil }
            if endings.contains(where: word.hasSuffix), let path = InstanceView.join("/code", word) {
                return subject.view.file(at: path)
            }
        }
        return nil
    }

    private func sourceFindings(_ file: InstanceView.File?, _ port: Int, _ subject: FunctionSubject) -> [Finding] {
        guard let file, file.entry.size < 1 << 20, isSource(file),
            let bytes = file.package.bytes(at: file.path),
            let signs = ListenCalls.signs(in: String(decoding: bytes, as: UTF8.self), expected: port)
        else { return [] }
        return findings(signs, port, subject.startLocation(file, line: signs.line), subject)
    }

    private func isSource(_ file: InstanceView.File) -> Bool {
        [".py", ".js", ".mjs", ".cjs"].contains { file.path.hasSuffix($0) } || !file.path.contains(".")
    }

    private func findings(
        _ signs: ListenSigns, _ port: Int, _ place: Finding.Location, _ subject: FunctionSubject
    ) -> [Finding] {
        var findings: [Finding] = []
        if let found = signs.port, found.number != port {
            findings.append(
                Self.description.finding(
                    "the server listens on port \(found.number) (\(quoted(found.words))), and the platform calls port \(port)",
                    at: place,
                    hint: "listen on \(port), or set `customRuntimeConfig.port` to \(found.number)"))
        }
        if let words = signs.loopback {
            findings.append(
                Self.description.finding(
                    "the server listens on the instance's own address only (\(quoted(words))): the platform does not reach it",
                    at: place, hint: "listen on `0.0.0.0`"))
        }
        return findings
    }

    private func quoted(_ words: String) -> String { words.contains("`") ? words : "`\(words)`" }
}
