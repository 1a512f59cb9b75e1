public import BuildModel
import FileTrees
import Planning
import Reporting

/// What `fclayer list` has to print.
public struct ListOutcome: Sendable {
    let list: PackageList
    /// Findings of the manifest and the configuration.
    public var findings: [Finding]
}

extension Report {
    /// A list for people.
    public static func text(of outcome: ListOutcome) -> String { outcome.list.text }

    /// A list for programs.
    public static func json(of outcome: ListOutcome) -> String { (try? outcome.list.json()) ?? "" }

    /// A list for the matrix of a CI service.
    public static func matrix(of outcome: ListOutcome) -> String { (try? outcome.list.matrix()) ?? "" }
}

extension Corridor {
    /// Lists functions and layers: all, those of a shard, or those that are not what they were at a revision.
    public func list(changedSince revision: String?) async throws(StageFailure) -> ListOutcome {
        let sink = FindingSink()
        do {
            let (project, plan) = try survey(into: sink, ofAllShards: true)
            try stop(sink)
            var result: RevisionComparison.Result?
            if let revision {
                result = try await RevisionComparison(corridor: self, project: project, plan: plan)
                    .changes(since: revision)
            }
            let key = SourceKey(
                root: root, store: settings.storeRoot, resolver: resolver(), compiler: compiler(project))
            let owned = try members(of: project)
            func isListed(_ id: PackageID) -> Bool {
                (owned?.contains(id) ?? true) && (result.map { $0.changes[id] != nil } ?? true)
            }
            let packages = plan.packages.filter { isListed($0.id) }
            let keys = await inParallel(packages, limit: 8) { await key.key(of: $0) }
            let byID = Dictionary(zip(packages.map(\.id), keys)) { first, _ in first }
            var items = packages.filter { $0.id.kind == .layer }.map { layer in
                PackageList.Item(
                    layer.id, runtimes: layer.runtimes, key: byID[layer.id] ?? nil, changed: result?.changes[layer.id])
            }
            for function in plan.functions where isListed(function.id) {
                items.append(
                    PackageList.Item(
                        function.id, runtimes: [function.description.runtime],
                        layers: function.layers.map { reference in
                            switch reference {
                            case .local(let name, _): name
                            case .external(let arn): arn
                            }
                        }, key: byID[function.id] ?? nil, changed: result?.changes[function.id]))
            }
            let list = PackageList(packages: items, removed: result?.removed)
            return ListOutcome(list: list, findings: judge.review(sink.findings).findings)
        } catch {
            throw complete(error, with: sink)
        }
    }

    /// The functions and layers of the shard that was asked for; `nil` if none was.
    func members(of project: Project) throws(StageFailure) -> Set<PackageID>? {
        guard let shard = settings.shard else { return nil }
        let plan = try Planner(names: settings.names).plan(project, into: FindingSink())
        let costs = try RecordedCosts.load(root: root, log)
        let shared = Set(project.layers.map { PackageID(.layer, $0.name) })
        var units: [ShardPlan.Unit] = []
        for function in plan.functions {
            let own = [function.code].compactMap(\.self) + function.localLayers.filter { !shared.contains($0) }
            units.append(
                .init(
                    id: function.id, cost: own.reduce(0) { $0 + costs.cost(of: $1) },
                    layers: function.localLayers.filter(shared.contains)))
        }
        let used = Set(units.flatMap(\.layers))
        let layers = plan.packages.map(\.id).filter { $0.kind == .layer && shared.contains($0) }
        units += layers.filter { !used.contains($0) }.map { .init(id: $0, cost: costs.cost(of: $0)) }
        let split = ShardPlan(
            units, layers: Dictionary(uniqueKeysWithValues: used.map { ($0, costs.cost(of: $0)) }), count: shard.count)
        var members = split.members(of: shard.number - 1)
        for function in plan.functions where members.contains(function.id) {
            members.formUnion(function.localLayers.filter { !shared.contains($0) })
        }
        return members
    }
}
