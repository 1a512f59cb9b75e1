import BuildModel

/// A handler that never tells that it is done.
struct CallbackNeverCalled: FunctionRule {
    static let description = RuleDescription(
        "callback-never-called", .error, "a Node.js handler never uses its callback, and its runtime waits for it",
        """
        Up to `nodejs16` a call is over when the handler calls its third parameter; hooks have it as their second. One that
        never does runs until its timeout. A handler that is `async` or returns something is warned of only; from `nodejs18`
        on the platform waits for promises as well.

        Wrong: `exports.handler = (event, context) => { console.log("done") }` on `nodejs14`

        Right: `exports.handler = (event, context, callback) => { callback(null, "done") }`

        Source: D/143, D/120, D/FAQ 080
        """)
}
