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
              fclayer build --shard 2/5                one of five machines
              fclayer build --watch                    again at every change, until Ctrl-C
              fclayer build --smoke                    prove that servers start, as well
              s deploy -t .fclayer/out/s.yaml          what comes next
            """)

    @Argument(help: "Functions and layers to build; all if none is named.")
    var names: [String] = []

    @Flag(help: "Start every function on a custom runtime before its package is taken, as a last proof.")
    var smoke = false

    @Flag(help: "Tell of each package why it was made anew or kept.")
    var explain = false

    @Flag(name: [.short, .long], help: "Say nothing but warnings and errors.")
    var quiet = false

    @Option(help: "Put the zip of the one function or layer that is named here, too.")
    var zip: String?

    @Option(help: "Write what the build looked at into this file, as a rule for make or ninja.")
    var depfile: String?

    @Option(help: "Build only this part of all, such as 2/5: one for each machine.", transform: Shard.init(argument:))
    var shard: Shard?

    @Flag(help: "Measure how long each package takes, into fclayer-costs.json, by which --shard spreads them.")
    var recordCosts = false

    @Flag(help: "Stay, and build again whenever something changes that was looked at.")
    var watch = false

    @Flag(help: "With --watch: look once a second; for folders of another machine that tell of no changes.")
    var poll = false

    @OptionGroup var project: ProjectOptions
    @OptionGroup var resolving: ResolvingOptions
    @OptionGroup var findings: FindingOptions

    func validate() throws {
        if recordCosts, shard != nil || !names.isEmpty {
            throw ValidationError("`--record-costs` measures all packages; leave out names and `--shard`")
        }
        if depfile != nil, smoke || findings.writeBaseline != nil {
            throw ValidationError(
                "`--depfile` needs a build that can be repeated; leave out `--smoke` and `--write-baseline`")
        }
        if poll, !watch { throw ValidationError("`--poll` says how `--watch` looks for changes; add `--watch`") }
        guard watch else { return }
        if depfile != nil {
            throw ValidationError("`--depfile` is for make, which looks for changes by itself; leave out `--watch`")
        }
        if shard != nil || recordCosts {
            throw ValidationError("`--shard` and `--record-costs` are for machines of CI; leave out `--watch`")
        }
        if findings.writeBaseline != nil {
            throw ValidationError("`--write-baseline` would accept each new finding; leave out `--watch`")
        }
        if findings.format != .text, findings.output == nil {
            throw ValidationError("`--watch` prints a line for each build; name a file for the report with `--output`")
        }
    }

    /// What the arguments ask for.
    func settings() throws -> BuildSettings {
        var settings = try project.settings(names: names)
        settings.isSmoke = smoke
        settings.isWatched = watch
        settings.shard = shard
        settings.recordsCosts = recordCosts
        resolving.apply(to: &settings)
        findings.apply(to: &settings)
        return settings
    }

    func run() async throws {
        if watch {
            var watched = try WatchedBuild(self)
            return try await watched.run()
        }
        let corridor = Corridor(try settings())
        let outcome: BuildOutcome
        do throws(StageFailure) { outcome = try await corridor.build() } catch {
            // `build.json` speaks of packages; without packages there is none.
            guard findings.format != .text, findings.format != .json else { throw error }
            return try findings.report(error, of: corridor)
        }
        if let zip { try corridor.deliver(outcome, to: Surroundings.absolute(zip)) }
        if let depfile { try corridor.writeDepfile(of: outcome, target: zip, to: Surroundings.absolute(depfile)) }
        if explain { Console.say(outcome.explanation.joined(separator: "\n")) }
        let printed = try Console.recorded { try show(outcome, of: corridor) }
        // Files beside the results would not be written anew, and why something was built is true once.
        if findings.output == nil, zip == nil, depfile == nil, !explain, !recordCosts {
            corridor.keep(printed, of: outcome, for: Surroundings.question())
        }
    }

    private func show(_ outcome: BuildOutcome, of corridor: Corridor) throws {
        var review = outcome.review
        if let shard, outcome.packages.isEmpty { Console.say("there is nothing to build in shard \(shard)") }
        if quiet { review.findings.removeAll { $0.severity == .note } }
        if findings.format != .github || findings.output != nil { Console.printFindings(review) }
        if findings.format == .text, quiet { return }
        try findings.deliver(findings.text(of: outcome, corridor), outcome.review)
    }
}
