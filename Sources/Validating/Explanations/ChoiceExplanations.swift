import BuildModel

extension Explanations {
    /// What is said of the user's own choices about findings.
    static let choices: [RuleDescription] = [
        RuleDescription(
            "unknown-rule", .error, "a rule is named that there is none of",
            """
            `validate:` of `fclayer.yaml` gives severities to rules and ignores findings of rules. A name that no rule has
            would do nothing, so it is refused; `fclayer explain` lists all rules.

            Wrong: `severity: { glibc-to-new: warning }`

            Right: `severity: { glibc-too-new: warning }`
            """),
        RuleDescription(
            "unused-ignore", .note, "something is ignored that was not found",
            """
            An entry of `ignore:` that matches no finding hides the next one that is really wrong, and a comment with a
            misspelt rule does nothing. An entry may also name a rule whose errors leave nothing to go on with: what is wrong
            in a manifest, in resolving or in packing cannot be ignored.

            Right: take the entry or the comment out, or correct its rule, `path` or `function`
            """),
        RuleDescription(
            "baseline-stale", .note, "a finding of the baseline is gone",
            """
            A baseline holds findings that were there when it was written. One that is gone was mended, or its words have
            changed with a new version of fclayer.

            Right: `fclayer validate --write-baseline FILE` writes the file anew, without what is gone
            """),
        RuleDescription(
            "baseline-unreadable", .error, "the baseline cannot be read",
            """
            The file that `--baseline` names is not there, is no baseline of fclayer, or was written by a newer one.

            Right: `fclayer validate --write-baseline FILE`, then commit the file
            """),
    ]
}
