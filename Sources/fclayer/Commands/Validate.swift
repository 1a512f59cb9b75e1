import ArgumentParser
import BuildModel
import BuildPipeline

/// `fclayer validate`
struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check finished packages: handlers, imports, binaries, layers, limits.",
        discussion: """
            Opens packages as an instance would see them; needs no account and no network, and runs nothing without
            `--deep`.

              fclayer validate                   what was built in this project
              fclayer validate ingest
              fclayer validate code.zip --runtime python3.10 --handler index.handler \\
                       --initializer index.initialize --layer deps.zip
              fclayer validate ./code --runtime custom.debian12 --command "python3 app.py" --port 8080
            """)

    @Argument(
        help:
            "Functions of this project; or, with `--runtime`, a zip, a jar or a folder. All functions if none is named."
    )
    var names: [String] = []

    @Option(help: "Runtime that the zip or folder is for.")
    var runtime: String?

    @Option(help: "Handler of the zip or folder.")
    var handler: String?

    @Option(help: "Initializer hook.")
    var initializer: String?

    @Option(help: "PreStop hook.")
    var preStop: String?

    @Option(help: "PreFreeze hook (FC 2).")
    var preFreeze: String?

    @Option(help: "What calls the handler: event, or http for an HTTP function of FC 2.")
    var trigger: CallKind?

    @Option(help: "Start command of a custom runtime with its arguments, in one pair of quotes.")
    var command: String?

    @Option(help: "Port of a custom runtime; 9000 if none is named.")
    var port: Int?

    @Option(help: "Layer of the function, a zip or a folder; repeat in the order of configuration, the first one wins.")
    var layer: [String] = []

    @Flag(
        help:
            "Also load Python and Node.js handlers, in a sandbox with an interpreter of the same version; runs their code."
    )
    var deep = false

    @Option(help: ArgumentHelp("Interpreter for `--deep`, before those on PATH; may be repeated.", valueName: "path"))
    var interpreter: [String] = []

    @OptionGroup var project: ProjectOptions
    @OptionGroup var findings: FindingOptions

    func validate() throws {
        guard runtime == nil else {
            guard names.count == 1 else { throw ValidationError("with `--runtime`, name one zip, jar or folder") }
            return
        }
        if let file = names.first(where: { $0.hasSuffix(".zip") || $0.hasSuffix(".jar") || $0.contains("/") }) {
            throw ValidationError("say with `--runtime` what `\(file)` is for; `fclayer runtimes` lists them")
        }
        let options: [(String, Bool)] = [
            ("--handler", handler != nil), ("--initializer", initializer != nil), ("--pre-stop", preStop != nil),
            ("--pre-freeze", preFreeze != nil), ("--trigger", trigger != nil), ("--command", command != nil),
            ("--port", port != nil), ("--layer", !layer.isEmpty),
        ]
        if let option = options.first(where: \.1)?.0 {
            throw ValidationError(
                "`\(option)` goes with a zip or folder: name it, and its `--runtime`; functions of a project have it in the manifest"
            )
        }
    }

    /// The function that the options describe; `nil` for functions of the project.
    private func looseFunction() throws -> LooseFunction? {
        guard let runtime, let path = names.first else { return nil }
        var function = LooseFunction(code: Surroundings.absolute(path), runtime: runtime, handler: handler)
        for (kind, text) in [
            (HookDescription.Kind.initializer, initializer), (.preStop, preStop), (.preFreeze, preFreeze),
        ] {
            if let text { function.hooks.append(HookDescription(kind: kind, handler: text)) }
        }
        if let command {
            guard let words = CommandWords.split(command) else {
                throw ValidationError("close the quotes in `--command`")
            }
            function.command = words
        }
        function.port = port
        function.trigger = trigger?.trigger ?? .unknown
        function.layers = layer.map(Surroundings.absolute)
        return function
    }

    func run() async throws {
        let function = try looseFunction()
        var settings = try project.settings(names: function == nil ? names : [])
        settings.isDeep = deep
        settings.interpreters = interpreter.map(Surroundings.absolute)
        findings.apply(to: &settings)
        let corridor = Corridor(settings)
        try await findings.report(corridor) {
            if let function { try await corridor.validate(function) } else { try await corridor.validate() }
        }
    }
}

/// What calls a handler.
enum CallKind: String, ExpressibleByArgument, CaseIterable {
    case event, http

    var trigger: FunctionDescription.Trigger {
        switch self {
        case .event: .event
        case .http: .http
        }
    }
}
