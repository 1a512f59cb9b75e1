import BuildModel
import BuildPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `fclayer build --watch`: a build, and another one whenever something changes that the last one looked at.
struct WatchedBuild {
    let command: Build
    private var settings: BuildSettings
    /// Absolute paths of what the command writes beside the results.
    private let zip: String?
    private let report: String?
    /// What the last build that ended well was shown to have, and what stands against one since; both for once only.
    private var shown: (notes: [Finding], errors: [Finding]) = ([], [])
    private var isBroken = false

    init(_ command: Build) throws {
        self.command = command
        settings = try command.settings()
        zip = command.zip.map(Surroundings.absolute)
        report = command.findings.output.map(Surroundings.absolute)
    }

    /// Builds until the user ends it or nobody reads its lines any more. Throws what is wrong with the command itself.
    mutating func run() async throws {
        var lookout = try await round()
        var watch = try ProjectWatch(
            own: [zip, report].compactMap(\.self), output: STDOUT_FILENO, isPolling: command.poll,
            notice: settings.notice)
        if !command.quiet { Console.say("watching for changes; Ctrl-C ends it") }
        while true {
            do throws(ProjectWatch.End) {
                lookout = try await round(after: watch.changes(since: lookout))
            } catch {
                guard error == .cancelled else { return }
                throw CancellationError()
            }
        }
    }

    /// The first build; its result is shown as that of any build.
    private mutating func round() async throws -> Lookout {
        let corridor = Corridor(settings)
        let start = ContinuousClock.now
        do throws(StageFailure) {
            let outcome = try await build(corridor)
            show(outcome.review)
            if !command.quiet, report == nil { Console.result(Report.table(of: outcome)) }
        } catch {
            guard !Task.isCancelled else { throw CancellationError() }
            // No edit of a file mends what is wrong with the command.
            let isAboutFiles = error.findings.contains { $0.location.file != nil }
            guard error.kind != .usage || isAboutFiles else { throw error }
            tell([], error, of: corridor, took: ContinuousClock.now - start)
        }
        return corridor.lookout
    }

    /// A build after changes; it tells a line.
    private mutating func round(after changes: [Lookout.Change]) async throws(ProjectWatch.End) -> Lookout {
        // The folder may be another of the same name, and tools are started in the working folder.
        _ = chdir(settings.folder)
        settings.today = Surroundings.today()
        let corridor = Corridor(settings)
        let start = ContinuousClock.now
        do throws(StageFailure) {
            let outcome = try await build(corridor)
            let took = ContinuousClock.now - start
            let wasBroken = isBroken
            show(outcome.review)
            if !command.quiet || wasBroken {
                Console.result(Report.line(changes, built: outcome, in: settings.folder, took: took))
            }
        } catch {
            guard !Task.isCancelled else { throw .cancelled }
            tell(changes, error, of: corridor, took: ContinuousClock.now - start)
        }
        return corridor.lookout
    }

    private func build(_ corridor: Corridor) async throws(StageFailure) -> BuildOutcome {
        let outcome = try await corridor.build()
        if let zip { try corridor.deliver(outcome, to: zip) }
        if let report {
            let text = try command.findings.text(of: outcome, corridor)
            try OutputFile.write(text, to: report)
        }
        if command.explain { Console.say(outcome.explanation.joined(separator: "\n")) }
        ProgressLine.shared.clear()
        return outcome
    }

    /// Shows the findings of a build that ended well, unless they are those of the last such build.
    private mutating func show(_ review: FindingReview) {
        var review = review
        if command.quiet { review.findings.removeAll { $0.severity == .note } }
        if review.findings != shown.notes, !review.findings.isEmpty { Console.printFindings(review) }
        shown = (review.findings, [])
        isBroken = false
    }

    private mutating func tell(
        _ changes: [Lookout.Change], _ failure: StageFailure, of corridor: Corridor, took: Duration
    ) {
        ProgressLine.shared.clear()
        let isAsBefore = isBroken && failure.findings == shown.errors
        if !isAsBefore { Console.printFindings(failure.findings) }
        shown.errors = failure.findings
        isBroken = true
        if !command.quiet {
            Console.result(
                Report.line(changes, failed: failure, isAsBefore: isAsBefore, in: settings.folder, took: took))
        }
        guard let report, command.findings.format != .text, command.findings.format != .json else { return }
        // What the report's file does not take is told like all else, once.
        do throws(StageFailure) {
            let text = try corridor.report(
                corridor.review(of: failure), as: command.findings.format.report, status: failure.kind.rawValue)
            try OutputFile.write(text, to: report)
        } catch {
            Console.printFindings(error.findings)
        }
    }
}
