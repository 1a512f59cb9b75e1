import BuildModel

extension Explanations {
    /// What bundling says.
    static let bundles: [RuleDescription] = [
        RuleDescription(
            "bundle-failed", .error, "esbuild could not make one file of a handler and what it imports",
            """
            The message and the place are esbuild's. Packages that cannot be bundled, such as those with native addons, go into a layer of
            the function: what its layers have stays out of the bundle.

            Wrong: `require('left-pad')` where neither `package.json` nor a layer has it

            Right: `npm install left-pad` in the code folder
            """),
        RuleDescription(
            "bundle-warning", .warning, "esbuild has doubts about what it bundled",
            """
            The message and the place are esbuild's, for example a comparison that is never true. The bundle was made.
            """),
        RuleDescription(
            "bundle-entry-missing", .error, "the file that a bundle would begin with is not there",
            """
            `bundle: esbuild` begins with the files that handler and hooks name, `.ts` as well as `.js`; for custom runtimes with the script
            in `command`.

            Wrong: `handler: app.handler` where the code is in `src/app.ts`

            Right: `handler: src/app.handler`
            """),
    ]
}
