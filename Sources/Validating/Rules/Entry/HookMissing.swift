import BuildModel

/// A hook's function is not defined.
struct HookMissing: FunctionRule {
    static let description = RuleDescription(
        "hook-missing", .error, "a configured hook is not defined by its file",
        """
        An initializer or preStop hook that is configured and not there fails when it is called. A failed initializer makes
        every call fail. In Java the class must implement `FunctionInitializer` or `PreStopHandler`. A go1 program that never
        calls `fc.RegisterInitializerFunction` is a warning, because its functions may have other names.
        In Node.js the hook must be exported like the handler.

        Wrong: `initializer: { handler: index.initialize }` for a file without `def initialize(context)`

        Right: the function added, or the hook removed from the configuration

        Source: D/119, D/122 to D/124, D/FAQ 072
        """)
}
