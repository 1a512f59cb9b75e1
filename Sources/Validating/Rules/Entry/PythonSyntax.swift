import BuildModel

/// A file that no Python 3 compiles.
struct PythonSyntax: FunctionRule {
    static let description = RuleDescription(
        "python-syntax", .error, "a file that the handler imports does not compile",
        """
        The import of the handler fails with a `SyntaxError` (`UserCodeSyntaxError`). Only what is certainly wrong is
        reported: brackets and strings that never end, blocks without a body, code for Python 2.

        Wrong: `print "done"` on `python3.10`

        Right: `print("done")`

        Source: the Python language reference
        """)
}
