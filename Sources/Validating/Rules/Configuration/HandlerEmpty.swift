import BuildModel
import FunctionCompute

/// A function of a built-in runtime without a handler, or a hook without one.
struct HandlerEmpty: ConfigurationRule {
    static let description = RuleDescription(
        "handler-empty", .error, "a handler is missing",
        """
        Function Compute refuses a function without a handler (`Handler is required but not provided`) and a hook with
        neither handler nor command. On custom runtimes the handler is not used, and Serverless Devs fills it in.

        Wrong: `runtime: python3.10` without `handler`

        Right: `runtime: python3.10` with `handler: index.handler`

        Source: D/078, fc3, D/040
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard let runtime = function.runtime else { return [] }
        var findings: [Finding] = []
        let description = function.description
        let isBuiltIn = runtime.family != .custom && runtime.family != .container
        if isBuiltIn, description.handler.isEmpty {
            findings.append(
                Self.description.finding(
                    "the function has no handler, and `\(runtime.id)` needs one", at: function.location(of: "handler"),
                    hint: "write for example `handler: \(example(runtime.family))`"))
        }
        for hook in description.hooks where hook.handler?.isEmpty ?? true && !hook.hasCommand {
            let name = hook.kind.rawValue
            findings.append(
                Self.description.finding("\(name) has neither handler nor command", at: function.location(of: name)))
        }
        return findings
    }

    private func example(_ family: Runtime.Family) -> String {
        switch family {
        case .java: "example.App::handleRequest"
        case .dotnet: "App::Example.App::Handle"
        case .go: "main"
        default: "index.handler"
        }
    }
}
