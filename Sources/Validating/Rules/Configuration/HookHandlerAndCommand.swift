import BuildModel

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
