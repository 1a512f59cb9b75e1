public import BuildModel
import FileTrees
import FunctionCompute
import Invoking
import Resolving

extension Corridor {
    /// Starts a function that was built, calls it and ends it.
    public func invoke(
        _ request: InvokeRequest, events: @escaping @Sendable (InvocationEvent) -> Void
    ) async throws(StageFailure) -> InvokeOutcome {
        let surveyed = FindingSink()
        let (project, plan): (Project, BuildPlan)
        do {
            (project, plan) = try survey(into: surveyed)
            try stop(surveyed)
        } catch { throw complete(error, with: surveyed) }
        let function = try chosen(request.name, in: plan)
        let sink = FindingSink()
        let instance = try instance(of: function, project: project) {
            PackageCache.load(from: output).intact($0)?.built
        }
        noteOutdated(function, into: sink)
        let hold = Store.hold(settings)
        defer { withExtendedLifetime(hold) {} }
        let record = try await Invoker(try await settings(for: request, runtime: instance.runtime, into: sink))
            .run(instance, calls: request.calls, into: sink, events: events)
        return InvokeOutcome(record: record, review: judge.review(sink.findings, extent: .some))
    }

    /// Starts every function on a custom runtime with its new packages, and calls the initializers that are configured:
    /// the last proof before the results of a build are taken. Functions are not called: that may have effects.
    func smoke(
        _ project: Project, _ plan: BuildPlan, _ items: [PackageShop.Item], into sink: FindingSink
    ) async throws(StageFailure) {
        guard settings.isSmoke else { return }
        let built = Dictionary(items.map { ($0.package.id, $0.built) }) { first, _ in first }
        for function in plan.functions where function.code != nil {
            guard RuntimeCatalogue.runtime(function.description.runtime)?.family == .custom else { continue }
            let found = FindingSink()
            let instance = try instance(of: function, project: project) { built[$0] ?? nil }
            settings.progress(BuildSettings.Progress(phase: "starting \(instance.code.name)", done: 0, total: 0))
            let request = InvokeRequest(name: nil, calls: [])
            let invoking = try await settings(for: request, runtime: instance.runtime, into: found)
            _ = try await Invoker(invoking).run(instance, calls: [], into: found)
            // What a proof on this machine is worth belongs to the report; how the machine differs does not.
            sink.emit(found.findings.filter { $0.severity != .note || $0.rule == "sandbox-missing" })
        }
        try stop(sink)
    }

    /// The function of a name, or the only one.
    private func chosen(_ name: String?, in plan: BuildPlan) throws(StageFailure) -> FunctionPlan {
        let names = plan.functions.map(\.description.name)
        if plan.functions.count == 1 { return plan.functions[0] }
        let known = names.isEmpty ? "" : "; found: " + names.map { "`\($0)`" }.joined(separator: ", ")
        let message = name.map { "`\($0)` is no function\(known)" } ?? "name the function to start\(known)"
        throw StageFailure(.usage, [Finding(rule: "invoke-no-code", severity: .error, message: message)])
    }

    /// A function with its packages.
    private func instance(
        of function: FunctionPlan, project: Project, package: (PackageID) -> BuiltItem?
    ) throws(StageFailure) -> InstanceDescription {
        let description = function.description
        guard let runtime = RuntimeCatalogue.runtime(description.runtime), let code = function.code else {
            throw StageFailure(
                .usage,
                [
                    Finding(
                        rule: "invoke-no-code", severity: .error,
                        message: "`\(description.name)` has no code here that could be started",
                        location: description.location(of: "code"))
                ])
        }
        let layers = function.localLayers.compactMap(package)
        guard let built = package(code), layers.count == function.localLayers.count else {
            let missing = (function.localLayers + [code]).filter { package($0) == nil }
            throw StageFailure(.project, missing.map { notBuilt($0, for: description) })
        }
        let variables = CustomRuntimeEnvironment.variables(
            for: runtime, layers: layers.map(\.contents), code: built.contents
        ).filter { description.environment[$0.key] == nil }
        var disk = 512
        if case .integer(let size) = project.document?.value[path: description.propertiesPath + ["diskSize"]] {
            disk = min(max(size, 1), 65_536)
        }
        return InstanceDescription(
            function: description, runtime: runtime, code: built.package, layers: layers.map(\.package),
            layerVariables: variables,
            region: project.upload.region, diskSize: disk)
    }

