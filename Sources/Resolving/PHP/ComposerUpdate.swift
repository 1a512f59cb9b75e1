import BuildModel
import FileTrees
import Processes

/// Has composer choose packages for the runtime's PHP and write `composer.lock`. Nothing else of the user's folder changes:
/// composer works on a copy of `composer.json` that says which PHP the target has.
struct ComposerUpdate {
    let doors: ResolverDoors
    let build: ToolBuild
    let manifest: ComposerManifest
    let surroundings: ComposerSurroundings

    func run() async throws(StageFailure) {
        let folder = build.choice.folder
        guard let composer = doors.finder.find("composer") ?? doors.finder.find("composer.phar") else {
            throw StageFailure(
                .environment, "build-tool-missing",
                "`composer` is not installed or not on PATH, and `\(doors.settings.shown(folder))/composer.json` has no lock",
                at: build.choice.location, hint: "install it (`apt-get install composer`), or commit a `composer.lock`")
        }
        doors.settings.report("resolving composer.json for \(build.runtime)")
        let scratch = try asStage { () throws(FileTreeError) in
            try ScratchFolder(in: doors.settings.storeRoot + "/composer", prefix: "lock-")
        }
        let path = scratch.path
        let told = told()
        try asStage { () throws(FileTreeError) in
            try AtomicFile.write(Array(told.pretty.utf8), to: path + "/composer.json")
        }
        var variables = ComposerSurroundings.environment(
            doors.settings.environment, cache: doors.settings.storeRoot + "/composer/cache", home: path + "/home",
            offline: doors.settings.offline)
        // The copy is read, paths are taken from the user's folder, and the lock comes to lie beside the copy.
        variables["COMPOSER"] = path + "/composer.json"
        let invocation = ToolInvocation(
            composer,
            [
                "update", "--no-install", "--no-scripts", "--no-plugins", "--no-interaction", "--no-progress",
                "--no-ansi",
            ],
            environment: ToolEnvironment(inherits: false, set: variables), workingFolder: folder)
        let result: ToolResult
        do throws(ToolError) {
            result = try await doors.runner.run(invocation, timeout: doors.settings.toolTimeout)
        } catch {
            throw StageFailure(error)
        }
        guard result.succeeded else {
            throw ComposerWords.failure(
                result.outputText + "\n" + result.errorText, status: result.status.description, php: surroundings.php,
                location: Finding.Location(file: doors.settings.shown(folder + "/composer.json")))
        }
        try asStage { () throws(FileTreeError) in
            let lock = try Files.read(path + "/composer.lock")
            try AtomicFile.write(Array(finished(lock).utf8), to: folder + "/composer.lock")
        }
        _ = consume scratch
    }

    /// `composer.json` with the target's PHP and extensions.
    private func told() -> OrderedJSON {
        var json = manifest.json
        var config = json["config"] ?? .object([])
        if config.members == nil { config = .object([]) }
        if surroundings.isKnown { config["platform"] = surroundings.json }
        json["config"] = config
        return json
    }

    /// The lock as composer would have written it from `composer.json` as it is.
    private func finished(_ bytes: [UInt8]) -> String {
        guard var lock = try? OrderedJSON(bytes) else { return String(decoding: bytes, as: UTF8.self) }
        lock["content-hash"] = .string(FileDigest.md5(of: Array(manifest.relevantContent.utf8)))
        let own = manifest.json["config"]?["platform"]
        lock["platform-overrides"] = own?.members?.isEmpty == false ? own : nil
        return lock.pretty + "\n"
    }
}
