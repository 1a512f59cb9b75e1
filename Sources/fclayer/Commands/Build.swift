import ArgumentParser
import BuildPipeline

/// `fclayer build`
struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Resolve, pack and check functions and layers.",
        discussion: """
            Leaves code zips, layer zips, a deployable s.yaml and build.json in .fclayer/out beside the manifest. If
            anything is wrong, the results of the last good build stay as they are.

              fclayer build
              fclayer build ingest report
              fclayer build --locked --format json     in CI
              s deploy -t .fclayer/out/s.yaml          what comes next
            """)

    @Argument(help: "Functions and layers to build; all if none is named.")
    var names: [String] = []

    @OptionGroup var project: ProjectOptions
    @OptionGroup var resolving: ResolvingOptions

    func run() async throws {
        var settings = try project.settings(names: names)
        resolving.apply(to: &settings)
        let outcome = try await Corridor(settings).build()
        ProgressLine.shared.clear()
        Console.printFindings(outcome.findings)
        switch project.format {
        case .text: Console.result(Report.table(of: outcome))
        case .json: Console.result(outcome.document)
        }
    }
}
