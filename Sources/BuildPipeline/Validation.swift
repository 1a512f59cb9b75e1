public import BuildModel
import FileTrees
import FunctionCompute
import Validating

extension Corridor {
    /// Checks what was built in the project. Returns all findings, errors too.
    public func validate() async throws(StageFailure) -> [Finding] {
        let sink = FindingSink()
        do {
            let (_, plan) = try survey(into: sink)
            let cache = PackageCache.load(from: output)
            var packages: [Package] = []
            for package in plan.packages {
                if let item = cache.intact(package.id) {
                    packages.append(item.package)
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
            return relative(sink.findings)
        } catch {
            throw complete(error, with: sink)
        }
    }

    /// Checks a zip that anybody made, as the code of a function with these layers.
    public func validate(
        zip: String, runtime: String, handler: String?, initializer: String?, preStop: String?, layers: [String]
    ) async throws(StageFailure) -> [Finding] {
        let sink = FindingSink()
        let known = RuntimeCatalogue.all.map(\.id)
        guard known.contains(runtime) else {
            let near = NearestName.nearest(to: runtime, among: known).map { "did you mean `\($0)`?" }
            throw StageFailure(
                .usage,
                [
                    Finding(
                        rule: "unknown-runtime", severity: .error,
                        message: "`\(runtime)` is no runtime of Function Compute",
                        hint: near ?? "`fclayer runtimes` lists them")
                ])
        }
        for file in [zip] + layers where !Files.exists(file) {
            sink.emit(Finding(rule: "file-missing", severity: .error, message: "there is no file `\(file)`"))
        }
        guard !sink.hasErrors else { throw StageFailure(.usage, sink.findings) }
        let name = zip.split(separator: "/").last.map(String.init) ?? zip
        var hooks: [HookDescription] = []
        if let initializer { hooks.append(HookDescription(kind: .initializer, handler: initializer)) }
        if let preStop { hooks.append(HookDescription(kind: .preStop, handler: preStop)) }
        let description = FunctionDescription(
            name: name, key: name, runtime: runtime, handler: handler ?? "", hooks: hooks, code: .archive(zip),
            layers: layers.map { .local(name: $0, arn: nil) })
        let function = FunctionPlan(description: description, code: nil, layers: description.layers)
        let limits = Limits.limits(region: nil, route: .oss)
        let plan = BuildPlan(packages: [], functions: [function], limits: limits)
        ConfigurationCheck().check(plan, today: settings.today, into: sink)
        let subject = FunctionUnderTest(
            plan: function, code: zip,
            layers: layers.map { file in
                LayerUnderTest(
                    name: file, file: file, packageName: file.split(separator: "/").last.map(String.init) ?? file)
            }, packageName: name)
        await PackageCheck().check(functions: [subject], packages: [], limits: limits, into: sink)
        return sink.findings
    }

    /// The sixth room, with the packages as they are on disk at this moment.
    func validate(_ plan: BuildPlan, packages: [Package], into sink: FindingSink) async {
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
        await check.check(functions: functions, packages: packages, limits: plan.limits, into: sink)
    }
}
