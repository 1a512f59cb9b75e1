import BuildModel

extension Explanations {
    /// What using the store and a shared cache says.
    static let caches: [RuleDescription] = [
        RuleDescription(
            "cache-setting", .error, "a variable about the shared cache is wrong",
            """
            `FCLAYER_REMOTE_CACHE` is the address of a cache that machines share, or `off`; `FCLAYER_REMOTE_CACHE_MODE` is `read` or
            `read-write`; `FCLAYER_REMOTE_CACHE_TOKEN` proves who asks. A cache that is away or broken is never an error: a build goes on
            without it.

            Wrong: `FCLAYER_REMOTE_CACHE=cache.example.com`

            Right: `FCLAYER_REMOTE_CACHE=https://cache.example.com/fclayer`
            """),
        RuleDescription(
            "cache-archive", .error, "an archive of the store cannot be written or taken in",
            """
            `fclayer cache import` takes what `fclayer cache export` wrote: a plain tar archive with files named by their digests, and
            nothing else. Links, other names, files that are not what their names say and archives that unpack to more than they
            have are refused. What was taken in before is whole and stays.

            Wrong: `fclayer cache import project.zip`

            Right: `fclayer cache import store.tar`
            """),
    ]
}
