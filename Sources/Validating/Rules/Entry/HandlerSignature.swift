import BuildModel

/// The handler does not take the arguments that it gets.
struct HandlerSignature: FunctionRule {
    static let description = RuleDescription(
        "handler-signature", .error, "the handler does not take the arguments that it is called with",
        """
        A Python handler is called with two arguments, `handler(event, context)`; under an FC 2 HTTP trigger
        `handler(environ, start_response)`. Another number fails every call with a `TypeError`.

        Wrong: `def handler(event):`

        Right: `def handler(event, context):`

        Source: D/148
        """)
}
