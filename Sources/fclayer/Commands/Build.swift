import ArgumentParser
import BuildModel
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
              fclayer build --smoke                    prove that servers start, as well
              s deploy -t .fclayer/out/s.yaml          what comes next
            """)

    @Argument(help: "Functions and layers to build; all if none is named.")
    var names: [String] = []

    @Flag(help: "Start every function on a custom runtime before its package is taken, as a last proof.")
    var smoke = false

    @Flag(help: "Tell of each package why it was made anew or kept.")
    var explain = false

    @OptionGroup var project: ProjectOptions
    @OptionGroup var resolving: ResolvingOptions
    @OptionGroup var findings: FindingOptions

    func run() async throws {
        var settings = try project.settings(names: names)
        settings.isSmoke = smoke
        resolving.apply(to: &settings)
        findings.apply(to: &settings)
        let corridor = Corridor(settings)
        let outcome: BuildOutcome
        do throws(StageFailure) { outcome = try await corridor.build() } catch {
            // `build.json` speaks of packages; without packages there is none.
            guard findings.format != .text, findings.format != .json else { throw error }
            return try findings.report(error, of: corridor)
        }
        if explain { Console.say(outcome.explanation.joined(separator: "\n")) }
        let printed = try Console.recorded { try show(outcome, of: corridor) }
        // A report in a file would not be written anew, and why something was built is true once.
        if findings.output == nil, !explain { corridor.keep(printed, of: outcome, for: Surroundings.question()) }
    }

    private func show(_ outcome: BuildOutcome, of corridor: Corridor) throws {
        if findings.format != .github || findings.output != nil { Console.printFindings(outcome.review) }
        switch findings.format {
        case .text: try findings.deliver(Report.table(of: outcome), outcome.review)
        case .json: try findings.deliver(outcome.document, outcome.review)
        case .sarif, .junit, .github:
            try findings.deliver(
                corridor.report(outcome.review, as: findings.format.report, status: 0), outcome.review)
        }
    }
}
