/// Where the store is unless the user says otherwise.
public enum StoreLocation {
    /// `$FCLAYER_CACHE`, else `$XDG_CACHE_HOME/fclayer`, else `$HOME/.cache/fclayer`; `nil` if none of them is set. As the
    /// XDG specification says, an `XDG_CACHE_HOME` that is not absolute does not count.
    public static func `default`(environment: [String: String]) -> String? {
        if let own = environment["FCLAYER_CACHE"], !own.isEmpty { return own }
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return joined(cache, "fclayer") }
        if let home = environment["HOME"], !home.isEmpty { return joined(home, ".cache/fclayer") }
        return nil
    }

    private static func joined(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
