import ArgumentParser
import BuildModel
import BuildPipeline

/// `fclayer list`
struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List functions and layers: all, or those that a revision of git has otherwise.",
        discussion: """
            Builds nothing and uses no network. What changed is told by what goes into each zip, not by names of files: changes that are
            not committed count, files that no package takes do not.

              fclayer list
              fclayer list --changed-since origin/main
              fclayer list --changed-since HEAD~1 --format matrix     for jobs of GitHub Actions
              fclayer list --shard 2/5                                what `build --shard 2/5` takes
            """)

    @Option(help: "List only what is not as it was at this branch, tag or commit, with the reason.")
    var changedSince: String?

    @Option(help: "List only this part of all, such as 2/5.", transform: Shard.init(argument:))
    var shard: Shard?

    @Option(help: "How the list is printed: \(ListFormat.names).")
    var format = ListFormat.text

    @OptionGroup var project: ProjectOptions

    func run() async throws {
        var settings = try project.settings()
        settings.shard = shard
        let outcome = try await Corridor(settings).list(changedSince: changedSince)
        ProgressLine.shared.clear()
        Console.printFindings(outcome.findings)
        switch format {
        case .text: Console.result(Report.text(of: outcome))
        case .json: Console.result(Report.json(of: outcome))
        case .matrix: Console.result(Report.matrix(of: outcome))
        }
    }
}

/// The forms of a list.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, matrix

    static let names = allCases.map(\.rawValue).joined(separator: ", ")
}

extension Shard {
    /// A part as it is given on the command line.
    init(argument: String) throws {
        do throws(Shard.Problem) { try self.init(argument) } catch { throw ValidationError(error.description) }
    }
}
