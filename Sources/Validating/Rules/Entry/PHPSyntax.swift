import BuildModel

/// A file that PHP does not compile.
struct PHPSyntax: FunctionRule {
    static let description = RuleDescription(
        "php-syntax", .error, "a PHP file that the handler needs does not compile",
        """
        PHP ends with a `ParseError` or a fatal error when it loads the file. Only what is certainly wrong is reported:
        brackets, strings and comments that never end, and text before a `namespace`, which must be the first statement.

        Wrong: `function handler($event, $context) { return $event;`

        Right: the same with its closing `}`

        Source: the PHP manual
        """)
}
