import ArgumentParser
import BuildPipeline

/// `fclayer init`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a project with one function that builds, validates and deploys at once.",
        discussion: """
              fclayer init thumbnail --runtime swift          an event function in Swift, on custom.debian12
              fclayer init thumbnail --runtime custom.debian10    the same for another image
              fclayer init ingest --runtime python3.10

            The folder must not be there, or be empty. Templates: \(NewProject.runtimes.joined(separator: ", ")).
            """)

    @Argument(help: "The function's name, and the folder to make.")
    var name: String

    @Option(help: "swift, or a runtime of `fclayer runtimes`.")
    var runtime: String

    @Option(help: "Where the library for Swift functions is, if not beside fclayer: a checkout of fclayer.")
    var library: String?

    func run() throws {
        let project = NewProject(
            folder: Surroundings.absolute(name), runtime: runtime, library: library.map(Surroundings.absolute),
            programFile: Surroundings.programFile())
        let files = try project.make()
        let folders = files.filter { !$0.hasPrefix("code/FunctionComputeRuntime/Sources/") }
        // Python and Node.js run on the platform's own servers, which are not here.
        let call = folders.contains("code/Package.swift") ? "`fclayer invoke --event event.json`, " : ""
        Console.result(
            "made `\(name)`:\n" + folders.map { "  \($0)\n" }.joined()
                + "next: `cd \(name)`, `fclayer build`, \(call)`s deploy -t .fclayer/out/s.yaml`\n")
    }
}
