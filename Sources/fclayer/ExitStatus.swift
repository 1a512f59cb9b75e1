import ArgumentParser
import BuildModel
import BuildPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a run ends: the statuses of `docs/messages.md`.
enum ExitStatus {
    /// Ends the process in the way that an error asks for. A stage that failed has its findings printed.
    static func leave(after error: any Error) -> Never {
        switch error {
        case let failure as StageFailure:
            Console.printFindings(failure.findings)
            exit(Int32(failure.kind.rawValue))
        case is CancellationError:
            Console.say("interrupted; results of earlier builds are untouched")
            exit(130)
        default:
            let isUsage = FCLayer.exitCode(for: error) == .validationFailure
            guard isUsage else { FCLayer.exit(withError: error) }
            Console.say(FCLayer.fullMessage(for: error))
            exit(2)
        }
    }
}
