public import BuildModel
import FunctionCompute
import Validating

extension Corridor {
    /// Checks what was built in the project. Returns all findings, errors too.
    public func validate() async throws(StageFailure) -> FindingReview {
        let sink = FindingSink()
        do {
            try useBaseline()
            let (_, plan) = try survey(into: sink)
            let cache = PackageCache.load(from: output)
            var packages: [Package] = []
            for package in plan.packages {
                if let item = cache.intact(package.id) {
                    packages.append(item.package)
                    judge.learn(package: package.id.description, at: item.package.file)
                } else {
                    sink.emit(
                        Finding(
                            rule: "not-built", severity: .error,
                            message:
                                "run `fclayer build`: `\(package.id).zip` is not there or was changed since it was built",
                            location: package.location))
                }
            }
            await validate(plan, packages: packages, into: sink)
            return try reviewed(sink, isComplete: settings.isWhole && packages.count == plan.packages.count)
        } catch {
            throw complete(error, with: sink)
        }
    }

    /// What was found as it counts for the user; a baseline that is asked for is written.
    func reviewed(_ sink: FindingSink, isComplete: Bool) throws(StageFailure) -> FindingReview {
        let silent = settings.isDeep ? RuleList.building : RuleList.building.union(RuleList.deep)
        let review = judge.review(sink.findings, extent: isComplete ? .all(without: silent) : .some)
        try writeBaseline()
        return review
    }

    /// The sixth room, with the packages as they are on disk at this moment. Returns what the next run may know.
    @discardableResult
    func validate(
        _ plan: BuildPlan, packages: [Package], knowing known: CheckMemory = .none, into sink: FindingSink
    ) async -> CheckedParts {
        let byID = Dictionary(packages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let functions = plan.functions.map { function in
            let layers = function.layers.map { reference in
                switch reference {
                case .local(let name, _):
                    let package = byID[PackageID(.layer, name)]
                    return LayerUnderTest(
                        name: name, file: package?.file, runtimes: package?.runtimes,
                        packageName: PackageID(.layer, name).description)
                case .external(let arn): return LayerUnderTest(name: arn, file: nil, packageName: arn)
                }
            }
            return FunctionUnderTest(
                plan: function, code: function.code.flatMap { byID[$0]?.file }, layers: layers,
                packageName: function.code?.description ?? function.description.name)
        }
        let check = PackageCheck(memory: Store.nativeMemory(root: settings.storeRoot))
        return await self.check(check, functions, packages: packages, limits: plan.limits, knowing: known, into: sink)
    }

    /// Applies the rules and, where it is asked for, loads the handlers for real.
    @discardableResult
    func check(
        _ check: PackageCheck, _ functions: [FunctionUnderTest], packages: [Package] = [], limits: Limits,
        knowing known: CheckMemory = .none, into sink: FindingSink
    ) async -> CheckedParts {
        let found = FindingSink()
        let parts = await check.check(
            functions: functions, packages: packages, limits: limits, knowing: known, into: found)
        guard settings.isDeep else {
            sink.emit(found.findings)
            return parts
        }
        let deep = DeepCheck(
            path: settings.environment["PATH"], interpreters: settings.interpreters,
            scratch: settings.environment["TMPDIR"] ?? "/tmp")
        sink.emit(await deep.refine(found.findings, functions: functions))
        return parts
    }
}
