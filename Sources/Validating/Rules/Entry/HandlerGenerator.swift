import BuildModel

/// A generator.
struct HandlerGenerator: FunctionRule {
    static let description = RuleDescription(
        "handler-generator", .error, "a handler or hook is a generator function",
        """
        A function with `yield` in its body gives a generator: nothing of it runs when it is called, and the result of an
        event handler cannot be sent. (Under an FC 2 HTTP trigger an iterable is what is wanted.)

        Wrong: `def handler(event, context): yield row`

        Right: `def handler(event, context): return list(rows(event))`

        In Node.js `function*` is wrong in the same way; `async function` is right.

        Source: measured (validate.md 4.1)
        """)
}
