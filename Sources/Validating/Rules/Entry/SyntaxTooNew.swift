import BuildModel

/// A file that is written for a newer language than the runtime's.
struct SyntaxTooNew: FunctionRule {
    static let description = RuleDescription(
        "syntax-too-new", .error, "a file that the handler imports is written for a newer language version",
        """
        A runtime's Python does not know what came later: `match` needs 3.10, `:=` 3.8, `except*` 3.11. The import of the
        handler fails with a `SyntaxError`. PHP 7.2 has no `fn`, no `match`, no types of properties.

        Wrong: `match event["type"]:` on `python3.9`

        Right: `if`/`elif`, or `runtime: python3.10`

        Source: the language references of Python and PHP
        """)
}
