import BuildModel

/// Text before the first tag of a PHP file.
struct PHPLeadingOutput: FunctionRule {
    static let description = RuleDescription(
        "php-leading-output", .warning, "a PHP file sends text before its code begins",
        """
        What stands before `<?php` is output: it is sent when the file is loaded, before any header. A byte order mark, a
        blank line or a `#!` line is only noted.

        Wrong: `#include` or prose above `<?php`

        Right: `<?php` as the first five bytes of the file

        Source: the PHP manual; validate.md 4.4
        """)
}
