import Archives
import ArtifactStore
import BuildModel
import Downloads
import FileTrees
import FunctionCompute

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Gives the compact index of a suite: from the store while it is fresh or where the network is left alone, else made anew
/// from the mirror's signed files.
struct SuiteLoader {
    /// What the store remembers of a suite.
    struct Note: Codable {
        /// Seconds since 1970 when the mirror was asked.
        var asked: Int64
        /// Seconds since 1970 until which the suite counts.
        var validUntil: Int64?
        /// The list of packages that the suite named; `nil` if the mirror does not have the suite.
        var packages: Digest?
    }

    /// How long a suite is used before the mirror is asked again: as long as between Debian's own updates.
    static let freshness: Int64 = 6 * 3600
    /// Bounds of what is taken from a mirror.
    static let releaseLimit = 32 << 20
    static let packagesLimit: Int64 = 256 << 20
    static let unpackedLimit: Int64 = 1 << 30

    private static let suites = "debian-suite-v1"
    /// Changes with the form of the index.
    private static let indexes = "debian-index-v1"

    let doors: ResolverDoors
    /// Seconds since 1970.
    let now: Int64

    /// The index of a suite; `nil` if the mirror does not have the suite and need not.
    func index(_ suite: DebianMirror.Suite, of release: DebianRelease) async throws(StageFailure) -> PackageIndex? {
        let known = note(suite)
        if let known, doors.settings.offline || isFresh(known) {
            guard let packages = known.packages else { return nil }
            if let index = stored(packages, suite) { return index }
        }
        guard !doors.settings.offline else {
            if !suite.isRequired { return nil }
            throw StageFailure(
                .environment, "offline-missing",
                "the index of Debian \(release.rawValue) (\(release.codename)) is not in the store, and `--offline` "
                    + "forbids fetching it", hint: "run once without `--offline`")
        }
        doors.settings.report("asking \(shown(suite.folder))")
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let folder = scratch.path
        guard let text = try await signedText(suite, release, folder) else {
            try remember(Note(asked: now), suite)
            return nil
        }
        let url = suite.folder + "/InRelease"
        let index = try read(text, suite, url)
        let packages = try list(index, url)
        if stored(packages.digest, suite) == nil { try await fetch(packages, index, suite, folder) }
        let until = suite.isClosed ? nil : index.validUntil
        try remember(Note(asked: now, validUntil: until, packages: packages.digest), suite)
        guard let result = stored(packages.digest, suite) else {
            throw StageFailure(.environment, "store-failed", "the index of `\(suite.name)` has vanished from the store")
        }
        _ = consume scratch
        return result
    }

    /// The text of the signed index; `nil` if the mirror does not have it and need not.
    private func signedText(
        _ suite: DebianMirror.Suite, _ release: DebianRelease, _ folder: String
    ) async throws(StageFailure) -> String? {
        let url = suite.folder + "/InRelease"
        let page: FetchedPage
        do { page = try await doors.downloader.fetchBytes(url, limit: Self.releaseLimit) } catch {
            if case .notFound = error.code {
                if !suite.isRequired { return nil }
                throw gone(release, suite)
            }
            throw DebianTrouble.failure(error, of: url)
        }
        let file = folder + "/InRelease"
        try asStage { () throws(FileTreeError) in try AtomicFile.write(page.bytes, to: file) }
        return try await ReleaseVerifier(doors: doors, isClosed: suite.isClosed).signedText(
            of: file, from: shown(url), scratch: folder)
    }

    private func gone(_ release: DebianRelease, _ suite: DebianMirror.Suite) -> StageFailure {
        let isOld = release.rawValue < DebianRelease.bullseye.rawValue
        return StageFailure(
            .environment, "debian-release-gone",
            "`\(shown(suite.root))` does not publish Debian \(release.rawValue) (\(release.codename))"
                + (isOld ? ", which is no longer published at Debian's own address either" : ""),
            hint: isOld
                ? "set FCLAYER_DEBIAN_ARCHIVE to a copy of `\(DebianMirror.archive)`"
                : "set FCLAYER_DEBIAN_MIRROR to a mirror that has it")
    }

