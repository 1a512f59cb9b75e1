import ArtifactStore
import BuildModel
import Downloads
import Processes

/// What a resolver reaches the world through.
struct ResolverDoors: Sendable {
    let settings: ResolverSettings
    let store: ContentStore
    let runner: ToolRunner
    let finder: ToolFinder
    let downloader: Downloader
    /// For pages of indexes that only make an answer better: it does not wait long.
    let pages: Downloader
    let compilers: CompilerSource
    /// Notes for the user; the resolver hands them to its caller's sink.
    let notes = FindingSink()

    /// The real ones.
    init(_ settings: ResolverSettings) {
        var settings = settings
        settings.environment = PipConfiguration.filled(settings.environment)
        self.settings = settings
        compilers = CompilerSource(settings)
        store = ContentStore(root: settings.storeRoot)
        runner = ToolRunner()
        finder = ToolFinder(path: settings.environment["PATH"])
        var policy = DownloadPolicy()
        policy.parallel = settings.parallelDownloads
        downloader = Downloader(environment: settings.environment, policy: policy)
        policy.attempts = 1
        policy.stallTimeout = 10
        pages = Downloader(environment: settings.environment, policy: policy)
    }
}
