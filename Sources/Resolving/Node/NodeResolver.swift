import BuildModel
import Downloads
import FileTrees
import FunctionCompute

/// Sets of Node.js packages: from a lock of npm to the exact tree that `npm ci --omit=dev` installs on the target, without npm.
struct NodeResolver {
    let doors: ResolverDoors

    /// The packages of a set, in the store, with their places.
    func resolve(_ dependencies: NodeDependencies) async throws(StageFailure) -> LockedParts {
        let project = try await NodeLockKeeper(doors: doors).project(dependencies.source)
        let platform = NodePlatform(RuntimeCatalogue.runtime(dependencies.runtime))
        var selection = NpmSelection(project.tree, platform: platform)
        try check(selection, project, platform)
        let configuration = NpmConfiguration(folder: project.folder, environment: doors.settings.environment)
        let shelf = NpmShelf(doors: doors, configuration: configuration, lock: project.shownLock)
        let (locations, wanted) = try wishes(selection, project, configuration)
        let results = try await shelf.find(wanted)
        var failures: [StageFailure] = []
        var found: [String: NpmShelf.Found] = [:]
        for (location, result) in zip(locations, results) {
            switch result {
            case .success(let archive): found[location] = archive
            case .failure(let failure): failures.append(failure)
            }
        }
        if let failure = StageFailure.combined(Self.merged(failures)) { throw failure }
        // npm's locks do not keep `libc`, so that it is known only now which twins are for another C library.
        for (location, archive) in found {
            guard let package = project.tree.packages[location], package.isOptional,
                let inner = archive.facts.package(at: ""),
                platform.misfit(os: inner.os, cpu: inner.cpu, libc: inner.libc) != nil
            else { continue }
            selection.drop(project.tree.optionalSet(of: location).subtracting([""]))
        }
        let chosen = Set(selection.locations)
        found = found.filter { chosen.contains($0.key) }
        note(project, wanted)
        let scripts = InstallScripts(
            project, selection, found: found, choice: dependencies.source.scripts,
            isIgnoring: configuration.ignoresScripts)
        doors.notes.emit(scripts.findings)
        let origins = zip(locations, wanted).map { location, item in
            switch item.source {
            case .address(let address): (location, redactedURL(address))
            case .file(let path): (location, doors.settings.shown(path))
            case .registry: (location, redactedURL(configuration.registry(of: item.name)))
            }
        }
        return try NodePlacement(
            dependencies, project, selection, found: found, origins: Dictionary(origins) { first, _ in first },
            scripts: scripts.allowed
        ).parts()
    }

    /// A registry that fails does so for all that is fetched from it: one finding for all packages with one way out.
    private static func merged(_ failures: [StageFailure]) -> [StageFailure] {
        var result: [StageFailure] = []
        var more: [Int: Int] = [:]
        for failure in failures {
            guard let finding = failure.findings.first, finding.rule == "npm-registry-failed" else {
                result.append(failure)
                continue
            }
            let same = result.firstIndex {
                $0.findings.first?.rule == finding.rule && $0.findings.first?.hint == finding.hint
            }
            if let same { more[same, default: 0] += 1 } else { result.append(failure) }
        }
        for (index, count) in more {
            guard let first = result[index].findings.first else { continue }
            result[index] = StageFailure(
                result[index].kind, first.rule, first.message + "; so it is with \(count) more", at: first.location,
                hint: first.hint)
        }
        return result
    }

    /// Makes, checks or renews the lock; its path.
    func lock(_ source: NodeSource) async throws(StageFailure) -> String {
        _ = try await NodeLockKeeper(doors: doors).project(source)
        return source.lock
    }

