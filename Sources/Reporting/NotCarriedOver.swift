import BuildModel

/// What a generated fc3 document cannot say of a function that was described for Funcraft or FC 2.
enum NotCarriedOver {
    private static let known: Set<String> = [
        "Handler", "Runtime", "CodeUri", "Initializer", "InitializationTimeout", "MemorySize", "Timeout",
        "EnvironmentVariables", "Layers", "InstanceLifecycleConfig", "CAPort", "Description", "InstanceConcurrency",
    ]

    /// A warning for each sort of thing that is lost.
    static func findings(_ function: FunctionDescription, project: Project) -> [Finding] {
        var findings: [Finding] = []
        if function.hooks.contains(where: { $0.kind == .preFreeze }) {
            findings.append(
                Finding(
                    rule: "pre-freeze-dropped", severity: .warning,
                    message: "`preFreeze` of `\(function.name)` is not in `.fclayer/out/s.yaml`: FC 3 has no such hook",
                    location: function.location(of: "preFreeze")))
        }
        if function.trigger == .http {
            findings.append(
                Finding(
                    rule: "http-handler-changes", severity: .warning,
                    message:
                        "`\(function.name)` is an FC 2 HTTP function; in FC 3, which `.fclayer/out/s.yaml` deploys to, "
                        + "its handler receives `(event, context)`",
                    location: function.location(of: "")))
        }
        for hook in function.hooks where hook.hasCommand {
            findings.append(
                Finding(
                    rule: "property-not-carried-over", severity: .warning,
                    message:
                        "`command` of `\(hook.kind.rawValue)` of `\(function.name)` is not in `.fclayer/out/s.yaml`",
                    location: function.location(of: hook.kind.rawValue)))
        }
        let lost = lostKeys(function, project: project)
        if !lost.isEmpty {
            findings.append(
                Finding(
                    rule: "property-not-carried-over", severity: .warning,
                    message: "\(lost.map { "`\($0)`" }.joined(separator: ", ")) of `\(function.name)` "
                        + "\(lost.count == 1 ? "is" : "are") not in `.fclayer/out/s.yaml`",
                    location: function.location(of: ""),
                    hint: "add what you need there, or describe the function in an `s.yaml`"))
        }
        return findings
    }

    private static func lostKeys(_ function: FunctionDescription, project: Project) -> [String] {
        guard let document = project.document, document.dialect == .funcraft else { return [] }
        var lost = keys(document.value[path: function.propertiesPath]).filter { !known.contains($0) }
        let resource = Array(function.propertiesPath.dropLast())
        lost += keys(document.value[path: resource + ["Events"]]).map { "Events.\($0)" }
        let service = Array(resource.dropLast()) + ["Properties"]
        lost += keys(document.value[path: service]).filter { $0 != "Description" }.map { "service \($0)" }
        return lost
    }

    private static func keys(_ value: ManifestValue?) -> [String] {
        guard case .mapping(let pairs) = value else { return [] }
        return pairs.map(\.key)
    }
}
