import BuildModel

/// The handler's file is not there.
struct EntryFileMissing: FunctionRule {
    static let description = RuleDescription(
        "entry-file-missing", .error, "the file that a handler names is not in the package",
        """
        The part of a handler before its last dot is a file of the code: `index.handler` is `handler` in `index.py` at the
        root of the zip (`index.js`, and from `nodejs18` on `index.mjs`, for Node.js). Where it is missing every call answers
        `Unable to import module 'index'` or `Module '/code/index.js' is missing.` PHP wants `index.php`, and go1 the program
        that the handler names: `main` or `bin/main`.

        Wrong: `handler: index.handler` for code with `app.py` only

        Right: `handler: app.handler`, or the file renamed

        Source: D/055, D/145, D/147, D/148
        """)
}
