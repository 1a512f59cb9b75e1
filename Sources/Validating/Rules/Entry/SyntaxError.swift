import BuildModel

/// A file that no version of its language compiles.
struct SyntaxError: FunctionRule {
    static let description = RuleDescription(
        "syntax-error", .error, "a file that the handler imports does not compile",
        """
        Loading the handler fails with a `SyntaxError` (`UserCodeSyntaxError`). Only what is certainly wrong is reported:
        brackets, strings and comments that never end, blocks without a body, code for Python 2, JSON that is none, in PHP
        text before a `namespace`.

        Wrong: `print "done"` on `python3.10`; `exports.handler = (event, context => {` on `nodejs20`

        Right: `print("done")`; `exports.handler = (event, context) => {`

        Source: the references of the languages
        """)
}
