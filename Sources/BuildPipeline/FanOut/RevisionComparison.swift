import BuildModel
import FileTrees
import Manifests
import Planning
import Reporting
import Resolving

/// Compares a project with what it was at a revision: each package by the key of what it is made of, each function by its description.
struct RevisionComparison {
    /// What is not as it was.
    struct Result: Sendable {
        /// Layers and functions that a build makes or checks otherwise, each with the first of its reasons.
        var changes: [PackageID: PackageList.Change] = [:]
        /// Those that are gone.
        var removed: [PackageID] = []
    }

    let corridor: Corridor
    let project: Project
    let plan: BuildPlan

    /// What changed since a revision. Throws `.usage` for one that there is not, `.environment` if git or the disk fail.
    func changes(since name: String) async throws(StageFailure) -> Result {
        let settings = corridor.settings
        guard let repository = GitRepository(holding: corridor.root, environment: settings.environment) else {
            throw StageFailure(
                .usage,
                [
                    Finding(
                        rule: "revision-unknown", severity: .error,
                        message:
                            "`--changed-since` compares with a revision of git, and the project is in no git repository",
                        hint: "looked for `.git` in `\(corridor.root)` and the folders above it")
                ])
        }
        guard let commit = try await GitRevision(name, in: repository).commit else { return all() }
        let scratch = try GitChanges.onDisk { () throws(FileTreeError) in
            try ScratchFolder(in: settings.environment["TMPDIR"] ?? "/tmp", prefix: "fclayer-revision-").keep()
        }
        defer { try? Files.remove(scratch) }
        let place = scratch + "/git"
        let changes = try await GitChanges(since: commit, in: repository, place: place)
        guard !changes.changed.isEmpty else { return Result() }
        let tree = try await RevisionTree(of: commit, changes, in: repository, scratch: scratch, place: place)
        return try await compare(with: tree, changes, top: repository.top, name)
    }

    /// Everything, where there is nothing to compare with.
    private func all() -> Result {
        var result = Result()
        for package in plan.packages { result.changes[package.id] = .new }
        for function in plan.functions { result.changes[PackageID(.function, function.description.name)] = .new }
        return result
    }

    private func compare(
        with tree: RevisionTree, _ changes: GitChanges, top: String, _ name: String
    ) async throws(StageFailure) -> Result {
        var settings = corridor.settings
        func then(_ path: String) -> String {
            path == top || path.hasPrefix(top + "/") ? tree.path + path.dropFirst(top.count) : path
        }
        settings.folder = then(settings.folder)
        settings.projectFile = settings.projectFile.map(then)
        settings.names = []
        let old = Corridor(settings)
        let sink = FindingSink()
        guard
            let oldProject = try? ManifestReader(files: old.log.files, environment: settings.environment)
                .read(folder: settings.folder, projectFile: settings.projectFile, into: sink),
            let oldPlan = try? Planner().plan(oldProject, into: sink)
        else {
            corridor.settings.notice("`\(name)` has no manifest that can be read: everything counts as new")
            return all()
        }
        // Keys in terms of the repository: what lies beside the project moves with it.
        let store = settings.storeRoot
        let key = SourceKey(
            root: top, store: store, resolver: corridor.resolver(), compiler: corridor.compiler(project))
        let oldKey = SourceKey(
            root: tree.path, store: store, resolver: old.resolver(), compiler: old.compiler(oldProject))
        let (text, oldText) = (PortableText(root: top, store: store), PortableText(root: tree.path, store: store))
        var result = Result()
        let before = Dictionary(oldPlan.packages.map { ($0.id, $0) }) { first, _ in first }
        // Most changes are none of the manifest: then there is nothing to compare in descriptions.
        let isDescribedAlike = tree.agrees(with: corridor.log)
        var open: [(package: PackagePlan, old: PackagePlan)] = []
        for package in plan.packages {
            guard let was = before[package.id] else {
                result.changes[package.id] = .new
                continue
            }
            guard isDescribedAlike || text.digest(of: package) == oldText.digest(of: was) else {
                result.changes[package.id] = .contents
                continue
            }
            guard let inputs = await key.inputs(of: package), let oldInputs = await oldKey.inputs(of: was) else {
                result.changes[package.id] = .contents
                continue
            }
            let all = (inputs + oldInputs).reduce(into: Set<String>()) { $0.formUnion(tree.places(of: $1)) }
            if changes.submodules.contains(where: { sub in
                all.contains { $0 == sub || $0.hasPrefix(sub + "/") || sub.hasPrefix($0 + "/") || $0.isEmpty }
            }) {
                result.changes[package.id] = .contents
            } else if all.contains(where: changes.touches) {
                for path in all.sorted() { try tree.unfold(path) }
                open.append((package, was))
            }
        }
        let isSame = await inParallel(open, limit: 8) { pair in
            guard let now = await key.key(of: pair.package) else { return false }
            return await oldKey.key(of: pair.old) == now
        }
        for (pair, isSame) in zip(open, isSame) where !isSame { result.changes[pair.package.id] = .contents }
        let described = Dictionary(
            (isDescribedAlike ? plan : oldPlan).functions.map { function in
                (function.id, isDescribedAlike ? nil : oldText.digest(of: Description(function, oldProject)))
            }
        ) { first, _ in first }
        compareFunctions(described, text, &result)
        let ids = Set(plan.packages.map(\.id) + plan.functions.map(\.id))
        result.removed = Set(oldPlan.packages.map(\.id) + oldPlan.functions.map(\.id)).subtracting(ids).sorted()
        return result
    }

    /// Functions whose zip is the same, and that are described otherwise or get other layers. `before` has the digests of descriptions,
    /// none where they are known to be the same.
    private func compareFunctions(_ before: [PackageID: Digest?], _ text: PortableText, _ result: inout Result) {
        for function in plan.functions where result.changes[function.id] == nil {
            guard let was = before[function.id] else {
                result.changes[function.id] = .new
                continue
            }
            if let was, text.digest(of: Description(function, project)) != was {
                result.changes[function.id] = .configuration
            } else if function.localLayers.contains(where: { result.changes[$0] != nil }) {
                result.changes[function.id] = .layers
            }
        }
    }
}

/// All that a manifest says of a function, known to fclayer or not.
private struct Description: Encodable {
    var function: FunctionPlan
    var properties: ManifestValue?

    init(_ function: FunctionPlan, _ project: Project) {
        self.function = function
        properties = project.document?.value[path: function.description.propertiesPath]
        // In which lines it stands is no difference.
        self.function.description.locations = [:]
    }
}

extension FunctionPlan {
    /// Its name among those of packages; remote code has no package.
    var id: PackageID { PackageID(.function, description.name) }
}