    private func read(
        _ text: String, _ suite: DebianMirror.Suite, _ url: String
    ) throws(StageFailure) -> ReleaseIndex {
        guard let index = ReleaseIndex(text) else {
            throw StageFailure(.environment, "debian-index-damaged", "`\(shown(url))` is no index of a release")
        }
        // A signed index of another suite proves nothing about this one.
        guard index.codename == suite.codename || index.suite == suite.name else {
            throw StageFailure(
                .environment, "debian-signature-wrong",
                "`\(shown(url))` is the signed index of another suite: asked was `\(suite.name)`, found: "
                    + "`\(index.codename)`", hint: "the mirror mixes up its suites; set FCLAYER_DEBIAN_MIRROR")
        }
        if !suite.isClosed, let until = index.validUntil, until < now {
            throw StageFailure(
                .environment, "debian-index-expired",
                "`\(shown(url))` counted until \(ReleaseDate.text(until)); a mirror that shows old indexes hides "
                    + "security updates",
                hint: "check this machine's clock, or set FCLAYER_DEBIAN_MIRROR to a mirror that is kept up to date")
        }
        return index
    }

    /// The list of packages in the smallest form that the suite has.
    private func list(_ index: ReleaseIndex, _ url: String) throws(StageFailure) -> ReleaseIndex.File {
        let stem = "main/binary-amd64/Packages"
        guard let file = [".xz", ".gz", ""].lazy.compactMap({ index.file(stem + $0) }).first else {
            throw StageFailure(
                .environment, "debian-index-damaged", "`\(shown(url))` names no list `\(stem)` of packages")
        }
        return file
    }

    private func fetch(
        _ packages: ReleaseIndex.File, _ index: ReleaseIndex, _ suite: DebianMirror.Suite, _ folder: String
    ) async throws(StageFailure) {
        let url = suite.folder + "/" + packages.path
        let file = folder + "/packages"
        let request = DownloadRequest(
            url: url, destination: file, expected: packages.digest,
            sizeLimit: min(max(packages.size, 1), Self.packagesLimit))
        let settings = doors.settings
        let results = await doors.downloader.fetch([request]) { progress in
            settings.report("fetching the packages of \(suite.name)", progress.bytes, of: progress.total)
        }
        if case .failure(let error)? = results.first { throw DebianTrouble.failure(error, of: url) }
        settings.report("reading the packages of \(suite.name)")
        let plain = index.file("main/binary-amd64/Packages")?.size ?? Self.unpackedLimit
        let bytes: [UInt8]
        do {
            bytes = try await Blocking.run { () throws(ArchiveError) in
                try PackageIndexBuilder.index(ofFile: file, limit: UInt64(min(max(plain, 0), Self.unpackedLimit)))
            }
        } catch {
            throw StageFailure(
                .environment, "debian-index-damaged", "`\(shown(url))` cannot be unpacked: \(error.detail)")
        }
        let store = doors.store
        let blob = try asStage { () throws(StoreError) in try store.insert(bytes) }
        try asStage { () throws(StoreError) in
            try store.setNote(Array(blob.digest.hexadecimal.utf8), for: packages.digest.hexadecimal, in: Self.indexes)
        }
    }

    /// The index that was made of a list of packages before.
    private func stored(_ packages: Digest, _ suite: DebianMirror.Suite) -> PackageIndex? {
        guard let note = doors.store.note(packages.hexadecimal, in: Self.indexes),
            let digest = Digest(String(decoding: note, as: UTF8.self)), let path = doors.store.path(of: digest),
            let bytes = try? Files.read(path, limit: Int(Self.unpackedLimit))
        else { return nil }
        return PackageIndex(bytes, root: suite.root)
    }

    private func isFresh(_ note: Note) -> Bool {
        guard now >= note.asked, now - note.asked < Self.freshness else { return false }
        return note.validUntil.map { $0 >= now } ?? true
    }

    private func note(_ suite: DebianMirror.Suite) -> Note? {
        doors.store.note(suite.folder, in: Self.suites).flatMap { try? JSONDecoder().decode(Note.self, from: Data($0)) }
    }

    private func remember(_ note: Note, _ suite: DebianMirror.Suite) throws(StageFailure) {
        guard let bytes = try? JSONEncoder().encode(note) else { return }
        try asStage { () throws(StoreError) in
            try doors.store.setNote(Array(bytes), for: suite.folder, in: Self.suites)
        }
    }

    private func shown(_ url: String) -> String { redactedURL(url) }
}
