import ArgumentParser
import BuildPipeline

/// `fclayer runtimes`
struct Runtimes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the platform's runtimes and what binaries and wheels they load.",
        discussion: """
              fclayer runtimes
              fclayer runtimes --format json     with the source of every value
            """)

    @Option(help: "How the result is printed: \(OutputFormat.names).")
    var format = OutputFormat.text

    func run() throws {
        Console.result(Report.runtimes(asJSON: format == .json))
    }
}
