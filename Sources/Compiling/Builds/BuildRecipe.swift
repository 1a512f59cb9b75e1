import BuildModel
import Processes

/// How one kind of build is done. A recipe sees a copy of the sources and leaves results in a folder; what is kept, what is
/// compared and what becomes of the results is the business of `ToolWorkshop`.
protocol BuildRecipe: Sendable {
    /// Counts up when the same inputs give other results.
    static var format: Int { get }

    /// Checks what can be told without a tool, for example that a lock fits its manifest, and says what the tool is told and
    /// which tools it is: all that decides the results besides the sources. Starts no process that a finished build would
    /// have to start again: executables are told apart by path, size and time.
    func prepare() async throws(StageFailure) -> BuildPreparation

    /// Builds in `bench.sources` and leaves the results in `bench.output`.
    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct
}

/// What decides a build besides the sources.
struct BuildPreparation: Codable, Sendable {
    /// The executables (absolute) that are run.
    var tools: [String] = []
    /// Values of settings that shape the results, by any name.
    var settings: [String: String] = [:]
    /// Names of variables that shape the results; their values are looked at by the workshop.
    var variables: [String] = []
    /// Files and folders outside of the built folder that are read (absolute), beside those of the choice. Those that are not
    /// there count as well: the build is done again when they appear.
    var inputs: [String] = []
    /// Names and patterns of `.fcignore` grammar that are not part of the sources, beside what never is. Those that begin with
    /// `/` hold for the built folder, the others for inputs as well.
    var ignored: [String] = []
    /// Whether the sources are copied before they are built. A tool that writes nothing into them needs no copy.
    var needsCopy = true
}

/// Where a build is done.
struct BuildBench: Sendable {
    /// The copy of the sources (absolute), or the folder itself where a recipe needs no copy. Inputs outside of the folder are
    /// copied to the same place relative to it.
    let sources: String
    /// An empty folder that takes the results (absolute). What lies in it goes into the package.
    let output: String
    /// A folder that stays from one build of these sources to the next, for what a tool keeps (absolute).
    let cache: String
    /// An empty folder for anything else; it goes when the build is done (absolute).
    let scratch: String
    /// The variables that tools are to see: those of the process without fclayer's own and without those by which one `make`
    /// talks to another.
    let environment: [String: String]
    /// Runs tools; `run` and `succeed` are the short way to it.
    let runner: ToolRunner
    /// The user's folder that is built (absolute).
    let folder: String
    /// The user's folder for messages: relative to the project, empty for the project's own.
    let displayName: String
    /// Takes all that the tools say; the path for messages is `logName`.
    let log: BuildLog
    /// What is built, for its places in messages.
    let choice: BuildChoice
}

/// What a build made.
struct BuildProduct: Codable, Sendable {
    /// The result as a whole: its name, and for programs the version of what compiled them.
    var component: PackageComponent
    /// What is part of it: packages with versions, origins and licences.
    var parts: [PackageComponent] = []
    /// Notes and warnings, told again each time the result is used.
    var findings: [Finding] = []
    /// Files and folders outside of the built folder that turned out to decide the results (absolute).
    var inputs: [String] = []
}
