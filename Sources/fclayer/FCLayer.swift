import ArgumentParser
import BuildPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The front door.
@main
struct FCLayer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fclayer",
        abstract: "Build and check layers and code packages for Alibaba Cloud Function Compute.",
        discussion: """
            Run it in a folder with an `s.yaml`, `template.yml` or `fclayer.yaml`:

              fclayer init thumbnail --runtime swift    a new project; python3.10, nodejs20, … too
              fclayer build                 resolve, pack and check everything, into .fclayer/out
              fclayer build ingest          one function and its layers
              fclayer plan                  what a build would do; no network
              fclayer list --changed-since origin/main
                                            functions and layers that a change touches
              fclayer lock --upgrade        renew the locks of all dependencies
              fclayer validate              check what was built once more
              fclayer validate code.zip --runtime python3.10 --handler index.handler
                                            check any zip, whoever made it
              fclayer invoke api --http 'GET /'
                                            start a function of a custom runtime and call it
              fclayer runtimes              the platform's runtimes and what they load
              fclayer sdk install custom    the Swift SDK of a runtime
              fclayer cache prune --max-size 5G
              fclayer explain glibc-too-new

            Exit status: 0 clean, 1 errors in the project, 2 wrong arguments or manifest, 3 a tool, the network or the
            disk failed.
            """,
        version: Version.current,
        subcommands: [
            Init.self, Build.self, Plan.self, List.self, Lock.self, Validate.self, Invoke.self, Runtimes.self, SDK.self,
            Cache.self, Explain.self,
        ])

    /// Repeats what an equal command printed, where nothing has changed since. Parsing arguments takes longer than that.
    private static func answerFromMemory() -> Bool {
        guard CommandLine.arguments.dropFirst().first == "build",
            let pieces = Answer.find(Surroundings.question(), variable: Surroundings.variable)
        else { return false }
        for piece in pieces { Console.write(piece.bytes[...], to: piece.descriptor) }
        return true
    }

    /// Runs the command that the arguments name. ArgumentParser's own status for wrong arguments (64) becomes 2.
    static func main() async {
        if answerFromMemory() { return }
        // libzip asks for the local time of every entry, though all of ours have a fixed one. Without `TZ` each question is a look
        // at /etc/localtime: a sixth of the time of a large layer.
        // The user's environment is read first, so that no manifest and no tool sees the difference.
        _ = Surroundings.environment
        setenv("TZ", "UTC", 0)
        do {
            var command = try parseAsRoot()
            try await Interruption.cancelling {
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
            }
        } catch {
            ExitStatus.leave(after: error)
        }
    }
}
