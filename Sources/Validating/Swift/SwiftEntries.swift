import Archives
import Binaries
import BuildModel
import FunctionCompute

/// Looks up the functions of a Swift program that a custom runtime starts. Programs without the library for handlers serve in
/// their own ways: of those only the size is told.
struct SwiftEntries {
    let question: EntryQuestion
    let file: InstanceView.File
    let program: SwiftProgram

    static func problems(of question: EntryQuestion, _ programs: SwiftPrograms) -> [EntryProblem] {
        guard let file = started(question), let program = programs.program(file) else { return [] }
        let entries = SwiftEntries(question: question, file: file, program: program)
        return entries.handlerProblems() + entries.portProblems() + entries.sizeProblems()
    }

    /// The program that is started by itself, or as the last thing that a script does.
    private static func started(_ question: EntryQuestion) -> InstanceView.File? {
        guard
            let start = StartCommand(
                question.plan, runtime: question.runtime, view: question.view,
                hasUnknownLayers: question.hasUnknownLayers)
        else { return nil }
        guard let script = start.scripts.first else { return start.file }
        guard script.isShell, let server = start.programs.last(where: \.isLast), server.word.contains("/"),
            !server.word.contains("$"), let path = InstanceView.join("/code", server.word)
        else { return nil }
        return question.view.file(at: path)
    }

    // MARK: The handler

    private func types(_ names: Set<String>) -> [SwiftTypeName] {
        Set(
            program.conformances.filter {
                $0.protocolName.module == SwiftPrograms.library && names.contains($0.protocolName.name)
            }.map(\.type)
        ).sorted()
    }

    /// With a group the library takes the handler as the name of a type, with or without its module, where there is more than
    /// one function. Whether the group lists a type cannot be seen without running it.
    private func handlerProblems() -> [EntryProblem] {
        let functions = types(["EventFunction", "HTTPFunction"])
        let handler = question.description.handler
        guard functions.count > 1, !handler.isEmpty, !handler.contains("${") else { return [] }
        let names = shownNames(functions)
        guard !types(["FunctionGroup"]).isEmpty else {
            return [
                question.unverified(
                    "handler `\(handler)` chooses nothing: `\(file.path)` has several functions and no `FunctionGroup`, so the "
                        + "one marked `@main` is served; found: \(listed(names))", "handler", entry: file.path)
            ]
        }
        let fitting = functions.filter { $0.name == handler || $0.description == handler }
        if fitting.count > 1 {
            return [
                EntryProblem(
                    rule: EntrySymbolMissing.description.id,
                    message: "handler `\(handler)` names several functions of `\(file.path)`: "
                        + listed(fitting.map(\.description)),
                    property: "handler", entry: file.path, hint: "write `handler: \(fitting[0])`")
            ]
        }
        guard fitting.isEmpty else { return [] }
        if program.unknownConformances > 0 || functions.contains(where: { !$0.isPlain }) {
            return [
                question.unverified(
                    "handler `\(handler)` is not verified: `\(file.path)` has functions whose names are made when it runs; "
                        + "found: \(listed(names))", "handler", entry: file.path)
            ]
        }
        let all = names + functions.map(\.description)
        return [
            EntryProblem(
                rule: EntrySymbolMissing.description.id, severity: question.missingSeverity,
                message: "handler `\(handler)` names no function of `\(file.path)`; found: \(listed(names))",
                property: "handler", entry: file.path,
                hint: NearestName.nearest(to: handler, among: all).map { "did you mean `\($0)`?" }
                    ?? "write the name of the type, for example `handler: \(names[0])`")
        ]
    }

    /// Names without modules where that is enough to tell them apart.
    private func shownNames(_ functions: [SwiftTypeName]) -> [String] {
        let counts = Dictionary(functions.map { ($0.name, 1) }, uniquingKeysWith: +)
        return functions.map { counts[$0.name] == 1 ? $0.name : $0.description }
    }

    // MARK: The port

    /// The library listens where the first of these variables says, else on 9000; the platform calls the configured port.
    private func portProblems() -> [EntryProblem] {
        guard program.conformances.contains(where: { $0.protocolName.module == SwiftPrograms.library }) else {
            return []
        }
        let port = question.description.port ?? 9000
        for variable in ["FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT"] {
            guard let value = question.description.environment[variable], !value.isEmpty, !value.contains("${") else {
                continue
            }
            guard UInt16(value) != UInt16(exactly: port) else { return [] }
            let isPort = UInt16(value).map { $0 > 0 } ?? false
            return [
                EntryProblem(
                    rule: ListenAddress.description.id,
                    message: isPort
                        ? "the program listens on port \(value) (`\(variable)`), and the platform calls port \(port)"
                        : "`\(variable)` is `\(value)`, which is no port: the program exits before it listens",
                    property: "environmentVariables", entry: file.path,
                    hint: "remove `\(variable)`"
                        + (isPort ? ", or set `customRuntimeConfig.port` to \(value)" : ": the platform sets it"))
            ]
        }
        return []
    }

    // MARK: The size

    private func sizeProblems() -> [EntryProblem] {
        guard let size = program.unicodeDataSize else { return [] }
        return [
            EntryProblem(
                rule: SwiftFoundation.description.id,
                message: "`\(file.path)` holds all of Foundation: the Unicode data alone take "
                    + "\(megabytes(Int64(size))) of \(megabytes(Int64(clamping: file.entry.size)))",
                property: "handler", entry: file.path,
                hint:
                    "where nothing needs formatters, `Process` or `URLSession`, import `FoundationEssentials` instead, in "
                    + "dependencies too, and link with gold (`-use-ld=gold`)")
        ]
    }
}
