import ArtifactStore
import BuildModel
import Validating

/// The content store as the front door sees it.
public enum Store {
    /// Where the store is by the environment: `$FCLAYER_CACHE`, else `$XDG_CACHE_HOME/fclayer`, else `~/.cache/fclayer`; `nil`
    /// without any of them.
    public static func location(environment: [String: String]) -> String? {
        StoreLocation.default(environment: environment)
    }

    /// Keeps others from removing what a run uses of the store, while the value lives.
    static func hold(_ settings: BuildSettings) -> StoreHold? { StoreHold(ContentStore(root: settings.storeRoot)) }

    /// Facts of libraries, kept in the store beside the wheels that they came from.
    static func nativeMemory(root: String) -> NativeMemory {
        let store = ContentStore(root: root)
        let bucket = "native-facts-1"
        return NativeMemory(
            recall: { store.note($0.hexadecimal, in: bucket) },
            keep: { try? store.setNote($1, for: $0.hexadecimal, in: bucket) })
    }
}
