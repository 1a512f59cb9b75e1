import BuildModel
import FunctionCompute
import SourceScanners

/// Scripts that a custom runtime starts with `node`.
enum NodeStart {
    /// What loading the script would fail at.
    static func problems(_ question: EntryQuestion) -> [EntryProblem] {
        guard
            let start = StartCommand(
                question.plan, runtime: question.runtime, view: question.view,
                hasUnknownLayers: question.hasUnknownLayers),
            let server = start.programs.last(where: \.isLast), server.word.split(separator: "/").last == "node",
            !changesLoading(server, start.words)
        else { return [] }
        // The first word that is no option is the script; what is not there is a finding of the start rules.
        let script = server.words.dropFirst().first { !$0.hasPrefix("-") }
        guard let script, !script.contains("$"), let path = InstanceView.join("/code", script),
            [".js", ".mjs", ".cjs"].contains(where: path.hasSuffix), question.view.file(at: path) != nil
        else { return [] }
        let scripts = [path]
        let program = server.word
        let environment = question.description.environment
        let reader = NodeReader(
            question: question, major: major(program) ?? major(environment["PATH"] ?? ""),
            nodePath: NodeModules.folders(environment, major: nil))
        let property = "customRuntimeConfig.command"
        return reader.imports(
            of: scripts,
            question.description.locations[property] == nil ? "customRuntimeConfig" : property)
    }

    /// Whether options, or the shell script before, change where modules are looked for or which folder is the current one.
    private static func changesLoading(_ server: StartCommand.Used, _ words: [String]) -> Bool {
        let options = server.words.dropFirst().filter { $0.hasPrefix("-") }
        if NodeModules.changesLoading(options.joined(separator: " ")) { return true }
        var bytes = Array(words.joined(separator: " ").utf8)
        if let script = server.script {
            guard let text = script.package.bytes(at: script.path) else { return true }
            bytes += text
        }
        return ["NODE_PATH", "NODE_OPTIONS", "cd ", "pushd", "npm ", "yarn", "pnpm", "ln "].contains {
            bytes.contains($0.utf8)
        }
    }

    /// The version in a path such as `/opt/nodejs20/bin` or `/var/fc/lang/nodejs18/bin`.
    private static func major(_ path: String) -> Int? {
        let first = path.split(separator: ":").first { $0.contains("nodejs") } ?? ""
        guard let range = first.firstRange(of: "nodejs") else { return nil }
        return Int(first[range.upperBound...].prefix { $0.isNumber })
    }
}
