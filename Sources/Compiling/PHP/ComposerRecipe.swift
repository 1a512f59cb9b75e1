import BuildModel
import FileTrees
import Processes

/// PHP packages of `composer.lock` in `vendor`, put there by composer itself: in a copy of the folder, told of the runtime's PHP,
/// without running anything that the packages bring.
struct ComposerRecipe: BuildRecipe {
    static let format = 1

    let build: ToolBuild
    let settings: CompilerSettings

    private var folder: String { build.choice.folder }

    func prepare() async throws(StageFailure) -> BuildPreparation {
        let project = try ComposerProject(folder: folder, shown: shown)
        let surroundings = ComposerSurroundings(build, manifest: project.manifest)
        return BuildPreparation(
            tools: try findTools(), settings: ["platform": surroundings.json.pretty],
            variables: ["COMPOSER_ROOT_VERSION", "COMPOSER_HOME"], inputs: project.outsidePaths,
            ignored: project.ignored)
    }

    func run(on bench: BuildBench) async throws(StageFailure) -> BuildProduct {
        let project = try ComposerProject(folder: folder, shown: shown)
        let tool = try findTools()[0]
        let surroundings = ComposerSurroundings(build, manifest: project.manifest)
        let place = ComposerPlace(build: build, project: project, bench: bench)
        try BuildFailure.onDisk { () throws(FileTreeError) in try place.lay(surroundings) }
        let variables = ComposerSurroundings.environment(
            bench.environment, cache: settings.storeRoot.map { $0 + "/composer/cache" } ?? bench.cache + "/composer",
            home: bench.scratch + "/home", offline: settings.isOffline)
        func composer(_ arguments: [String]) async throws(StageFailure) -> ToolResult {
            try await bench.run(
                ToolInvocation(
                    tool, arguments, environment: ToolEnvironment(inherits: false, set: variables),
                    workingFolder: place.sources))
        }
        let asked = try await composer(["--version", "--no-ansi", "--no-plugins"])
        let version = asked.succeeded ? ToolVersion(in: asked.outputText) : nil
        let result = try await composer(Array(build.command.dropFirst()))
        guard result.succeeded else {
            throw ComposerWords.failure(
                bench.readable(result.outputText + "\n" + result.errorText).replacing(place.sources + "/", with: ""),
                status: result.status.description, php: surroundings.php,
                location: Finding.Location(file: shown(folder + "/composer.lock")))
        }
        try BuildFailure.onDisk { () throws(FileTreeError) in try place.collect() }
        return BuildProduct(
            component: PackageComponent(
                name: "composer", version: version?.description, origin: folder + "/composer.lock"),
            parts: project.lock.components, findings: findings(project, surroundings))
    }

    /// What was left undone, and what could not be known.
    private func findings(_ project: ComposerProject, _ surroundings: ComposerSurroundings) -> [Finding] {
        var findings: [Finding] = []
        let location = Finding.Location(file: shown(folder + "/composer.json"))
        let plugins = project.lock.packages.filter { $0.type == "composer-plugin" || $0.type == "composer-installer" }
        let wanted =
            plugins.map { "the plugin `\($0.name)`" } + project.manifest.installScripts.map { "the script `\($0)`" }
        if !wanted.isEmpty {
            findings.append(
                Finding(
                    rule: "composer-code-not-run", severity: .note,
                    message: "composer ran no code of packages or of the project: left out are "
                        + wanted.joined(separator: ", "),
                    location: location,
                    hint:
                        "if the function needs what they make, run `composer install --no-dev` before the build and write "
                        + "`dependencies: none`"))
        }
        if !surroundings.isKnown {
            findings.append(
                Finding(
                    rule: "composer-platform-unverified", severity: .note,
                    message:
                        "no source says which PHP `\(build.runtime)` starts: packages were checked against the PHP of "
                        + "this machine",
                    location: location, hint: "say it: `php: {version: \"8.1.2\"}`"))
        }
        return findings
    }

    /// Composer and the PHP that runs it.
    private func findTools() throws(StageFailure) -> [String] {
        let composer = try BuildTools.find(
            "composer", "composer.phar", in: settings.environment, for: build.choice,
            hint:
                "it installs `\(shown(folder + "/composer.lock"))` (`apt-get install composer`); with `dependencies: none` "
                + "the code is packed as it is")
        return [composer] + [ToolFinder(path: settings.environment["PATH"]).find("php")].compactMap(\.self)
    }

    private func shown(_ path: String) -> String {
        path.hasPrefix(settings.projectRoot + "/") ? String(path.dropFirst(settings.projectRoot.count + 1)) : path
    }
}
