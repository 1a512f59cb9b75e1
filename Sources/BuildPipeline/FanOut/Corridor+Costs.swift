import BuildModel
import Compiling
import FileTrees
import Resolving

extension Corridor {
    /// Makes each package once more, alone and from nothing but the store, and keeps how long it took beside the manifest.
    func recordCosts(of project: Project, _ plan: BuildPlan) async throws(StageFailure) {
        var times: [PackageID: Duration] = [:]
        for (index, package) in plan.packages.enumerated() {
            guard !Task.isCancelled else { throw StageFailure(.environment) }
            settings.progress(
                .init(phase: "measuring \(package.id)", done: Int64(index), total: Int64(plan.packages.count)))
            // Among what the next run sweeps, should this one be killed.
            let staging = try Staging(output)
            var apart = self
            apart.output = OutputFolder(root: staging.path)
            var one = plan
            one.packages = [package]
            let sink = FindingSink()
            let start = ContinuousClock.now
            let locked = try await resolver().resolve(one, into: sink)
            let compiled = try await apart.compiler(project).compile(locked, into: sink)
            let made = try await PackageShop(
                corridor: apart, staging: staging.path, remembered: nil, earlier: PackageCache()
            ).make(
                compiled.staged)
            _ = try await PackageShop.sealed(made).get()
            times[package.id] = start.duration(to: .now)
        }
        let known = try RecordedCosts.load(root: root, log)
        try known.renewed(times, keeping: plan.packages.map(\.id)).save(root: root)
    }
}
