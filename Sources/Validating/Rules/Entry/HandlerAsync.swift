import BuildModel

/// `async def`, `async void`.
struct HandlerAsync: FunctionRule {
    static let description = RuleDescription(
        "handler-async", .error, "a handler or hook is asynchronous, and nobody waits for it",
        """
        The Python runtimes call the function and take its result. Calling an `async def` gives a coroutine that nobody
        awaits: the body never runs, and the result cannot be sent. In C# `async void` is a warning: it runs, but nobody can
        wait for its end.

        Wrong: `async def handler(event, context):`

        Right: `def handler(event, context): return asyncio.run(main(event, context))`

        Source: measured (validate.md 4.1); D/148 shows no async form
        """)
}
