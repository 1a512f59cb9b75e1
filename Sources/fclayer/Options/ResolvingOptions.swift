import ArgumentParser
import BuildPipeline

/// How dependencies may be resolved.
struct ResolvingOptions: ParsableArguments {
    @Flag(help: "Fail where a lock is missing or does not fit its requirements; for CI.")
    var locked = false

    @Flag(help: "Use only what is in the lock and in the store.")
    var offline = false

    /// Puts the options into settings.
    func apply(to settings: inout BuildSettings) {
        settings.isOffline = offline
        if locked { settings.lockPolicy = .locked }
    }
}
