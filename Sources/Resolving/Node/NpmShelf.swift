import Archives
import ArtifactStore
import BuildModel
import Downloads
import FileTrees

/// Brings packages of npm into the store as zips: fetched by address, verified by the lock's integrity, packed once.
struct NpmShelf: Sendable {
    typealias Found = ArchiveShelf.Found<NpmTarball.Facts>

    /// A tarball that is wanted.
    struct Wanted: Hashable, Sendable {
        /// The package, for messages.
        var name: String
        var version: String
        var source: Source
        var accepted: [ContentHash]

        enum Source: Hashable, Sendable {
            case address(String)
            case file(String)
            /// The lock names no address: the registry is asked for it.
            case registry
        }
    }

    let doors: ResolverDoors
    let configuration: NpmConfiguration
    let lock: String
    private let downloader: Downloader

    init(doors: ResolverDoors, configuration: NpmConfiguration, lock: String) {
        self.doors = doors
        self.configuration = configuration
        self.lock = lock
        var policy = DownloadPolicy()
        policy.parallel = doors.settings.parallelDownloads
        downloader = Downloader(environment: configuration.network(doors.settings.environment), policy: policy)
    }

    /// All that is wanted, in the store; the results are in the order of the wishes.
    func find(_ wanted: [Wanted]) async throws(StageFailure) -> [Result<Found, StageFailure>] {
        let shelf = ArchiveShelf(store: doors.store)
        var known: [Wanted: Found] = [:]
        for item in wanted {
            if let key = key(of: item), let found: Found = shelf.found(key, in: NpmTarball.bucket) {
                known[item] = found
            }
        }
        let missing = Set(wanted).filter { known[$0] == nil }.sorted { ($0.name, $0.version) < ($1.name, $1.version) }
        var fetched: [Wanted: Result<Found, StageFailure>] = [:]
        if !missing.isEmpty {
            try checkMayFetch(missing)
            let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
            let folder = scratch.path
            let numbered = Array(missing.enumerated())
            let results = await inParallel(numbered, limit: 2 * doors.settings.parallelDownloads) { number, item in
                await self.fetch(item, to: "\(folder)/\(number)", shelf)
            }
            for (item, result) in zip(missing, results) { fetched[item] = result }
            _ = consume scratch
        }
        return wanted.map { item in
            known[item].map { .success($0) } ?? fetched[item]
                ?? .failure(StageFailure(.environment, "store-failed", "`\(item.name)` has vanished from the store"))
        }
    }

    /// What names the zip of a tarball; `nil` for a file that must be read first.
    private func key(of item: Wanted) -> String? {
        if let hash = item.accepted.first { return hash.description }
        switch item.source {
        case .address(let address): return "address " + address
        case .registry: return "registry \(configuration.registry(of: item.name)) \(item.name) \(item.version)"
        case .file(let path): return (try? FileDigest.sha256(ofFile: path)).map { "file " + $0.hexadecimal }
        }
    }

    private func checkMayFetch(_ missing: [Wanted]) throws(StageFailure) {
        let remote = missing.filter { if case .file = $0.source { false } else { true } }
        guard doors.settings.offline, !remote.isEmpty else { return }
        let names = remote.prefix(10).map { "`\($0.name)` \($0.version)" }.joined(separator: ", ")
        let more = remote.count > 10 ? " and \(remote.count - 10) more" : ""
        throw StageFailure(
            .environment, "offline-missing", "not in the store, and `--offline` forbids fetching: \(names)\(more)",
            hint: "run once without `--offline`")
    }

    private func fetch(_ item: Wanted, to path: String, _ shelf: ArchiveShelf) async -> Result<Found, StageFailure> {
        do throws(StageFailure) {
            switch item.source {
            case .file(let file): try await verify(item, file)
            case .address(let address): try await download(item, from: address, to: path)
            case .registry: try await download(item, from: try await address(of: item), to: path)
            }
            let tarball: String
            if case .file(let file) = item.source { tarball = file } else { tarball = path }
            guard let key = key(of: item) else {
                throw failure(item, "npm-package-missing", "the file `\(doors.settings.shown(tarball))` cannot be read")
            }
            let found = try await pack(item, key, tarball, shelf)
            try? Files.remove(path)
            return .success(found)
        } catch {
            return .failure(error)
        }
    }

    private func pack(
        _ item: Wanted, _ key: String, _ tarball: String, _ shelf: ArchiveShelf
    ) async throws(StageFailure) -> Found {
        do throws(PackingTrouble) {
            return try await shelf.packed(key, in: NpmTarball.bucket) { (zip, scratch) throws(ArchiveError) in
                try NpmTarball.pack(tarball, into: zip, scratch: scratch)
            }
        } catch {
            switch error {
            case .store(let error): throw StageFailure(error)
            case .other(let words): throw StageFailure(.environment, "store-failed", words)
            case .archive(let error):
                switch error.code {
                case .diskFull, .notPermitted, .systemFailure, .outOfResources, .cancelled:
                    throw StageFailure(.environment, "disk-failed", "\(error)")
                default: break
                }
                let entry = error.entry.map { ": `\($0)`: " } ?? ": "
                throw failure(
                    item, "npm-package-damaged",
                    "the tarball of `\(item.name)` \(item.version) cannot be used\(entry)\(error.detail)",
                    hint: "it has the bytes that the lock promises; tell its maker, or take another version")
            }
        }
    }

