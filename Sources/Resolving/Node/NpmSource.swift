import BuildModel
import Downloads

/// Fetches tarballs of npm from where the lock says that they are, or from where the registry does.
struct NpmSource: Sendable {
    let settings: ResolverSettings
    let configuration: NpmConfiguration
    let troubles: NpmTroubles
    private let downloader: Downloader

    init(settings: ResolverSettings, configuration: NpmConfiguration, troubles: NpmTroubles) {
        self.settings = settings
        self.configuration = configuration
        self.troubles = troubles
        var policy = DownloadPolicy()
        policy.parallel = settings.parallelDownloads
        downloader = Downloader(environment: configuration.network(settings.environment), policy: policy)
    }

    func download(_ item: NpmShelf.Wanted, from address: String, to path: String) async throws(StageFailure) {
        let request = DownloadRequest(
            url: address, destination: path, accepted: item.accepted,
            authorization: configuration.authorization(for: address, package: item.name))
        let results = await downloader.fetch([request]) { progress in
            settings.report("fetching \(item.name) \(item.version)", progress.bytes, of: progress.total)
        }
        guard case .failure(let error)? = results.first else { return }
        throw troubles.failure(item, error)
    }

    /// Asks the registry where the tarball of a version is.
    func address(of item: NpmShelf.Wanted) async throws(StageFailure) -> String {
        let registry = configuration.registry(of: item.name)
        let name = item.name.split(separator: "/").joined(separator: "%2f")
        let page: FetchedPage
        do throws(DownloadError) {
            page = try await downloader.fetchBytes(
                registry + name, accept: "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8",
                authorization: configuration.authorization(for: registry + name, package: item.name))
        } catch { throw troubles.failure(item, error) }
        guard let document = NpmDocument(page.bytes) else {
            throw troubles.failure(
                item, "npm-registry-failed",
                "the registry's answer about `\(item.name)` is not JSON: `\(redactedURL(registry + name))`",
                hint: "look at that address in a browser: a proxy or a login page may answer in its place")
        }
        guard let address = document.tarballs[item.version] else {
            throw troubles.failure(
                item, "npm-package-missing",
                "the registry `\(redactedURL(registry))` has no version \(item.version) of `\(item.name)`")
        }
        return configuration.address(of: address)
    }
}
