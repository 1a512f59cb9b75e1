import ArgumentParser
import BuildModel
import BuildPipeline

/// `fclayer plan`
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what a build would do, without doing it.",
        discussion: """
            Starts no process and uses no network.

              fclayer plan
              fclayer plan ingest --left-out     what .fcignore keeps out, and by which rule
              fclayer plan --format json
            """)

    @Argument(help: "Functions and layers to plan; all if none is named.")
    var names: [String] = []

    @Flag(help: "List the files that are left out of each package, with the rule that does it.")
    var leftOut = false

    @OptionGroup var project: ProjectOptions
    @OptionGroup var formatting: FormatOptions

    func run() async throws {
        let corridor = Corridor(try project.settings(names: names))
        let plan = try corridor.plan()
        Console.printFindings(plan.findings)
        if leftOut {
            Console.result(try corridor.leftOut(of: plan))
        } else {
            Console.result(formatting.format == .json ? Report.json(of: plan) : Report.text(of: plan))
        }
    }
}
