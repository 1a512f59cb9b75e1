import BuildModel

/// A hook does not take the argument that it gets.
struct HookSignature: FunctionRule {
    static let description = RuleDescription(
        "hook-signature", .error, "a hook does not take the argument that it is called with",
        """
        Hooks are called with one argument, the context: they have no event.

        Wrong: `def initialize(event, context):`

        Right: `def initialize(context):`

        Source: D/124, D/040
        """)
}
