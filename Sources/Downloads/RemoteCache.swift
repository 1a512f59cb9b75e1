public import BuildModel
import FileTrees
import Synchronization

/// A cache on another machine that speaks Bazel's HTTP protocol: `/ac/<key>` has small records, `/cas/<digest>` has files by their
/// SHA-256. bazel-remote speaks it, and any server with WebDAV.
///
/// It is not trusted, and nothing is owed to it: a file is taken only if it has the digest that was asked for, and with the first
/// failure the cache is left alone for the rest of the run. Nothing here throws; a cache that is away has nothing.
public final class RemoteCache: Sendable {
    private let base: String
    private let authorization: String?
    private let downloader: Downloader
    private let patience = RemotePatience()
    private let failure = Mutex<String?>(nil)

    /// A cache at an http or https address, which may carry user and password; otherwise netrc may have them. `authorization` is
    /// the whole header of that name. Proxies and certificates are those of the environment.
    public init(url: String, authorization: String? = nil, environment: [String: String]) {
        base = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.authorization = authorization
        var policy = DownloadPolicy()
        policy.attempts = 1
        policy.connectTimeout = RemotePatience.milliseconds
        policy.redirects = 3
        downloader = Downloader(environment: environment, policy: policy)
    }

    /// The address as it may be shown.
    public var shownAddress: String { redactedURL(base) }

    /// Why the cache is left alone, in words; `nil` while it is not.
    public var trouble: String? { failure.withLock { $0 } }

    /// The record of a key, at most a megabyte; `nil` if there is none.
    public func record(_ key: Digest) async -> [UInt8]? {
        let url = base + "/ac/" + key.hexadecimal
        return await ask { [downloader, authorization] () async throws(DownloadError) in
            try await downloader.fetchBytes(
                url, accept: "*/*", limit: Self.recordLimit, authorization: authorization
            ).bytes
        }
    }

    /// Fetches a file of known digest and size into a folder that exists; whether it came whole.
    public func fetch(_ digest: Digest, size: Int64, to path: String) async -> Bool {
        let request = DownloadRequest(
            url: base + "/cas/" + digest.hexadecimal, destination: path, expected: digest, sizeLimit: size,
            authorization: authorization)
        let count = Mutex<Int64>(0)
        let fetched = await ask { [downloader, patience] () async throws(DownloadError) in
            let results = await downloader.fetch([request]) { progress in
                let more = count.withLock { count in
                    defer { count = progress.bytes }
                    return progress.bytes - count
                }
                patience.moved(more)
            }
            return try results[0].get()
        }
        return fetched?.size == size
    }

    /// Gives the cache a file, unless it has it; whether it has it now.
    public func give(fileAt path: String, digest: Digest) async -> Bool {
        let url = base + "/cas/" + digest.hexadecimal
        let done = await ask { [downloader, authorization, patience] () async throws(DownloadError) in
            if try await downloader.exists(url, authorization: authorization) { return true }
            try await downloader.put(fileAt: path, to: url, authorization: authorization) { patience.moved($0) }
            return true
        }
        return done ?? false
    }

    /// Gives the cache a record; whether it took it. The files that it names must be there before.
    public func give(record: [UInt8], for key: Digest) async -> Bool {
        let url = base + "/ac/" + key.hexadecimal
        let done = await ask { [downloader, authorization] () async throws(DownloadError) in
            try await downloader.put(record, to: url, authorization: authorization)
            return true
        }
        return done ?? false
    }

    /// The most bytes that a record has.
    public static let recordLimit = 1 << 20

    /// Asks the server for something within the run's patience. `nil` for nothing there and for all that goes wrong; but for the
    /// former nothing more is asked after that. Whatever the library still has to do then, it does without us.
    private func ask<T: Sendable>(_ work: @escaping @Sendable () async throws(DownloadError) -> T) async -> T? {
        guard trouble == nil, !Task.isCancelled else { return nil }
        patience.begin()
        defer { patience.end() }
        let race = FirstAnswer<Result<T, DownloadError>?>()
        let asking = Task {
            do throws(DownloadError) { race.give(.success(try await work())) } catch { race.give(.failure(error)) }
        }
        let waiting = Task { [patience] in
            await patience.runOut()
            race.give(nil)
        }
        let answer = await withTaskCancellationHandler {
            await race.answer()
        } onCancel: {
            race.give(nil)
        }
        asking.cancel()
        waiting.cancel()
        switch answer {
        case .success(let value)?: return value
        case .failure(let error)? where error.code == .notFound: return nil
        case .failure(let error)?: leave(error.reason)
        case nil: if !Task.isCancelled { leave("too slow: a run waits \(RemotePatience.words) for it") }
        }
        return nil
    }

    private func leave(_ reason: String) { failure.withLock { if $0 == nil { $0 = reason } } }
}
