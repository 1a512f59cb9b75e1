import BuildModel
import FileTrees
import Synchronization

/// Fetches files and pages: in parallel, tried again where that helps, gone on with where the server allows, checked while
/// they come in. Uses the proxies, certificates and passwords that the environment names.
///
/// User and password in an address are remembered for its origin, so that links of a private index work as they do in pip;
/// they are never sent to another origin and never shown.
public final class Downloader: Sendable {
    let policy: DownloadPolicy
    let settings: NetworkSettings
    let loop: TransferLoop
    let known = Mutex<[String: WebAddress.Credentials]>([:])

    /// A downloader for an environment (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`, `NETRC`, `HOME`, `PIP_CERT`,
    /// `REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE`, `SSL_CERT_FILE`, `SSL_CERT_DIR`).
    public init(environment: [String: String], policy: DownloadPolicy = DownloadPolicy()) {
        self.policy = policy
        settings = NetworkSettings(environment: environment)
        loop = TransferLoop(parallel: policy.parallel)
    }

    /// Fetches files; the results are in the order of the requests. One failure does not stop the others, cancelling the
    /// task stops all. `progress` is called from other threads, at most twenty times a second and at each end of a file.
    public func fetch(
        _ requests: [DownloadRequest], progress: (@Sendable (DownloadProgress) -> Void)? = nil
    ) async -> [Result<DownloadedFile, DownloadError>] {
        let meter = ProgressMeter(count: requests.count, callback: progress)
        return await withTaskGroup(of: (Int, Result<DownloadedFile, DownloadError>).self) { group in
            var results: [Result<DownloadedFile, DownloadError>?] = Array(repeating: nil, count: requests.count)
            var next = 0
            // Only as many files are open as can be on their way.
            while next < requests.count || !group.isEmpty {
                while next < requests.count, next - results.count(where: { $0 != nil }) < 2 * max(1, policy.parallel) {
                    let (index, request) = (next, requests[next])
                    group.addTask {
                        defer { meter.finish(index) }
                        do throws(DownloadError) {
                            let file = try await self.fetch(request) { meter.update(index, size: $0, total: $1) }
                            return (index, .success(file))
                        } catch {
                            return (index, .failure(error))
                        }
                    }
                    next += 1
                }
                if let (index, result) = await group.next() { results[index] = result }
            }
            return results.compactMap { $0 }
        }
    }

    /// Fetches a page into memory, at most `limit` bytes. `accept` is the `Accept` header; with `knownTag` the answer may
    /// be a page of status 304 without contents.
    public func fetchBytes(
        _ url: String, accept: String? = nil, limit: Int = 64 << 20, knownTag: String? = nil,
        authorization: String? = nil
    ) async throws(DownloadError) -> FetchedPage {
        let sink = MemorySink(limit: limit)
        let headers = [accept.map { "Accept: \($0)" }, knownTag.map { "If-None-Match: \($0)" }].compactMap { $0 }
        let answer = try await attempts(
            at: url, sink: sink, acceptsCompression: true, authorization: authorization, headers: { headers },
            restart: {})
        return FetchedPage(
            status: answer.head.status, contentType: answer.head.headers["content-type"],
            entityTag: answer.head.headers["etag"], finalURL: answer.address.text, bytes: sink.bytes)
    }

    private func fetch(
        _ request: DownloadRequest, report: @escaping @Sendable (Int64, Int64?) -> Void
    ) async throws(DownloadError) -> DownloadedFile {
        func failure(_ code: DownloadError.Code, _ words: String = "", _ attempts: Int = 1) -> DownloadError {
            DownloadError(code: code, url: redactedURL(request.url), words: words, attempts: attempts)
        }
        let part: PartialFile
        do throws(FileTreeError) {
            part = try await Blocking.run { () throws(FileTreeError) in try PartialFile(request, report: report) }
        } catch {
            throw failure(.disk(error.code), error.description)
        }
        defer { part.abandon() }
        var tried = 0
        var resumedFrom = part.startedFrom
        if resumedFrom > 0, let expected = request.expected, part.digest == expected {
            // All was there, only the rename was missing.
            do throws(FileTreeError) { try part.commit() } catch { throw failure(.disk(error.code), error.description) }
            return DownloadedFile(
                path: request.destination, digest: expected, size: part.size, finalURL: redactedURL(request.url),
                attempts: 0, resumedFrom: resumedFrom)
        }
        while true {
            let answer = try await attempts(
                at: request.url, sink: part, acceptsCompression: false,
                authorization: request.authorization, headers: part.rangeHeaders, restart: part.restart)
            tried += answer.attempts
            if answer.head.status == 200 { resumedFrom = 0 }
            do throws(FileTreeError) { try part.settle() } catch {
                throw failure(.disk(error.code), error.description, tried)
            }
            let digest = part.digest
            let hash = part.hash
            let isRight =
                (request.expected == nil || request.expected == digest)
                && (hash.map(request.accepted.contains) ?? true)
            do throws(FileTreeError) {
                if isRight { try part.commit() } else { try part.restart() }
            } catch {
                throw failure(.disk(error.code), error.description, tried)
            }
            if isRight {
                return DownloadedFile(
                    path: request.destination, digest: digest, size: part.size, finalURL: answer.address.text,
                    attempts: tried, resumedFrom: resumedFrom)
            }
            // What an earlier run left may be to blame: once more from the beginning.
            guard resumedFrom > 0 else {
                if let hash, !request.accepted.contains(hash) {
                    throw failure(.hashMismatch(expected: request.accepted, found: hash), "", tried)
                }
                throw failure(.digestMismatch(expected: request.expected ?? digest, found: digest), "", tried)
            }
            resumedFrom = 0
        }
    }
}
