import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Runs the install scripts of the packages that the user allows, in a sandbox around a copy of `node_modules`. npm itself runs
/// them, one package after the other, and what their folders hold afterwards is packed in the place of their tarballs.
struct NodeScriptsRecipe: BuildRecipe {
    static let format = 1
    let build: ToolBuild
    let settings: CompilerSettings
    /// The packages of the plan.
    let parts: [LockedParts]

    private var choice: BuildChoice { build.choice }

    /// The set that the scripts are of.
    private var set: LockedParts? { build.node.flatMap { node in parts.first { $0.ingredient == .node(node) } } }

    func prepare() async throws(StageFailure) -> BuildPreparation {
        let tools = try NodeScriptTools(settings.environment, for: choice)
        var preparation = BuildPreparation()
        preparation.tools = [tools.node, tools.npm, tools.bubblewrap]
        if set?.scripts.contains(where: \.isCompiled) == true {
            preparation.tools += NodeScriptTools.compilers(settings.environment)
        }
        // Packages come from the lock; nothing of the user's own folder takes part.
        preparation.ignored = ["*"]
        preparation.needsCopy = false
        return preparation
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        guard var set else { throw StageFailure(.environment) }
        let tools = try NodeScriptTools(settings.environment, for: choice)
        let runtime = RuntimeCatalogue.runtime(build.runtime)
        let version = try await tools.version(on: bench, for: runtime)
        var compilers: TargetCompilers?
        if set.scripts.contains(where: \.isCompiled), let release = runtime?.debian {
            compilers = await settings.compilers(release)
        }
        let tree = bench.scratch + "/tree"
        // Folders of the user's are none of a package's.
        set.folders = []
        try BuildFailure.onDisk { () throws(FileTreeError) in try Files.makeFolders(tree) }
        try NodeModules(parts: set).lay(in: tree)
        let sandbox = ScriptSandbox(
            bubblewrap: tools.bubblewrap, tree: tree, folders: tools.folders + (compilers?.folders ?? []),
            variables: variables(tools, version, compilers), limit: settings.scriptLimit)
        for package in set.scripts {
            settings.progress("running install scripts of \(package.name)")
            try await run(package, of: set, tools, in: sandbox, on: bench)
        }
        let results = NodeScriptResults(parts: set, tree: tree, root: build.destination)
        try BuildFailure.onDisk { () throws(FileTreeError) in try results.take(into: bench.output) }
        return BuildProduct(
            component: PackageComponent(
                name: "install scripts", version: "Node.js \(version)", origin: choice.target ?? ""),
            parts: set.archives.filter(set.isRebuilt).map(\.component))
    }

    private func run(
        _ package: PackageScripts, of set: LockedParts, _ tools: NodeScriptTools, in sandbox: ScriptSandbox,
        on bench: BuildBench
    ) async throws(StageFailure) {
        let root = build.destination
        let place = root.isEmpty ? package.place : String(package.place.dropFirst(root.count + 1))
        let command =
            tools.npmCommand + build.command.dropFirst().dropLast(choice.arguments.count) + [
                "--no-audit", "--no-fund", "--no-update-notifier", "--no-progress", "--color=false", "./" + place,
            ]
        let sealed = set.archives.map(\.destination).filter { $0.hasPrefix(package.place + "/") }.sorted()
        let end = try await sandbox.run(
            sandbox.invocation(command, in: root, writable: package.place, sealed: sealed), on: bench)
        let failure = NodeScriptFailure(package: package, bench: bench)
        switch end {
        case .timedOut: throw failure.timedOut(sandbox.limit)
        case .ended(let result) where !result.succeeded: throw failure.ended(result)
        case .ended: break
        }
    }

    /// Nothing of the user's environment: there may be tokens in it.
    private func variables(
        _ tools: NodeScriptTools, _ version: ToolVersion, _ compilers: TargetCompilers?
    ) -> [String: String] {
        let own = Files.parentFolder(of: tools.nodeProgram).map { $0 + ":" } ?? ""
        var variables = [
            "PATH": own + NodeScriptTools.path, "HOME": "/tmp/home", "TMPDIR": "/tmp", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "CI": "1", "NO_COLOR": "1", "npm_config_cache": "/tmp/npm", "npm_config_userconfig": "/tmp/home/.npmrc",
            "npm_config_globalconfig": "/tmp/home/npmrc", "PYTHONDONTWRITEBYTECODE": "1",
            // Compilers and packers that write a time take this one (reproducible-builds.org): 1980-01-01, as in our zips.
            "SOURCE_DATE_EPOCH": "315532800",
        ]
        if let headers = tools.headers(of: version) { variables["npm_config_nodedir"] = headers }
        return variables.merging(compilers?.variables ?? [:]) { $1 }
    }
}
