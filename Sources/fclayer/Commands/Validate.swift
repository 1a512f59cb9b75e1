import ArgumentParser
import BuildModel
import BuildPipeline

/// `fclayer validate`
struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check finished packages: handlers, binaries, layers, limits.",
        discussion: """
            Opens the zips as an instance would see them; runs nothing, needs no account and no network.

              fclayer validate                   what was built in this project
              fclayer validate ingest
              fclayer validate code.zip --runtime python3.10 --handler index.handler \\
                       --initializer index.initialize --layer deps.zip
            """)

    @Argument(help: "Functions of this project, or one zip. All functions if none is named.")
    var names: [String] = []

    @Option(help: "Runtime that the zip is for.")
    var runtime: String?

    @Option(help: "Handler of the zip.")
    var handler: String?

    @Option(help: "Initializer of the zip.")
    var initializer: String?

    @Option(help: "PreStop hook of the zip.")
    var preStop: String?

    @Option(help: "Layer zip of the function; repeat in the order of configuration, the first one wins.")
    var layer: [String] = []

    @OptionGroup var project: ProjectOptions

    private var zip: String? { names.first { $0.hasSuffix(".zip") || $0.hasSuffix(".jar") || $0.contains("/") } }

    func validate() throws {
        if zip == nil {
            guard runtime == nil, handler == nil, initializer == nil, preStop == nil, layer.isEmpty else {
                throw ValidationError("`--runtime`, `--handler`, hooks and `--layer` go with a zip: name the file")
            }
        } else if names.count > 1 {
            throw ValidationError("name one zip at a time")
        } else if runtime == nil {
            throw ValidationError("say with `--runtime` what the zip is for; `fclayer runtimes` lists them")
        }
    }

    func run() async throws {
        let corridor = Corridor(try project.settings(names: zip == nil ? names : []))
        let findings =
            if let zip, let runtime {
                try await corridor.validate(
                    zip: Surroundings.absolute(zip), runtime: runtime, handler: handler, initializer: initializer,
                    preStop: preStop, layers: layer.map(Surroundings.absolute))
            } else {
                try await corridor.validate()
            }
        Console.result(
            project.format == .json
                ? Report.findingsJSON(findings)
                : Report.findings(findings, colour: Console.isTerminal(1)))
        if findings.isEmpty { Console.say("checked; nothing to report") }
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }
}
