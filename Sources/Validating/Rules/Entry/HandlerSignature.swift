import BuildModel

/// The handler does not take the arguments that it gets.
struct HandlerSignature: FunctionRule {
    static let description = RuleDescription(
        "handler-signature", .error, "the handler does not take the arguments that it is called with",
        """
        A Python handler is called with two arguments, `handler(event, context)`; under an FC 2 HTTP trigger
        `handler(environ, start_response)`. Another number fails every call with a `TypeError`. PHP calls
        `handler($event, $context)` with the event as a string; fewer parameters are no error there. In C# the
        method takes its input, and `IFcContext` behind it if it wants it.

        Wrong: `def handler(event):`

        Right: `def handler(event, context):`

        Source: D/144, D/147, D/148
        """)
}