    private func notBuilt(_ id: PackageID, for function: FunctionDescription) -> Finding {
        Finding(
            rule: "not-built", severity: .error,
            message: "run `fclayer build \(function.name)`: `\(id).zip` is not there or was changed since it was built",
            location: function.location(of: "code"))
    }

    /// The room's settings; the root file system is made if it is not there yet.
    private func settings(
        for request: InvokeRequest, runtime: Runtime, into sink: FindingSink
    ) async throws(StageFailure) -> InvokeSettings {
        let temporary = settings.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var result = InvokeSettings(
            cache: settings.storeRoot + "/invoke", scratch: temporary, path: settings.environment["PATH"])
        result.isolation = request.wantsSandbox ? .automatic : .none
        result.network =
            switch request.network {
            case .auto: .automatic
            case .host: .host
            case .none: .none
            }
        if let seconds = request.startTimeout { result.startTimeout = .seconds(seconds) }
        result.timeout = request.timeout.map { .seconds($0) }
        result.variables = request.variables
        if request.passesCredentials, let id = settings.environment["ALIBABA_CLOUD_ACCESS_KEY_ID"],
            let secret = settings.environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
        {
            result.credentials = InvokeSettings.Credentials(
                accessKeyID: id, accessKeySecret: secret,
                securityToken: settings.environment["ALIBABA_CLOUD_SECURITY_TOKEN"])
        }
        switch request.system {
        case .host: break
        case .folder(let folder): result.root = .folder(folder, nil)
        case .runtime:
            if let release = runtime.debian, Invoker(result).mayUseSandbox {
                result.root = try await root(of: release, into: sink)
            }
        }
        return result
    }

    /// The root file system of a release; this machine's where it cannot be had.
    private func root(of release: DebianRelease, into sink: FindingSink) async throws(StageFailure) -> InstanceRoot {
        let report = settings.progress
        let resolver = DebianResolver(
            ResolverSettings(
                lockPolicy: .useOrCreate, offline: settings.isOffline, environment: settings.environment,
                storeRoot: settings.storeRoot, projectRoot: root,
                progress: { report(BuildSettings.Progress(phase: $0.phase, done: $0.done, total: $0.total ?? 0)) }))
        do {
            let made = try await resolver.rootFileSystem(for: release)
            return .folder(made.path, made.builtFrom)
        } catch {
            guard !Task.isCancelled else { throw error }
            let words = error.findings.first.map { ": \($0.message)" } ?? ""
            sink.emit(
                Finding(
                    rule: "sandbox-unlike", severity: .note,
                    message:
                        "system files are this machine's, as those of Debian \(release.rawValue) cannot be had\(words)",
                    hint: error.findings.first?.hint))
            return .host
        }
    }

    /// Says so if no run of a build that knows the function still holds.
    private func noteOutdated(_ function: FunctionPlan, into sink: FindingSink) {
        let names = ((try? Files.names(inFolder: output.state)) ?? []).filter { $0.hasPrefix("run-") }
        let isCurrent = names.contains { name in
            guard let state = RunState.load(output.state + "/" + name) else { return false }
            let description = function.description
            guard
                state.question.folder == settings.folder,
                state.question.names.isEmpty || state.question.names.contains(description.name)
                    || state.question.names.contains(description.key)
            else { return false }
            return state.isCurrent(program: settings.programFile) { settings.environment[$0] ?? "" }
        }
        guard !isCurrent else { return }
        sink.emit(
            Finding(
                rule: "build-outdated", severity: .note,
                message:
                    "files may have changed since `\(function.description.name)` was built; this is the last build",
                hint: "run `fclayer build \(function.description.name)`"))
    }
}

/// A finished package as an instance needs it.
struct BuiltItem: Sendable {
    var package: InstanceDescription.BuiltPackage
    var contents: CustomRuntimeEnvironment.LayerContents

    init(_ package: Package, _ digest: Digest) {
        self.package = .init(name: package.id.description, file: package.file, digest: digest)
        contents = package.contents
    }
}

extension PackageCache.Item {
    /// The package as an instance needs it.
    var built: BuiltItem { BuiltItem(package, sums.sha256) }
}

extension PackageShop.Item {
    /// The package as an instance needs it, once it is hashed.
    var built: BuiltItem? { sums.map { BuiltItem(package, $0.sha256) } }
}
