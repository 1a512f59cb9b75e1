import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// A Go program for the runtime: static, without paths of this machine, the same bytes from any folder. Go writes nothing into
/// the sources, so they are built where they are and its messages name the user's own files.
struct GoRecipe: BuildRecipe {
    static let format = 1
    let build: ToolBuild
    let settings: CompilerSettings

    private var choice: BuildChoice { build.choice }
    /// The path of the program in the package.
    private var program: String { choice.output ?? "bootstrap" }

    /// Variables that shape the program. Where modules come from does not: `go.sum` says what they are.
    private static let variables = [
        "GOFLAGS", "GOWORK", "GOENV", "GOTOOLCHAIN", "GOEXPERIMENT", "GOAMD64", "GODEBUG",
    ]
    /// The same for C code in it.
    private static let variablesOfC = [
        "CC", "CXX", "CGO_CFLAGS", "CGO_CXXFLAGS", "CGO_CPPFLAGS", "CGO_LDFLAGS", "PKG_CONFIG", "PKG_CONFIG_PATH",
    ]
    private var isWithC: Bool { choice.arguments.contains(BuildChoice.cgo) }

    func prepare() async throws(StageFailure) -> BuildPreparation {
        let project = GoProject(folder: choice.folder, environment: settings.environment)
        guard project.moduleRoot != nil else {
            throw BuildFailure.failure(
                .project, "go-module-missing",
                "there is no `go.mod` in `\(BuildPlace.name(of: choice.folder, in: settings.projectRoot))` or above it",
                location: choice.location, hint: "`go mod init NAME` makes one")
        }
        return BuildPreparation(
            tools: [try go()],
            settings: ["arguments": arguments(project, output: "", package: "").joined(separator: " ")],
            variables: Self.variables + (isWithC ? Self.variablesOfC : []), inputs: project.inputs, needsCopy: false)
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        let go = try go()
        let project = GoProject(folder: choice.folder, environment: settings.environment)
        var variables = ["GOOS": "linux", "GOARCH": "amd64", "CGO_ENABLED": "0"]
        if settings.isOffline {
            // What the module cache has is enough; nothing is asked for.
            variables.merge(["GOPROXY": "off", "GOTOOLCHAIN": "local", "GOSUMDB": "off"]) { $1 }
        }
        var findings: [Finding] = []
        var compilers: [String: String] = [:]
        if isWithC {
            compilers = try await GoCompilers(build: build, settings: settings).variables(&findings)
            variables.merge(compilers) { $1 }
        }
        let call = GoCall(go: go, bench: bench, project: project, variables: variables, settings: settings)
        let version = try await call.version()
        let package = try await GoPackages(call: call, choice: choice).choose()
        let output = bench.output + "/" + program
        try BuildFailure.onDisk { () throws(FileTreeError) in
            try Files.makeFolders(Files.parentFolder(of: output) ?? bench.output)
        }
        try await call.run(arguments(project, output: output, package: package.path), toolchain: version)
        let parts = try await GoModules(call: call).parts(of: output, packages: package.dependencies)
        return BuildProduct(
            component: PackageComponent(name: program, version: version.map { "go\($0)" }, origin: choice.folder),
            parts: parts, findings: findings, inputs: ["CC", "CXX"].compactMap { compilers[$0] })
    }

    /// The command line: modules as the project has them, results where they belong.
    private func arguments(_ project: GoProject, output: String, package: String) -> [String] {
        // The last three of the command name output and package.
        build.command.dropFirst().dropLast(3) + (project.mode.map { [$0] } ?? []) + ["-o", output, package]
    }

    private func go() throws(StageFailure) -> String {
        var environment = settings.environment
        // Where Go's own installer puts it.
        environment["PATH", default: ""] += ":/usr/local/go/bin"
        return try BuildTools.find(
            "go", in: environment, for: choice,
            hint: "https://go.dev/dl has it, Debian and Ubuntu as `golang-go`; `build: none` packs the folder as it is")
    }
}

/// One call of `go` after the other for a build.
struct GoCall: Sendable {
    let go: String
    let bench: BuildBench
    let project: GoProject
    let variables: [String: String]
    let settings: CompilerSettings

    /// The version of the toolchain that answers here, which `go.mod` may choose; `nil` for one that is not released.
    func version() async throws(StageFailure) -> ToolVersion? {
        let result = try await bench.run(invocation(["version"]))
        guard result.succeeded else { throw failure(invocation(["version"]), result, toolchain: nil) }
        // `go version go1.22.1 linux/amd64`
        return ToolVersion(in: result.outputText)
    }

    /// Runs `go` and gives what it printed; its complaints are the failure's findings.
    @discardableResult
    func run(_ arguments: [String], toolchain: ToolVersion?) async throws(StageFailure) -> String {
        let invocation = invocation(arguments)
        let result = try await bench.run(invocation)
        guard result.succeeded else { throw failure(invocation, result, toolchain: toolchain) }
        return result.outputText
    }

    func invocation(_ arguments: [String]) -> ToolInvocation {
        bench.invocation(go, arguments, variables: variables)
    }

    private func failure(
        _ invocation: ToolInvocation, _ result: ToolResult, toolchain: ToolVersion?
    ) -> StageFailure {
        let words = bench.readable(result.errorText)
        if let old = tooOld(toolchain, words) { return old }
        let messages = GoMessages(words)
        if messages.isFetching {
            return BuildFailure.failure(
                .environment, "go-fetch-failed", "Go modules could not be fetched: \(messages.summary)",
                location: bench.choice.location,
                hint: settings.isOffline
                    ? "build once without `--offline`, or `go mod vendor` and commit `vendor`"
                    : "`GOPROXY` names where modules come from, `GOPRIVATE` those that no proxy knows")
        }
        let found = messages.findings(rule: "build-failed") { bench.place(in: Substring($0)) }
        guard found.isEmpty else { return StageFailure(.project, found) }
        return bench.failure(of: invocation, result)
    }

    /// A module may be written for a newer Go, which this one does not fetch by itself.
    private func tooOld(_ toolchain: ToolVersion?, _ words: String) -> StageFailure? {
        guard let file = project.module, let wanted = file.version, let root = project.moduleRoot else { return nil }
        let isTold = words.contains("requires go >=") || words.contains("invalid go version")
        let isOlder = toolchain.flatMap { have in ToolVersion(in: wanted).map { have < $0 } } ?? false
        guard isTold || isOlder else { return nil }
        return BuildFailure.failure(
            .project, "go-toolchain-old",
            "`go.mod` is written for Go \(wanted), and `\(go)` is \(toolchain.map { "Go \($0)" } ?? "another"): "
                + GoMessages(words).summary,
            location: .init(
                file: BuildPlace.name(of: root + "/go.mod", in: settings.projectRoot), line: file.versionLine),
            hint: "install a newer Go from https://go.dev/dl, or lower the line `go` if the sources need no more")
    }
}
