import BuildModel

/// The zip holds a folder that holds everything.
struct WrappingFolder: FunctionRule {
    static let description = RuleDescription(
        "wrapping-folder", .error, "everything in the package lies in one folder too many",
        """
        The zip is unpacked into `/code` as it is. Zipping the folder instead of its contents puts the handler's file one
        level too deep.

        Wrong: `zip -r code.zip myproject`

        Right: `cd myproject && zip -r ../code.zip .`

        Source: D/073, D/075
        """)
}
