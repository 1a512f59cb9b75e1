import BuildModel

/// Something that is no function.
struct HandlerNotCallable: FunctionRule {
    static let description = RuleDescription(
        "handler-not-callable", .error, "the handler's name is bound to something that cannot be called",
        """
        The runtime takes whatever the name stands for and calls it. In Java and C# it makes an object first: the class must
        be public, not abstract, with a public constructor without parameters.

        Wrong: `handler = "index.main"`, `handler: Callable` without a value, `handler = Service()` without `__call__`;
        `exports.handler = class { }`, `exports.handler = {}`

        Right: `handler = main`, `exports.handler = main`, where `main` is a function

        Source: D/144, D/146, D/148
        """)
}
