import ArgumentParser
import BuildPipeline

/// `fclayer lock`
struct Lock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fix the versions of all dependencies.",
        discussion: """
            Writes pylock.<runtime>.toml (PEP 751) beside each requirements file; commit it. Builds use it from then on.

              fclayer lock                 make locks that are missing or out of date
              fclayer lock --upgrade       renew them all to the newest allowed versions
              fclayer lock --locked        only check them
            """)

    @Argument(help: "Functions and layers to lock; all if none is named.")
    var names: [String] = []

    @Flag(help: "Renew versions that are locked already.")
    var upgrade = false

    @OptionGroup var project: ProjectOptions
    @OptionGroup var formatting: FormatOptions
    @OptionGroup var resolving: ResolvingOptions

    func validate() throws {
        guard !upgrade || !(resolving.locked || resolving.offline) else {
            throw ValidationError(
                "`--upgrade` needs the network and changes locks: leave out `--locked` and `--offline`")
        }
    }

    func run() async throws {
        var settings = try project.settings(names: names)
        resolving.apply(to: &settings)
        if upgrade { settings.lockPolicy = .upgrade }
        let corridor = Corridor(settings)
        let outcome = try await corridor.lock()
        ProgressLine.shared.clear()
        Console.printFindings(outcome.findings)
        Console.result(formatting.format == .json ? corridor.json(of: outcome) : corridor.text(of: outcome))
    }
}
