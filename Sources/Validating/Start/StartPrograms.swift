import Archives
import Binaries
import BuildModel
import FunctionCompute

extension StartCommand {
    /// A program that is started, and the script that starts it.
    struct Used: Sendable {
        /// As it is written, with or without a path.
        let words: [String]
        /// The shell script, where one starts it.
        var script: InstanceView.File?
        /// Line in the script, from 1.
        var line: Int?
        /// Whether it is the last thing that is done, in the foreground: the server.
        var isLast = false
        /// Whether `PATH` is set before, so that names lead anywhere.
        var hasOwnPath = false

        var word: String { words.first ?? "" }
    }

    /// The programs that the command starts, and those of the shell script that it leads to, as far as they can be read.
    var programs: [Used] {
        if let first = words.first {
            if ["sh", "bash", "/bin/sh", "/bin/bash"].contains(first) { return shellPrograms }
            if let script = scripts.first, script.isShell { return scriptPrograms }
            return [Used(words: words, isLast: true)] + envPrograms
        }
        return scriptPrograms
    }

    private var scriptPrograms: [Used] {
        guard let script = scripts.first, script.isShell else { return envPrograms }
        return Self.used(ShellText(script.text), script: script.file)
    }

    /// What the first line of a script has `env` start.
    private var envPrograms: [Used] {
        guard let script = scripts.first, script.header.interpreter.hasSuffix("/env") else { return [] }
        return [Used(words: [script.interpreterName], script: script.file, line: 1)]
    }

    /// `sh -c "text"` and `sh file`.
    private var shellPrograms: [Used] {
        guard words.count > 1 else { return [] }
        if words[1].hasPrefix("-"), words[1].hasSuffix("c"), words.count > 2 {
            return Self.used(ShellText(words[2]), script: nil)
        }
        guard let file = targets.first?.file, file.entry.size < 1 << 20, let bytes = file.package.bytes(at: file.path)
        else { return [] }
        return Self.used(ShellText(String(decoding: bytes, as: UTF8.self)), script: file)
    }

    private static func used(_ text: ShellText, script: InstanceView.File?) -> [Used] {
        text.commands.enumerated().map { index, command in
            Used(
                words: command.words, script: script, line: script == nil ? nil : command.line,
                isLast: command.isCertain && index == text.commands.count - 1,
                hasOwnPath: text.assigned.contains("PATH"))
        }
    }
}
