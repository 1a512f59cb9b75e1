import BuildModel
import FileTrees
import Processes

/// A command of the user's: a list of arguments, no shell. Its results lie in a folder that the user names, or where the variable
/// `ARTIFACTS_DIR` says.
struct CommandRecipe: BuildRecipe {
    static let format = 1
    let choice: BuildChoice
    let settings: CompilerSettings

    private var executable: String { choice.arguments.first ?? "" }
    /// Whether the command is a file of the user's.
    private var isOwn: Bool { executable.contains("/") && !executable.hasPrefix("/") }

    func prepare() async throws(StageFailure) -> BuildPreparation {
        var preparation = BuildPreparation(variables: ["CC", "CXX", "CFLAGS", "CXXFLAGS", "LDFLAGS", "NODE_ENV"])
        // What an earlier build on this machine left there is no source.
        if let output = choice.output { preparation.ignored.append("/" + output + "/") }
        if executable.hasPrefix("/") {
            preparation.tools = [executable]
        } else if !isOwn {
            preparation.tools = [
                try BuildTools.find(
                    executable, in: settings.environment, for: choice,
                    hint: Files.exists(choice.folder + "/" + executable)
                        ? "write `./\(executable)` for the file in the folder" : nil)
            ]
        }
        return preparation
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        let arguments = choice.arguments.dropFirst().map {
            $0.replacing("${ARTIFACTS_DIR}", with: bench.output).replacing("$ARTIFACTS_DIR", with: bench.output)
        }
        let invocation = bench.invocation(
            try path(on: bench), arguments, variables: ["ARTIFACTS_DIR": bench.output])
        try await bench.succeed(invocation)
        if let output = choice.output { try take(output, from: bench) }
        return BuildProduct(
            component: PackageComponent(name: choice.arguments.joined(separator: " "), origin: choice.folder))
    }

    private func path(on bench: BuildBench) throws(StageFailure) -> String {
        guard isOwn else {
            return executable.hasPrefix("/")
                ? executable : try BuildTools.find(executable, in: settings.environment, for: choice)
        }
        let path = bench.sources + "/" + executable
        func stop(_ message: String, _ hint: String?) -> StageFailure {
            BuildFailure.failure(.project, "build-command", message, location: choice.location, hint: hint)
        }
        guard let status = try? Files.status(path), status.kind == .file else {
            let folder = Files.parentFolder(of: path) ?? bench.sources
            let near = NearestName.nearest(
                to: String(executable.split(separator: "/").last ?? ""),
                among: (try? Files.names(inFolder: folder)) ?? [])
            throw stop(
                "`\(executable)` does not exist in `\(bench.displayName.isEmpty ? "." : bench.displayName)`",
                near.map { "did you mean `\($0)`?" })
        }
        guard status.isExecutable else {
            throw stop(
                "`\(executable)` is not executable",
                "`chmod +x` it, or name what runs it: `command: [sh, \(executable)]`")
        }
        return path
    }

    /// Takes the folder that the user named as the results.
    private func take(_ output: String, from bench: BuildBench) throws(StageFailure) {
        let path = bench.sources + "/" + output
        // A link could lead anywhere; the folders above it could be links, too.
        guard let real = try? Files.realPath(path), let root = try? Files.realPath(bench.sources),
            let status = try? Files.status(path, followingLink: false)
        else {
            let names = (try? Files.names(inFolder: bench.sources)) ?? []
            throw BuildFailure.failure(
                .project, "build-output-missing",
                "the command ended well, and there is no folder `\(output)`; it left: "
                    + (names.isEmpty ? "nothing" : names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")),
                location: choice.location,
                hint: NearestName.nearest(to: output, among: names).map { "did you mean `\($0)`?" })
        }
        guard status.kind == .folder, real.hasPrefix(root + "/") else {
            throw BuildFailure.failure(
                .project, "build-output-unfit",
                "`\(output)` is no folder of the sources: it is a file, or a link leads away",
                location: choice.location)
        }
        try BuildFailure.onDisk { () throws(FileTreeError) in
            // What the command wrote to `ARTIFACTS_DIR` as well comes along.
            for name in try Files.names(inFolder: bench.output) where !Files.exists(path + "/" + name) {
                try Files.move(bench.output + "/" + name, to: path + "/" + name)
            }
            try Files.remove(bench.output)
            try Files.move(path, to: bench.output)
        }
    }
}
