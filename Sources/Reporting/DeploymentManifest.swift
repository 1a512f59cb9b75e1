public import BuildModel
public import FunctionCompute

/// The `s.yaml` of `.fclayer/out/`: deploys the built packages with `s deploy`. Deterministic, and pure: nothing is read or
/// written here.
public struct DeploymentManifest: Hashable, Sendable {
    /// The text of the file.
    public let yaml: String
    /// What the user should know of it: variables that hide a layer, what could not be carried over.
    public let findings: [Finding]
    /// The environment variables that were added, by function name; functions without any are left out.
    public let environment: [String: [String: String]]

    /// Makes the manifest: the user's own document for Serverless Devs, with code, layers and the variables that layers need
    /// changed, or a new fc3 document for Funcraft and `fclayer.yaml`.
    ///
    /// `contents` says what the packages hold; those that are missing there get no variables. Throws only what the YAML
    /// library throws.
    public init(
        project: Project, plan: BuildPlan, contents: [PackageID: CustomRuntimeEnvironment.LayerContents] = [:]
    ) throws {
        var environment: [String: [String: String]] = [:]
        var findings: [Finding] = []
        for function in plan.functions {
            let name = function.description.name
            let needs = LayerEnvironment(function: function, contents: contents)
            if !needs.added.isEmpty { environment[name] = needs.added }
            if let size = needs.sizeOverLimit(of: function.description, limit: plan.limits.environment) {
                findings.append(Self.tooLarge(size, plan.limits.environment, needs.added, function.description))
            }
            findings += needs.lacking.map { Self.lacking($0.name, $0.folder, function.description) }
        }
        findings += Self.withoutFunction(project, plan, contents)
        let value: ManifestValue
        switch project.document?.dialect {
        case .fc3, .fc:
            let edit = DocumentEdit(project: project, plan: plan, environment: environment)
            value = edit.document
            findings += edit.findings
        case .funcraft, .fclayer, nil:
            let generated = GeneratedDocument(project: project, plan: plan, environment: environment)
            value = generated.document
            findings += generated.findings
        }
        let text = try YAMLDocument.text(value)
        yaml = Self.header(project: project, plan: plan, yaml: text) + text
        self.findings = findings
        self.environment = environment
    }

    /// Layers are not deployed by `s deploy`: what to type before it.
    private static func header(project: Project, plan: BuildPlan, yaml: String) -> String {
        let source = project.document.map { ProjectPaths(root: project.root).relative($0.file) } ?? "the layers"
        var text =
            "# Written by fclayer from \(DisplayText.safe(source)); change that and build again, not this file.\n"
        if let dialect = project.document?.dialect, dialect == .fc3 || dialect == .fc, yaml.contains("${env") {
            text += "# A `.env` beside that file is not read here: export its variables before `s deploy`.\n"
        }
        let layers = plan.packages.filter { $0.id.kind == .layer }
        if !layers.isEmpty {
            text += """
                #
                # Publish the layers first, in this folder; what has not changed is skipped. Each command answers with the
                # version that `layers:` below must name.

                """
            let several = plan.functions.count > 1
            for layer in layers {
                let user = plan.functions.first { function in
                    function.layers.contains { if case .local(layer.id.name, _) = $0 { true } else { false } }
                }
                let resource = several ? (user ?? plan.functions.first).map { $0.description.key + " " } ?? "" : ""
                let command =
                    "s \(resource)layer publish --layer-name \(layer.id.name) --code ./\(layer.id).zip "
                    + "--compatible-runtime \(layer.runtimes.joined(separator: ","))"
                text += "#   \(DisplayText.safe(command))\n"
            }
        }
        return text
    }

    private static func tooLarge(
        _ size: Int, _ limit: Int, _ added: [String: String], _ function: FunctionDescription
    ) -> Finding {
        let names = added.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
        return Finding(
            rule: "environment-size", severity: .error,
            message:
                "environment variables of `\(function.name)` take \(size) bytes with what its layers need (\(names)), "
                + "the limit is \(limit)",
            location: function.location(of: "environmentVariables"),
            hint: "put large values into a file of the code or a layer")
    }

    /// Notes of layers whose programs need variables, and which no function of the project has that could get them.
    private static func withoutFunction(
        _ project: Project, _ plan: BuildPlan, _ contents: [PackageID: CustomRuntimeEnvironment.LayerContents]
    ) -> [Finding] {
        let written = project.functions.map { FunctionPlan(description: $0, code: nil, layers: $0.layers) }
        let used = Set((plan.functions + written).flatMap(\.localLayers))
        return plan.packages.filter { $0.id.kind == .layer && !used.contains($0.id) }.compactMap { layer in
            guard let programs = contents[layer.id]?.programs, !programs.isEmpty else { return nil }
            let list = programs.sorted { $0.key < $1.key }.map { "`\($0.key)=\($0.value)`" }.joined(separator: ", ")
            return Finding(
                rule: "debian-variables", severity: .note,
                message:
                    "programs of the layer `\(layer.id.name)` look in `/usr` and `/etc`, and are in `/opt`: they need "
                    + list,
                location: layer.location,
                hint:
                    "no function of this project has the layer; set the variables in `environmentVariables` of those that do"
            )
        }
    }

    private static func lacking(_ name: String, _ folder: String, _ function: FunctionDescription) -> Finding {
        Finding(
            rule: "layer-not-on-path", severity: .warning,
            message: "`\(name)` of `\(function.name)` does not name `\(folder)`, where a layer holds what it brings; "
                + "`\(function.runtime)` finds only what the variable names",
            location: function.location(of: "environmentVariables"),
            hint: "add `\(folder)` to `\(name)`, or remove the variable: fclayer then writes the complete value")
    }
}

extension LayerReference {
    /// The ARN for the deployable manifest: as the user wrote it, or version 1 of the user's own account.
    func deployableARN(region: String, dialect: ManifestDocument.Dialect?) -> String {
        switch self {
        case .external(let arn), .local(_, .some(let arn)): return arn
        case .local(let name, nil):
            let account = dialect == .fc ? "${config(AccountID)}" : "${config('AccountID')}"
            return "acs:fc:\(region):\(account):layers/\(name)/versions/1"
        }
    }
}

extension PackageID {
    /// The zip as a manifest in `.fclayer/out/` names it.
    var pathInOutFolder: String { "./\(self).zip" }
}
