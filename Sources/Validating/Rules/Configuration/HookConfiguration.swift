import BuildModel
import FunctionCompute

/// A hook with a handler and a command.
struct HookHandlerAndCommand: ConfigurationRule {
    static let description = RuleDescription(
        "hook-handler-and-command", .error, "a hook has both a handler and a command",
        """
        A lifecycle hook is either a function of the code (`handler`) or a program (`command`); the platform refuses both
        together: `command and handler can not be set at the same time in lifecycle`.

        Wrong: `initializer: { handler: index.init, command: [sh, init.sh] }`

        Right: `initializer: { handler: index.init }`

        Source: SDK3 (LifecycleHook), fc3
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        function.description.hooks.filter { $0.hasCommand && $0.handler?.isEmpty == false }.map { hook in
            Self.description.finding(
                "\(hook.kind.rawValue) has a `handler` and a `command`: one of them must go",
                at: function.location(of: hook.kind.rawValue))
        }
    }
}

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

/// A hook that FC 3 does not have.
struct PreFreezeOnFC3: ConfigurationRule {
    static let description = RuleDescription(
        "prefreeze-on-fc3", .error, "FC 3 has no preFreeze hook",
        """
        FC 2 calls `preFreeze` before an instance is frozen; FC 3 refuses it: `preFreeze lifecycle is not supported in
        fc3.0`.

        Wrong: `instanceLifecycleConfig: { preFreeze: { handler: index.freeze } }` in an fc3 manifest

        Right: work that must not be lost at the end of each call, or in `preStop`

        Source: fc3 (2to3)
        """)

    func check(_ function: ConfiguredFunction) -> [Finding] {
        guard function.plan.isFC3 == true, function.description.hooks.contains(where: { $0.kind == .preFreeze }) else {
            return []
        }
        return [
            Self.description.finding(
                "FC 3 does not support preFreeze", at: function.location(of: "preFreeze"),
                hint: "remove it; do its work at the end of each call or in `preStop`")
        ]
    }
}