    /// Every local file that shapes the result.
    func inputs(of source: NodeSource) -> [String] {
        let configuration = NpmConfiguration(folder: source.folder, environment: doors.settings.environment)
        var files = [source.lock, source.folder + "/package.json"] + configuration.files
        guard let bytes = try? Files.read(source.lock), let lock = try? NpmLock(bytes) else { return files }
        for (_, package) in lock.packages.sorted(by: { $0.key < $1.key }) {
            if let target = NpmTree.target(of: package) {
                files.append(AbsolutePath.join(source.folder, target) + "/package.json")
            } else if let resolved = package.resolved, resolved.hasPrefix("file:") {
                files.append(Self.file(resolved, in: source.folder))
            }
        }
        return files
    }

    private static func file(_ resolved: String, in folder: String) -> String {
        FileURL.path(resolved) ?? AbsolutePath.join(folder, PercentEncoding.decoded(resolved.dropFirst(5)))
    }

    private func check(
        _ selection: NpmSelection, _ project: NpmProject, _ platform: NodePlatform
    ) throws(StageFailure) {
        guard !selection.misfits.isEmpty else { return }
        let findings = selection.misfits.map { misfit in
            let package = project.tree.packages[misfit.location]
            let name = package?.name ?? NpmLocation.name(misfit.location) ?? misfit.location
            return Finding(
                rule: "npm-package-platform", severity: .error,
                message:
                    "`\(name)` \(package?.version ?? "") does not run on Function Compute: \(misfit.reason), and functions "
                    + "run on `linux`, `x64`, `glibc`",
                location: .init(file: project.shownLock),
                hint:
                    "take the package for this platform, or make it one of `optionalDependencies` or `devDependencies`")
        }
        throw StageFailure(.project, findings)
    }

    /// The archives that are to be fetched, and their locations.
    private func wishes(
        _ selection: NpmSelection, _ project: NpmProject, _ configuration: NpmConfiguration
    ) throws(StageFailure) -> ([String], [NpmShelf.Wanted]) {
        var locations: [String] = []
        var wanted: [NpmShelf.Wanted] = []
        var fromGit: [String] = []
        for location in selection.locations {
            guard let package = project.tree.packages[location], !package.isLink else { continue }
            let name = package.name ?? NpmLocation.name(location) ?? location
            if package.resolved == nil, isInside(location, project) { continue }
            let source: NpmShelf.Wanted.Source
            if let resolved = package.resolved {
                if resolved.hasPrefix("git") || resolved.hasPrefix("ssh:") {
                    fromGit.append(name)
                    continue
                }
                source =
                    resolved.hasPrefix("file:")
                    ? .file(Self.file(resolved, in: project.folder)) : .address(configuration.address(of: resolved))
            } else {
                source = .registry
            }
            locations.append(location)
            wanted.append(
                NpmShelf.Wanted(
                    name: name, version: package.version ?? "", source: source,
                    accepted: ContentHash.strongest(inIntegrity: package.integrity ?? "")))
        }
        guard fromGit.isEmpty else { throw NpmSources.gitRefusal(fromGit.sorted(), at: project.shownLock) }
        return (locations, wanted)
    }

    /// Whether a package comes out of the tarball of the one that it stands in.
    private func isInside(_ location: String, _ project: NpmProject) -> Bool {
        guard project.tree.packages[location]?.isBundled == true, let owner = NpmLocation.owner(location) else {
            return false
        }
        return NpmLocation.name(owner) != nil
    }

    /// What the user should know: archives that nothing vouches for.
    private func note(_ project: NpmProject, _ wanted: [NpmShelf.Wanted]) {
        func list(_ names: [String]) -> String {
            names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
        }
        let bare = wanted.filter { item in
            if case .file = item.source { return false }
            return item.accepted.isEmpty
        }
        if !bare.isEmpty {
            doors.notes.emit(
                Finding(
                    rule: "npm-integrity-missing", severity: .warning,
                    message:
                        "the lock has no `integrity` for \(list(bare.map { "`\($0.name)` \($0.version)" })): what the "
                        + "registry sends is taken as it is",
                    location: .init(file: project.shownLock),
                    hint: "remove the lock and `node_modules`, then run `npm install`: npm writes it for every package")
            )
        }
    }
}
