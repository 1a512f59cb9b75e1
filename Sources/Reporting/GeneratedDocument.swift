import BuildModel
import FunctionCompute

/// A new fc3 document for projects that have none: Funcraft's `template.yml`, `fclayer.yaml` alone, or layers alone.
struct GeneratedDocument {
    /// The document.
    private(set) var document: ManifestValue
    /// What could not be carried over.
    private(set) var findings: [Finding] = []

    private let project: Project

    /// Describes every function of a project with all that is known of it.
    init(project: Project, plan: BuildPlan, environment: [String: [String: String]]) {
        self.project = project
        let plans = Dictionary(
            plan.functions.map { ($0.description.name, $0) }, uniquingKeysWith: { first, _ in first })
        document = .mapping([
            .init("edition", .string("3.0.0")), .init("name", .string(project.functions.first?.name ?? "fclayer")),
            .init("access", .string("default")),
            .init("vars", .mapping([.init("region", .string(project.upload.region ?? "cn-hangzhou"))])),
        ])
        var resources: [ManifestValue.Pair] = []
        let keys = project.functions.map(\.key)
        for function in project.functions {
            let isUnique = keys.count { $0 == function.key } == 1
            let props = properties(of: function, plan: plans[function.name], added: environment[function.name] ?? [:])
            resources.append(
                .init(
                    isUnique ? function.key : function.name,
                    .mapping([.init("component", .string("fc3")), .init("props", .mapping(props))])))
            findings += NotCarriedOver.findings(function, project: project)
        }
        document["resources"] = .mapping(resources)
        if project.upload.region == nil, !project.functions.isEmpty {
            findings.append(
                Finding(
                    rule: "region-unknown", severity: .warning,
                    message: "no manifest names the region, so `.fclayer/out/s.yaml` says `cn-hangzhou`",
                    location: .init(
                        file: project.document.map { ProjectPaths(root: project.root).relative($0.file) }),
                    hint: "write `upload: { region: … }` in `fclayer.yaml`"))
        }
    }

    private func properties(
        of function: FunctionDescription, plan: FunctionPlan?, added: [String: String]
    ) -> [ManifestValue.Pair] {
        var props: [ManifestValue.Pair] = []
        func add(_ key: String, _ value: ManifestValue?) {
            if let value { props.append(.init(key, value)) }
        }
        add("region", .string("${vars.region}"))
        add("functionName", .string(function.name))
        add("description", original(function, "Description"))
        add("runtime", .string(function.runtime))
        let isCustom = RuntimeCatalogue.runtime(function.runtime)?.family == .custom
        // The API refuses an empty handler even where nothing reads it (D/078).
        let handler = function.handler.isEmpty && isCustom ? "handler" : function.handler
        add("handler", handler.isEmpty ? nil : .string(handler))
        add("code", code(of: function, package: plan?.code))
        add("memorySize", function.memory.map { .integer($0) })
        add("timeout", function.timeout.map { .integer($0) })
        if isCustom { add("instanceConcurrency", original(function, "InstanceConcurrency")) }
        let variables = function.environment.merging(added) { own, _ in own }
        if !variables.isEmpty {
            let pairs = variables.sorted { $0.key < $1.key }
            add("environmentVariables", .mapping(pairs.map { .init($0.key, .string($0.value)) }))
        }
        add("instanceLifecycleConfig", hooks(of: function))
        if isCustom { add("customRuntimeConfig", customRuntime(of: function)) }
        let layers = plan?.layers ?? function.layers
        if !layers.isEmpty {
            let region = project.upload.region ?? "cn-hangzhou"
            add("layers", .sequence(layers.map { .string($0.deployableARN(region: region, dialect: .fc3)) }))
        }
        return props
    }

    /// A property of the user's document that means the same in FC 3.
    private func original(_ function: FunctionDescription, _ key: String) -> ManifestValue? {
        guard project.document?.dialect == .funcraft else { return nil }
        return project.document?.value[path: function.propertiesPath + [key]]
    }

    private func code(of function: FunctionDescription, package: PackageID?) -> ManifestValue? {
        if let package { return .string(package.pathInOutFolder) }
        switch function.code {
        case .folder(let path), .file(let path), .archive(let path):
            return .string(RelativePaths.moved(ProjectPaths(root: project.root).relative(path)))
        case .remote(let text):
            let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
            guard text.hasPrefix("oss://"), parts.count == 3 else { return .string(text) }
            return .mapping([
                .init("ossBucketName", .string(String(parts[1]))), .init("ossObjectName", .string(String(parts[2]))),
            ])
        case .none: return nil
        }
    }

    private func hooks(of function: FunctionDescription) -> ManifestValue? {
        let pairs = function.hooks.compactMap { hook -> ManifestValue.Pair? in
            // FC 3 has no preFreeze (fc-facts 4.3).
            guard hook.kind != .preFreeze, let handler = hook.handler else { return nil }
            var members = [ManifestValue.Pair("handler", .string(handler))]
            if let timeout = hook.timeout { members.append(.init("timeout", .integer(timeout))) }
            return .init(hook.kind.rawValue, .mapping(members))
        }
        return pairs.isEmpty ? nil : .mapping(pairs)
    }

    private func customRuntime(of function: FunctionDescription) -> ManifestValue? {
        var pairs: [ManifestValue.Pair] = []
        if !function.command.isEmpty {
            pairs.append(.init("command", .sequence(function.command.map { .string($0) })))
        }
        if let port = function.port { pairs.append(.init("port", .integer(port))) }
        return pairs.isEmpty ? nil : .mapping(pairs)
    }
}
