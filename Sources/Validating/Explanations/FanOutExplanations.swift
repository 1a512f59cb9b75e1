import BuildModel

extension Explanations {
    /// What spreading a project over machines says.
    static let fanOut: [RuleDescription] = [
        RuleDescription(
            "revision-unknown", .error, "the revision to compare with is not there",
            """
            `fclayer list --changed-since` takes what git calls a commit: a branch, a tag, `HEAD~1`, a digest. CI services fetch only the last
            commit unless they are told otherwise, so that the one before is missing: set `fetch-depth: 0` of actions/checkout, or the depth
            of clones in the service's settings. Zeros only, which services give where nothing came before, mean that everything is new.

            Wrong: `fclayer list --changed-since orign/main`

            Right: `fclayer list --changed-since origin/main`
            """),
        RuleDescription(
            "git-failed", .error, "git could not compare the project with a revision",
            """
            git is not installed, or a part of the repository that the comparison needs is missing or damaged. Clones that leave out
            contents (`--filter=blob:none`) have no files of older revisions, and nothing is fetched for a comparison.

            Wrong: `git clone --filter=blob:none`

            Right: `git clone`
            """),
        RuleDescription(
            "costs-unreadable", .error, "the recorded costs of packages cannot be read",
            """
            `fclayer-costs.json` beside the manifest has the milliseconds that each package took, by which `--shard` spreads packages over
            machines. `fclayer build --record-costs` writes it. Without the file all packages count alike.

            Wrong: `{"ingest": "3s"}`

            Right: `{"costs": {"functions/ingest": 3000}, "schemaVersion": 1}`
            """),
    ]
}
