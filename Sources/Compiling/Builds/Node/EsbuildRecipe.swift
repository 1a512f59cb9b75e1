import Archives
import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Node.js sources with all that they import in one file for each handler, with a source map, by esbuild. Packages come from the
/// lock; what the function's layers have stays out.
struct EsbuildRecipe: BuildRecipe {
    static let format = 1
    let build: ToolBuild
    let settings: CompilerSettings
    /// The packages of the plan.
    let parts: [LockedParts]

    private var choice: BuildChoice { build.choice }
    private static let own = "node_modules/.bin/esbuild"

    func prepare() async throws(StageFailure) -> BuildPreparation {
        guard !choice.arguments.isEmpty else {
            throw BuildFailure.failure(
                .project, "bundle-entry-missing", "there is no handler whose file esbuild could begin with",
                location: choice.location,
                hint: "name it: `handler: index.handler`, or `command: [node, server.js]` for a custom runtime")
        }
        var preparation = BuildPreparation(variables: ["NODE_ENV"])
        preparation.tools = [try tool()]
        preparation.settings["externals"] = externals.joined(separator: " ")
        // What the lock names comes from the registry; what was installed here may be for this machine.
        if build.node != nil { preparation.ignored.append("/node_modules/") }
        return preparation
    }

    /// The project's own esbuild, whose version its lock has, or the machine's.
    private func tool() throws(StageFailure) -> String {
        let own = choice.folder + "/" + Self.own
        if (try? Files.status(own))?.isExecutable == true { return own }
        return try BuildTools.find(
            "esbuild", in: settings.environment, for: choice,
            hint: "`npm install --save-dev esbuild` in the code folder, or Debian's package `esbuild`")
    }

    /// Packages that the function finds in its layers, but for those that its own lock has in another version.
    private var externals: [String] {
        let own = build.node.map(packages(of:)) ?? [:]
        var names: Set<String> = []
        for layer in build.layers {
            for (name, version) in packages(of: layer) where own[name] == nil || own[name] == version {
                names.insert(name)
            }
        }
        return names.sorted()
    }

    /// The packages at the top of a `node_modules` with their versions; folders of the user's have none.
    private func packages(of set: NodeDependencies) -> [String: String] {
        guard let found = parts.first(where: { $0.ingredient == .node(set) }) else { return [:] }
        let folder = (set.destination.isEmpty ? "" : set.destination + "/") + "node_modules/"
        var result: [String: String] = [:]
        func take(_ place: String, _ version: String?) {
            guard place.hasPrefix(folder), !place.hasPrefix(folder + ".bin/") else { return }
            let name = place.dropFirst(folder.count)
            // What stands deeper is there for one package only.
            guard name.split(separator: "/").count == (name.hasPrefix("@") ? 2 : 1) else { return }
            result[String(name)] = version ?? ""
        }
        for archive in found.archives { take(archive.destination, archive.component.version) }
        for link in found.links { take(link.path, nil) }
        for folder in found.folders { take(folder.destination, nil) }
        return result
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        try BuildFailure.onDisk { () throws(FileTreeError) in try Files.makeFolders(bench.sources) }
        if let node = build.node, let found = parts.first(where: { $0.ingredient == .node(node) }) {
            try NodeModules(parts: found).lay(in: bench.sources)
        }
        let tool = try tool()
        let entries = try choice.arguments.map { module throws(StageFailure) in try entry(of: module, on: bench) }
        let invocation = bench.invocation(tool, arguments(entries, output: bench.output), variables: ["NO_COLOR": "1"])
        let result = try await bench.run(invocation)
        let told = EsbuildMessages(bench: bench, fallback: choice.location).findings(in: result.errorText)
        guard result.succeeded else {
            let errors = told.filter { $0.severity == .error }
            throw errors.isEmpty
                ? bench.failure(of: invocation, result, rule: "bundle-failed") : StageFailure(.project, errors)
        }
        let version = try await bench.run(bench.invocation(tool, ["--version"])).outputText
        return BuildProduct(
            component: PackageComponent(
                name: "esbuild", version: String(version.prefix { !$0.isNewline }), origin: choice.folder),
            parts: packages, findings: told.filter { $0.severity != .error })
    }

    /// All that may be in the files: what the lock names.
    private var packages: [PackageComponent] {
        guard let node = build.node, let found = parts.first(where: { $0.ingredient == .node(node) }) else { return [] }
        return found.archives.map(\.component) + found.others
    }

    private func arguments(_ entries: [String], output: String) -> [String] {
        let options = build.command.dropFirst(1 + choice.arguments.count)
        var arguments =
            entries + options.map { $0.replacing("$ARTIFACTS_DIR", with: output) }
            + ["--log-level=warning", "--log-limit=0", "--color=false"]
        let runtime = RuntimeCatalogue.runtime(build.runtime)
        if runtime?.family == .nodejs, let version = runtime?.languageVersion {
            arguments.append("--target=node\(version)")
        }
        // A package, and all the modules in it.
        for name in externals { arguments += ["--external:\(name)", "--external:\(name)/*"] }
        return arguments
    }

    /// The file of a module that a handler names.
    private func entry(of module: String, on bench: BuildBench) throws(StageFailure) -> String {
        let endings = [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx"]
        let isFile = endings.contains { module.hasSuffix($0) }
        for path in isFile ? [module] : endings.map({ module + $0 }) {
            if (try? Files.status(bench.sources + "/" + path))?.kind == .file { return path }
        }
        let folder = Files.parentFolder(of: bench.sources + "/" + module) ?? bench.sources
        let names = ((try? Files.names(inFolder: folder)) ?? []).filter { name in
            endings.contains { name.hasSuffix($0) }
        }
        throw BuildFailure.failure(
            .project, "bundle-entry-missing",
            "the handler's file `\(module)` is not there with any of \(endings.map { "`\($0)`" }.joined(separator: ", "))",
            location: choice.location,
            hint: names.isEmpty ? nil : "there is \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
}
