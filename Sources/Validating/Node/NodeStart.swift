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
            let program = start.words.first, program.split(separator: "/").last == "node"
        else { return [] }
        let options = start.words.dropFirst().filter { $0.hasPrefix("-") }
        guard !NodeModules.changesLoading(options.joined(separator: " ")) else { return [] }
        let scripts = start.targets.compactMap { $0.file == nil ? nil : $0.path }
        guard !scripts.isEmpty else { return [] }
        let environment = question.description.environment
        let reader = NodeReader(
            question: question, major: major(program) ?? major(environment["PATH"] ?? ""),
            nodePath: NodeModules.folders(environment, major: nil))
        let property = "customRuntimeConfig.command"
        return reader.imports(
            of: scripts,
            question.description.locations[property] == nil ? "customRuntimeConfig" : property)
    }

    /// The version in a path such as `/opt/nodejs20/bin` or `/var/fc/lang/nodejs18/bin`.
    private static func major(_ path: String) -> Int? {
        let first = path.split(separator: ":").first { $0.contains("nodejs") } ?? ""
        guard let range = first.firstRange(of: "nodejs") else { return nil }
        return Int(first[range.upperBound...].prefix { $0.isNumber })
    }
}
