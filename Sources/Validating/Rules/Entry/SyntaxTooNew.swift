import BuildModel

/// A file that is written for a newer version of its language than the runtime's.
struct SyntaxTooNew: FunctionRule {
    static let description = RuleDescription(
        "syntax-too-new", .error, "a file that the handler imports is written for a newer language version",
        """
        A runtime does not know what its language learnt later: `match` needs Python 3.10, `:=` 3.8, `except*` 3.11; `?.`
        and `??` need Node.js 14, `||=` 15, `#private` 12. Loading the handler fails with a `SyntaxError`. PHP 7.2 has no
        `fn`, no `match`, no types of properties.

        Wrong: `match event["type"]:` on `python3.9`; `event?.body` on `nodejs12`

        Right: `if`/`elif`, or `runtime: python3.10`; `event && event.body`, or `runtime: nodejs20`

        Source: the language references of Python and PHP; the releases of Node.js
        """)
}
