import ArtifactStore

/// The content store as the front door sees it.
public enum Store {
    /// Where the store is by the environment: `$FCLAYER_CACHE`, else `$XDG_CACHE_HOME/fclayer`, else `~/.cache/fclayer`; `nil`
    /// without any of them.
    public static func location(environment: [String: String]) -> String? {
        StoreLocation.default(environment: environment)
    }
}
