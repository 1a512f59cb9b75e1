import ArtifactStore
public import BuildModel
import Downloads
import FileTrees
public import FunctionCompute

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Packages of a Debian release by their names: chosen from the release's signed index, fetched, verified, in the store.
///
/// Variables: `FCLAYER_DEBIAN_MIRROR` (default `https://deb.debian.org/debian`), `FCLAYER_DEBIAN_KEYRING` (default
/// `/usr/share/keyrings/debian-archive-keyring.gpg`).
public struct DebianResolver: Sendable {
    let doors: ResolverDoors
    let time: @Sendable () -> Int64

    /// A resolver with the real store, tools and network.
    public init(_ settings: ResolverSettings) { self.init(settings, time: Self.clock) }

    /// A resolver for which it is another time (seconds since 1970).
    init(_ settings: ResolverSettings, time: @escaping @Sendable () -> Int64) {
        doors = ResolverDoors(settings)
        self.time = time
    }

    /// A resolver with doors that others use, too.
    init(_ doors: ResolverDoors) {
        self.doors = doors
        time = Self.clock
    }

    private static let clock: @Sendable () -> Int64 = {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec)
    }

    /// The newest versions of packages, with all that they depend on if `closure` says so, without those that are `present`
    /// and what only they stand for. Throws one failure with everything that is wrong; rules `debian-…`, `offline-missing`.
    public func archives(
        _ names: [String], release: DebianRelease, closure: Bool, present: Set<String> = []
    ) async throws(StageFailure) -> [DebianArchive] {
        let packages = try await choose(names, release: release, closure: closure, present: present)
        try await fetch(packages.map(DebianDownload.init))
        var archives: [DebianArchive] = []
        for package in packages {
            guard let file = doors.store.path(of: package.digest) else {
                throw StageFailure(.environment, "store-failed", "`\(package.name)` has vanished from the store")
            }
            archives.append(
                DebianArchive(
                    name: package.name, version: package.version.description, architecture: package.architecture,
                    file: file, digest: package.digest, origin: redactedURL(package.url)))
        }
        return archives
    }

    /// The packages of a release, over all its suites.
    func catalogue(of release: DebianRelease) async throws(StageFailure) -> DebianCatalogue {
        let loader = SuiteLoader(doors: doors, now: time())
        var indexes: [PackageIndex] = []
        for suite in DebianMirror(environment: doors.settings.environment).suites(of: release) {
            if let index = try await loader.index(suite, of: release) { indexes.append(index) }
        }
        return DebianCatalogue(release: release, indexes: indexes)
    }

    /// The packages of a release that names stand for, with what they depend on if `closure` says so; nothing is fetched but
    /// the index.
    func choose(
        _ names: [String], release: DebianRelease, closure: Bool, present: Set<String>
    ) async throws(StageFailure) -> [DebianPackage] {
        let catalogue = try await catalogue(of: release)
        return try DebianClosure.packages(names, in: catalogue, present: present, closure: closure)
    }

    /// Brings packages into the store.
    func fetch(_ packages: [DebianDownload]) async throws(StageFailure) {
        let missing = packages.filter { doors.store.path(of: $0.digest) == nil }
        guard !missing.isEmpty else { return }
        guard !doors.settings.offline else {
            let names = missing.map { "`\($0.name)` \($0.version)" }.joined(separator: ", ")
            throw StageFailure(
                .environment, "offline-missing", "not in the store, and `--offline` forbids fetching: \(names)",
                hint: "run once without `--offline`")
        }
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let folder = scratch.path
        let requests = missing.map { package in
            DownloadRequest(
                url: package.url, destination: folder + "/" + package.digest.hexadecimal, expected: package.digest,
                sizeLimit: package.size)
        }
        let settings = doors.settings
        let results = await doors.downloader.fetch(requests) { progress in
            settings.report("fetching \(progress.count) packages of Debian", progress.bytes, of: progress.total)
        }
        var failures: [StageFailure] = []
        for (package, result) in zip(missing, results) {
            switch result {
            case .failure(let error):
                failures.append(
                    package.isLocked
                        ? DebianTrouble.failure(error, ofLocked: package)
                        : DebianTrouble.failure(error, of: package.url))
            case .success(let file):
                let store = doors.store
                do {
                    _ = try await Blocking.run { () throws(StoreError) in
                        try store.insert(fileAt: file.path, expected: package.digest, keepingOriginal: false)
                    }
                } catch { failures.append(StageFailure(error)) }
            }
        }
        _ = consume scratch
        if let failure = StageFailure.combined(failures) { throw failure }
    }
}

/// A package as it is fetched.
struct DebianDownload: Hashable, Sendable {
    var name: String
    var version: String
    var digest: Digest
    var size: Int64
    var url: String
    /// Whether a lock names it, which may be older than the mirror.
    var isLocked = false

    /// As an index names it.
    init(_ package: DebianPackage) {
        name = package.name
        version = package.version.description
        digest = package.digest
        size = package.size
        url = package.url
    }

    /// As a lock names it.
    init(_ package: DebianLock.Package, mirror: DebianMirror) {
        name = package.name
        version = package.version
        digest = package.sha256
        size = package.size
        url = mirror.mirrorURL(package.url)
        isLocked = true
    }
}
