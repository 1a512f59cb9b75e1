import BuildModel
import FileTrees
import Processes

/// `dotnet publish` for linux-x64: assemblies at the root, where the runtime looks for the one that the handler names.
struct DotNetRecipe: BuildRecipe {
    static let format = 1
    let build: ToolBuild
    let settings: CompilerSettings

    private var choice: BuildChoice { build.choice }
    private var project: String { choice.folder + "/" + (choice.target ?? "") }

    func prepare() async throws(StageFailure) -> BuildPreparation {
        let dotnet = try BuildTools.find(
            "dotnet", in: settings.environment, for: choice,
            hint:
                "https://dot.net has the SDK; or run `dotnet \(arguments(output: "out").joined(separator: " "))` elsewhere and "
                + "write `code: out`, which is packed and checked as it is")
        let inputs = DotNetProject(project, folder: choice.folder, root: settings.projectRoot).inputs
        return BuildPreparation(
            tools: [dotnet], settings: ["arguments": arguments(output: "").joined(separator: " ")],
            variables: ["DOTNET_ROOT", "NUGET_PACKAGES", "MSBUILDDEBUGPATH"], inputs: inputs, ignored: ["bin/", "obj/"])
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        let dotnet = try BuildTools.find("dotnet", in: settings.environment, for: choice)
        let quiet = [
            "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1", "DOTNET_SKIP_FIRST_TIME_EXPERIENCE": "1",
        ]
        let version = try await bench.succeed(bench.invocation(dotnet, ["--version"], variables: quiet))
        let invocation = bench.invocation(dotnet, arguments(output: bench.output), variables: quiet)
        let result = try await bench.run(invocation)
        guard result.succeeded else {
            let found = DotNetMessages.findings(in: bench.readable(result.outputText + "\n" + result.errorText)) {
                bench.place(in: $0)
            }
            throw found.isEmpty ? bench.failure(of: invocation, result) : StageFailure(.project, found)
        }
        return BuildProduct(
            component: PackageComponent(
                name: choice.target ?? "", version: ToolVersion(in: version.outputText).map { "\($0)" },
                origin: choice.folder))
    }

    private func arguments(output: String) -> [String] {
        build.command.dropFirst().map { $0.replacing("$ARTIFACTS_DIR", with: output) }
    }
}

/// What MSBuild and the compilers complain about: `Program.cs(12,5): error CS0103: words [project]`.
enum DotNetMessages {
    /// A finding for each error, each once; `place` takes `file:line:column:`.
    static func findings(in text: String, place: (Substring) -> Finding.Location?) -> [Finding] {
        var findings: [Finding] = []
        for line in text.split(whereSeparator: \.isNewline) {
            guard let kind = line.firstRange(of: ": error ") else { continue }
            let source = line[..<kind.lowerBound].trimmingSpace
            var words = line[kind.upperBound...]
            if words.last == "]", let open = words.lastIndex(of: "[") { words = words[..<open] }
            var location: Finding.Location?
            if source.last == ")", let open = source.lastIndex(of: "(") {
                let numbers = source[source.index(after: open)...].dropLast().split(separator: ",")
                let position = numbers.prefix(2).joined(separator: ":")
                location = place("\(source[..<open]):\(position):")
            }
            let finding = Finding(
                rule: "build-failed", severity: .error, message: String(words.trimmingSpace),
                location: location ?? .init(file: source.isEmpty ? nil : String(source)))
            if !findings.contains(finding), findings.count < 20 { findings.append(finding) }
        }
        return findings
    }
}
