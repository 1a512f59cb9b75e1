import ArgumentParser
import BuildModel
import BuildPipeline

/// `fclayer explain`
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a rule: what it finds, why it matters, how to mend it.",
        discussion: """
              fclayer explain                    all rules, a line each
              fclayer explain glibc-too-new
            """)

    @Argument(help: "The name in brackets of a finding.")
    var rule: String?

    @Option(help: .hidden)
    var allTo: String?

    func run() throws {
        if let allTo {
            try Report.writeRulePages(into: Surroundings.absolute(allTo))
            return
        }
        guard let rule else {
            Console.result(Report.ruleList())
            return
        }
        guard let text = Report.rule(rule) else {
            let near = Report.nearestRule(to: rule).map { "; did you mean `\($0)`?" } ?? ""
            throw ValidationError("there is no rule `\(rule)`\(near)")
        }
        Console.result(text)
    }
}
