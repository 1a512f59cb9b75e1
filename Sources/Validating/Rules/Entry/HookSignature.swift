import BuildModel

/// A hook does not take the argument that it gets.
struct HookSignature: FunctionRule {
    static let description = RuleDescription(
        "hook-signature", .error, "a hook does not take the argument that it is called with",
        """
        Hooks are called with one argument, the context, and in Node.js with a callback behind it: they have no event. A
        hook in C# takes `IFcContext` or nothing.

        Wrong: `def initialize(event, context):`, `exports.initialize = (event, context, callback) => callback()`

        Right: `def initialize(context):`, `exports.initialize = (context, callback) => callback()`

        Source: D/124, D/121, D/120, D/040
        """)
}
