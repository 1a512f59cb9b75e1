import BuildModel

/// A hook's function is not defined.
struct HookMissing: FunctionRule {
    static let description = RuleDescription(
        "hook-missing", .error, "a configured hook is not defined by its file",
        """
        An initializer or preStop hook that is configured and not there fails when it is called. A failed initializer makes
        every call fail.

        Wrong: `initializer: { handler: index.initialize }` for a file without `def initialize(context)`

        Right: the function added, or the hook removed from the configuration

        Source: D/124, D/FAQ 072
        """)
}