    private func verify(_ item: Wanted, _ file: String) async throws(StageFailure) {
        guard Files.exists(file) else {
            throw failure(
                item, "npm-package-missing",
                "`\(item.name)` comes from `\(doors.settings.shown(file))`, which does not exist")
        }
        guard let algorithm = item.accepted.first?.algorithm else { return }
        let found: ContentHash
        do {
            found = try await Blocking.run { () throws(FileTreeError) in try ContentHasher.hash(ofFile: file, algorithm)
            }
        } catch { throw StageFailure(error) }
        guard item.accepted.contains(found) else {
            throw mismatch(item, item.accepted, found, doors.settings.shown(file))
        }
    }

    private func download(_ item: Wanted, from address: String, to path: String) async throws(StageFailure) {
        let request = DownloadRequest(
            url: address, destination: path, accepted: item.accepted,
            authorization: configuration.authorization(for: address, package: item.name))
        let settings = doors.settings
        let results = await downloader.fetch([request]) { progress in
            settings.report("fetching \(item.name) \(item.version)", progress.bytes, of: progress.total)
        }
        guard case .failure(let error)? = results.first else { return }
        throw failure(item, error)
    }

    /// Asks the registry where the tarball of a version is.
    private func address(of item: Wanted) async throws(StageFailure) -> String {
        let registry = configuration.registry(of: item.name)
        let name = item.name.split(separator: "/").joined(separator: "%2f")
        let page: FetchedPage
        do throws(DownloadError) {
            page = try await downloader.fetchBytes(
                registry + name, accept: "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8",
                authorization: configuration.authorization(for: registry + name, package: item.name))
        } catch { throw failure(item, error) }
        guard let document = NpmDocument(page.bytes) else {
            throw failure(
                item, "npm-registry-failed",
                "the registry's answer about `\(item.name)` is not JSON: `\(redactedURL(registry + name))`",
                hint: "look at that address in a browser: a proxy or a login page may answer in its place")
        }
        guard let address = document.tarballs[item.version] else {
            throw failure(
                item, "npm-package-missing",
                "the registry `\(redactedURL(registry))` has no version \(item.version) of `\(item.name)`")
        }
        return configuration.address(of: address)
    }

    private func failure(_ item: Wanted, _ error: DownloadError) -> StageFailure {
        let what = "`\(item.name)` \(item.version)"
        switch error.code {
        case .hashMismatch(let expected, let found): return mismatch(item, expected, found, error.url)
        case .unauthorized:
            return failure(
                item, "npm-registry-failed",
                error.words == "407"
                    ? configuration.redacted("\(error)")
                    : "cannot fetch \(what): `\(error.url)` wants other credentials (status \(error.words))",
                hint: "put a token into `.npmrc`, for example `//host/:_authToken=${NPM_TOKEN}`, and set the variable")
        case .refused(status: 403):
            return failure(
                item, "npm-registry-failed", "cannot fetch \(what): `\(error.url)` refuses it (status 403)",
                hint: "ask for rights to it, or use a token in `.npmrc` that has them")
        case .notFound:
            return failure(
                item, "npm-package-missing", "cannot fetch \(what): `\(error.url)` has nothing there",
                hint: "if it is in another registry, name that in `.npmrc` and write the lock anew")
        default:
            return failure(
                item, "npm-registry-failed", configuration.redacted("\(error)"),
                hint: "the registry is set by `registry=` in `.npmrc` or by `npm_config_registry`")
        }
    }

    private func mismatch(
        _ item: Wanted, _ expected: [ContentHash], _ found: ContentHash, _ place: String
    ) -> StageFailure {
        let wanted = expected.map(\.description).joined(separator: " or ")
        let finding = Finding(
            rule: "hash-mismatch", severity: .error,
            message:
                "`\(item.name)` \(item.version) has other bytes than the lock says: locked \(wanted), found \(found) "
                + "at `\(place)`",
            location: .init(file: lock),
            hint: "if the file was replaced on purpose, run `fclayer lock --upgrade`; otherwise do not trust it")
        return StageFailure(.project, [finding])
    }

    private func failure(
        _ item: Wanted, _ rule: String, _ message: String, hint: String? = nil
    ) -> StageFailure {
        StageFailure(
            rule == "npm-registry-failed" ? .environment : .project, rule, message, at: .init(file: lock), hint: hint)
    }
}
