import ArtifactStore
import BuildModel
import Downloads
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Brings files into the store by their digests, and reads each wheel through once when it enters.
struct WheelShelf {
    /// A file that is wanted and where a problem with it is reported.
    struct Wanted: Sendable {
        var file: PyLockFile
        var digest: Digest
        var location: Finding.Location
    }

    let doors: ResolverDoors

    private static let bucket = "wheel-verified-v\(WheelVerifier.version)"

    /// Fetches what is not in the store, all at once; gives the failures.
    func fetch(_ wanted: [Wanted], indexes: IndexSettings) async -> [StageFailure] {
        var failures: [StageFailure] = []
        var remote: [Wanted] = []
        for item in wanted where doors.store.path(of: item.digest) == nil {
            guard let path = item.file.path else {
                if !remote.contains(where: { $0.digest == item.digest }) { remote.append(item) }
                continue
            }
            do throws(StageFailure) { try await takeLocal(item, path) } catch { failures.append(error) }
        }
        guard !remote.isEmpty else { return failures }
        guard !doors.settings.offline else {
            let names = remote.map { "`\($0.file.name)`" }.joined(separator: ", ")
            failures.append(
                StageFailure(
                    .environment, "offline-missing", "not in the store, and `--offline` forbids fetching: \(names)",
                    at: remote.count == 1 ? remote[0].location : .none, hint: "run once without `--offline`"))
            return failures
        }
        do throws(StageFailure) { return failures + (try await download(remote, indexes)) } catch {
            return failures + [error]
        }
    }

    private func takeLocal(_ item: Wanted, _ path: String) async throws(StageFailure) {
        let store = doors.store
        do {
            _ = try await Blocking.run { () throws(StoreError) in
                try store.insert(fileAt: path, expected: item.digest, keepingOriginal: true)
            }
        } catch {
            if case .digestMismatch(let expected, let found) = error.code {
                throw mismatch(item, expected: expected, found: found)
            }
            if case .missing = error.code {
                throw StageFailure(
                    .project, "requirement-missing", "the file `\(doors.settings.shown(path))` does not exist",
                    at: item.location)
            }
            throw StageFailure(error)
        }
    }

    private func download(_ remote: [Wanted], _ indexes: IndexSettings) async throws(StageFailure) -> [StageFailure] {
        let scratch = try asStage { () throws(StoreError) in try doors.store.scratch() }
        let folder = scratch.path
        let requests = remote.map { item in
            DownloadRequest(
                url: indexes.authorised(item.file.url ?? ""), destination: folder + "/" + item.digest.hexadecimal,
                expected: item.digest)
        }
        let settings = doors.settings
        let results = await doors.downloader.fetch(requests) { progress in
            settings.report("fetching \(progress.count) files", progress.bytes, of: progress.total)
        }
        var failures: [StageFailure] = []
        for (item, result) in zip(remote, results) {
            switch result {
            case .success(let file):
                do {
                    let store = doors.store
                    _ = try await Blocking.run { () throws(StoreError) in
                        try store.insert(fileAt: file.path, expected: item.digest, keepingOriginal: false)
                    }
                } catch { failures.append(StageFailure(error)) }
            case .failure(let error): failures.append(failure(item, error, indexes))
            }
        }
        _ = consume scratch
        return failures
    }

    private func failure(_ item: Wanted, _ error: DownloadError, _ indexes: IndexSettings) -> StageFailure {
        if case .digestMismatch(let expected, let found) = error.code {
            return mismatch(item, expected: expected, found: found)
        }
        return StageFailure(
            .environment, "download-failed", "cannot fetch `\(item.file.name)`: \(indexes.redacted("\(error)"))",
            at: item.location)
    }

    private func mismatch(_ item: Wanted, expected: Digest, found: Digest) -> StageFailure {
        StageFailure(
            .project, "hash-mismatch",
            "`\(item.file.name)` has other bytes than the lock says: locked \(expected), found \(found)",
            at: item.location,
            hint: "if the file was replaced on purpose, run `fclayer lock --upgrade`; otherwise do not trust it")
    }

    /// What a wheel in the store says of itself; reads it through unless that was done before.
    func report(on digest: Digest, fileName: String, at location: Finding.Location) async throws(StageFailure)
        -> WheelVerifier.Report
    {
        if let report = knownReport(on: digest, fileName: fileName) { return report }
        guard let path = doors.store.path(of: digest) else {
            throw StageFailure(.environment, "store-failed", "`\(fileName)` has vanished from the store")
        }
        let report: WheelVerifier.Report
        do {
            report = try await Blocking.run { () throws(WheelVerifier.Trouble) in
                try WheelVerifier.verify(path, fileName: fileName)
            }
        } catch {
            var location = location
            location.entry = error.entry
            throw StageFailure(.project, error.rule, "the wheel `\(fileName)` \(error.message)", at: location)
        }
        if let note = try? JSONEncoder().encode(report) {
            try asStage { () throws(StoreError) in
                try doors.store.setNote(Array(note), for: digest.hexadecimal, in: Self.bucket)
            }
        }
        return report
    }

    private func knownReport(on digest: Digest, fileName: String) -> WheelVerifier.Report? {
        guard let note = doors.store.note(digest.hexadecimal, in: Self.bucket) else { return nil }
        let report = try? JSONDecoder().decode(WheelVerifier.Report.self, from: Data(note))
        return report?.fileName == fileName ? report : nil
    }
}
