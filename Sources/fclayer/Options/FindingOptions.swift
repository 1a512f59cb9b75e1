import ArgumentParser
import BuildModel
import BuildPipeline

/// How findings are weighed and reported.
struct FindingOptions: ParsableArguments {
    @Option(help: "How the result is printed: \(FindingFormat.names).")
    var format = FindingFormat.text

    @Option(help: "Write the result into this file instead of printing it.")
    var output: String?

    @Flag(help: "Count warnings, and what could not be checked, as errors.")
    var strict = false

    @Option(help: "Accept the findings in this file; only new ones count.")
    var baseline: String?

    @Option(help: "Accept all findings that there are now, and write them into this file.")
    var writeBaseline: String?

    func validate() throws {
        if baseline != nil, writeBaseline != nil {
            throw ValidationError("`--write-baseline` takes in what is there now; leave out `--baseline`")
        }
    }

    /// Puts the options into settings.
    func apply(to settings: inout BuildSettings) {
        settings.isStrict = strict
        if let baseline { settings.baseline = .read(Surroundings.absolute(baseline)) }
        if let writeBaseline { settings.baseline = .write(Surroundings.absolute(writeBaseline)) }
    }

    /// The result of a build in the format that was asked for.
    func text(of outcome: BuildOutcome, _ corridor: Corridor) throws(StageFailure) -> String {
        switch format {
        case .text: Report.table(of: outcome)
        case .json: outcome.document
        case .sarif, .junit, .github: try corridor.report(outcome.review, as: format.report, status: 0)
        }
    }

    /// Prints a result, or writes it into the file that was asked for; then standard error has the summary.
    func deliver(_ result: String, _ review: FindingReview) throws {
        ProgressLine.shared.clear()
        guard let output else { return Console.result(result) }
        do { try OutputFile.write(result, to: Surroundings.absolute(output)) } catch {
            // What was found must not get lost with the file.
            Console.printFindings(review)
            throw error
        }
        Console.say("\(Report.summary(review)): `\(output)`")
    }

    /// Runs a check and reports what it found, also where it failed: a CI server reads the report whatever happened.
    func report(_ corridor: Corridor, _ check: () async throws -> FindingReview) async throws {
        let review: FindingReview
        do { review = try await check() } catch let failure as StageFailure {
            return try report(failure, of: corridor)
        }
        let status = review.hasErrors ? 1 : 0
        let colour = output == nil && Console.isTerminal(1)
        try deliver(corridor.report(review, as: format.report, status: status, colour: colour), review)
        if review.findings.isEmpty, review.suppressed.isEmpty, output == nil {
            Console.say("checked; nothing to report")
        }
        if status != 0 { throw ExitCode(1) }
    }

    /// Reports a run that failed, and throws the failure on. People read it on standard error.
    func report(_ failure: StageFailure, of corridor: Corridor) throws {
        let isForPeople = format == .text && output == nil
        guard !isForPeople, !failure.findings.isEmpty else { throw failure }
        let review = corridor.review(of: failure)
        let status = failure.kind.rawValue
        try deliver(corridor.report(review, as: format.report, status: status), review)
        if format != .github || output != nil { Console.printFindings(review) }
        throw ExitCode(Int32(status))
    }
}

/// The form of a report on findings.
enum FindingFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, junit, github

    static let names = allCases.map(\.rawValue).joined(separator: ", ")

    /// The same in the words of the corridor.
    var report: Report.FindingFormat {
        switch self {
        case .text: .text
        case .json: .json
        case .sarif: .sarif
        case .junit: .junit
        case .github: .github
        }
    }
}
