import Archives
import ArtifactStore
import BuildModel
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
    private let source: NpmSource
    private let troubles: NpmTroubles

    init(doors: ResolverDoors, configuration: NpmConfiguration, lock: String) {
        self.doors = doors
        self.configuration = configuration
        self.lock = lock
        troubles = NpmTroubles(configuration: configuration, lock: lock)
        source = NpmSource(settings: doors.settings, configuration: configuration, troubles: troubles)
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
            case .address(let address): try await source.download(item, from: address, to: path)
            case .registry: try await source.download(item, from: try await source.address(of: item), to: path)
            }
            let tarball: String
            if case .file(let file) = item.source { tarball = file } else { tarball = path }
            guard let key = key(of: item) else {
                throw troubles.failure(
                    item, "npm-package-missing", "the file `\(doors.settings.shown(tarball))` cannot be read")
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
                throw troubles.failure(
                    item, "npm-package-damaged",
                    "the tarball of `\(item.name)` \(item.version) cannot be used\(entry)\(error.detail)",
                    hint: "it has the bytes that the lock promises; tell its maker, or take another version")
            }
        }
    }

    private func verify(_ item: Wanted, _ file: String) async throws(StageFailure) {
        guard Files.exists(file) else {
            throw troubles.failure(
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
            throw troubles.mismatch(item, item.accepted, found, doors.settings.shown(file))
        }
    }
}
