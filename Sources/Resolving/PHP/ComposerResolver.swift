import BuildModel
import FileTrees
import Processes

/// Sees to the locks of PHP packages: that they are there, fit `composer.json` and ask for nothing that the runtime has not. What
/// they name is installed by composer when packages are built.
struct ComposerResolver {
    let doors: ResolverDoors

    /// Checks the lock, or makes it where there is none.
    func resolve(_ build: ToolBuild) async throws(StageFailure) -> LockedParts {
        _ = try await lock(build, renewing: false)
        return LockedParts(ingredient: .build(build))
    }

    /// Makes, checks or renews the lock; its path.
    func lock(_ build: ToolBuild) async throws(StageFailure) -> String { try await lock(build, renewing: true) }

    /// Files that shape the lock and what is made of it. Folders of packages count when they are installed.
    func inputs(_ build: ToolBuild) -> [String] {
        let folder = build.choice.folder
        return [folder + "/composer.json", folder + "/composer.lock"]
    }

    private func lock(_ build: ToolBuild, renewing: Bool) async throws(StageFailure) -> String {
        let folder = build.choice.folder
        let (name, path) = (shown(folder + "/composer.json"), folder + "/composer.lock")
        let (manifest, bytes) = try readManifest(folder + "/composer.json")
        let surroundings = ComposerSurroundings(build, manifest: manifest)
        let policy = doors.settings.lockPolicy
        var isMissing = !Files.exists(path)
        if isMissing, policy == .locked {
            throw StageFailure(
                .project, "lock-missing", "`\(name)` has no lock `\(shown(path))`", at: location(of: path),
                hint: "run `fclayer lock` and commit the lock")
        }
        if !isMissing, policy != .upgrade {
            let fits = try readLock(path).fits(manifest, bytes: bytes, digest: FileDigest.md5)
            if !fits, policy == .locked || !renewing {
                throw StageFailure(
                    .project, "lock-stale", "`\(shown(path))` was not made from `\(name)` as it is now",
                    at: location(of: path), hint: "run `fclayer lock`, or `composer update`, and commit the lock")
            }
            isMissing = !fits
        }
        if isMissing || policy == .upgrade {
            try await ComposerUpdate(doors: doors, build: build, manifest: manifest, surroundings: surroundings).run()
        }
        try check(try readLock(path), surroundings, at: location(of: path))
        return path
    }

    /// Whether the runtime has the extensions that packages want. PHP's version is compared by composer.
    private func check(
        _ lock: ComposerLock, _ surroundings: ComposerSurroundings, at location: Finding.Location
    ) throws(StageFailure) {
        let provided = Set(lock.packages.flatMap(\.provided))
        var findings: [Finding] = []
        func check(_ requirements: [ComposerLock.Requirement], of name: String) {
            for requirement in requirements
            where requirement.name.hasPrefix("ext-") && !provided.contains(requirement.name)
                && surroundings.has(requirement.name) == false
            {
                let extensionName = requirement.name.dropFirst("ext-".count)
                findings.append(
                    Finding(
                        rule: "composer-platform", severity: .error,
                        message:
                            "\(name) requires the PHP extension `\(extensionName)`, and the runtime (\(surroundings.php)) "
                            + "does not have it; it has \(Self.list(surroundings, near: String(extensionName)))",
                        location: location,
                        hint: "take another package, or bring the extension along in `extension/` and name it: "
                            + "`php: {extensions: [\(extensionName)]}`"))
            }
        }
        for package in lock.packages { check(package.platform, of: "`\(package.name) \(package.version)`") }
        check(lock.platform, of: "`composer.json`")
        guard findings.isEmpty else { throw StageFailure(.project, findings) }
    }

    private static func list(_ surroundings: ComposerSurroundings, near name: String) -> String {
        let names = surroundings.platform.filter { $0.key.hasPrefix("ext-") && $0.value != nil }
            .map { String($0.key.dropFirst("ext-".count)) }.sorted()
        if let near = NearestName.nearest(to: name, among: names) { return "`\(near)` and \(names.count - 1) others" }
        return names.map { "`\($0)`" }.joined(separator: ", ")
    }

    private func readManifest(_ path: String) throws(StageFailure) -> (ComposerManifest, [UInt8]) {
        let bytes = try asStage { () throws(FileTreeError) in try Files.read(path) }
        do {
            let manifest = try ComposerManifest(bytes)
            guard manifest.vendorFolder != nil else {
                throw StageFailure(
                    .project, "composer-manifest",
                    "`config.vendor-dir` of `\(shown(path))` must be a folder below it, for example `vendor`",
                    at: location(of: path))
            }
            return (manifest, bytes)
        } catch let problem as OrderedJSON.Problem {
            throw StageFailure(
                .project, "composer-manifest", "`\(shown(path))` cannot be read: \(problem.message)",
                at: Finding.Location(file: shown(path), line: problem.line))
        } catch let failure as StageFailure {
            throw failure
        } catch {
            throw StageFailure(.environment, "internal", "report this: \(error)")
        }
    }

    private func readLock(_ path: String) throws(StageFailure) -> ComposerLock {
        let bytes = try asStage { () throws(FileTreeError) in try Files.read(path) }
        do { return try ComposerLock(bytes) } catch {
            throw StageFailure(
                .project, "lock-unreadable", "the lock `\(shown(path))` cannot be used: \(error.message)",
                at: Finding.Location(file: shown(path), line: error.line),
                hint: "remove it, then run `fclayer lock`")
        }
    }

    private func shown(_ path: String) -> String { doors.settings.shown(path) }
    private func location(of path: String) -> Finding.Location { Finding.Location(file: shown(path)) }
}
