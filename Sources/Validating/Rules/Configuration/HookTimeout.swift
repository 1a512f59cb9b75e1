import BuildModel
import FunctionCompute

/// A hook that may run longer than the platform lets it.
struct HookTimeout: ConfigurationRule {
    static let description = RuleDescription(
        "hook-timeout", .warning, "the time limit of a hook is out of range",
        """
        An initializer may take 300 seconds, a preStop hook 90 seconds (by the quota page; other tools let more pass, so
        this is a warning). The least is one second.

        Wrong: `initializer: { handler: index.init, timeout: 600 }`

        Right: `initializer: { handler: index.init, timeout: 300 }`

        Source: D/quota
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        function.description.hooks.compactMap { hook in
            guard let timeout = hook.timeout else { return nil }
            let most = hook.kind == .initializer ? function.limits.initializerTimeout : function.limits.preStopTimeout
            guard timeout < 1 || timeout > most else { return nil }
            return Self.description.finding(
                "timeout of \(hook.kind.rawValue) is \(timeout) s: it must be 1 to \(most) s",
                at: function.location(of: hook.kind.rawValue))
        }
    }
}
