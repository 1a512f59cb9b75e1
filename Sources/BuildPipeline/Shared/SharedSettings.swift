import BuildModel
import Downloads

/// Which shared cache a run uses, if any: what the manifest says, and the environment above it.
enum SharedSettings {
    /// Address, mode and credentials. `FCLAYER_REMOTE_CACHE` is an address, or `off`; `FCLAYER_REMOTE_CACHE_MODE` is `read` or
    /// `read-write`; `FCLAYER_REMOTE_CACHE_TOKEN` is sent as a bearer token.
    static func cache(
        _ choice: SharedCacheChoice?, root: String, environment: [String: String]
    ) throws(StageFailure) -> SharedCache? {
        let stated = value("FCLAYER_REMOTE_CACHE", environment)
        guard let url = stated ?? choice?.url, url != "off" else { return nil }
        guard url.hasPrefix("http://") || url.hasPrefix("https://"), !redactedURL(url).hasSuffix("://") else {
            throw failure(
                "`FCLAYER_REMOTE_CACHE` must be an http or https address, or `off`",
                "for example `https://cache.example.com/fclayer`")
        }
        var mode = choice?.mode ?? .read
        if let text = value("FCLAYER_REMOTE_CACHE_MODE", environment) {
            guard let known = SharedCacheChoice.Mode(rawValue: text) else {
                throw failure("`FCLAYER_REMOTE_CACHE_MODE` is `\(text)`, not one of `read`, `read-write`", nil)
            }
            mode = known
        }
        let token = value("FCLAYER_REMOTE_CACHE_TOKEN", environment)
        guard token?.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) ?? true else {
            throw failure(
                "`FCLAYER_REMOTE_CACHE_TOKEN` has characters that no token has", "look for spaces and line ends")
        }
        return SharedCache(
            remote: RemoteCache(url: url, authorization: token.map { "Bearer \($0)" }, environment: environment),
            mode: mode, root: root)
    }

    private static func value(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func failure(_ message: String, _ hint: String?) -> StageFailure {
        StageFailure(.usage, [Finding(rule: "cache-setting", severity: .error, message: message, hint: hint)])
    }
}
