import CLibCurl
import FileTrees
import Synchronization

extension Downloader {
    /// A good answer and the way to it.
    struct Answer: Sendable {
        let head: ResponseHead
        let address: WebAddress
        let attempts: Int
    }

    /// How one attempt failed.
    private struct Setback: Error {
        let code: DownloadError.Code
        var words = ""
        var mayTryAgain = false
        /// Seconds that the server asks to wait.
        var wait: Int?
    }

    /// Asks until there is a good answer (2xx, 304), trying again after failures that pass: no connection, time-outs,
    /// broken transfers, 5xx, 408 and 429.
    func attempts(
        at url: String, method: Exchange.Method = .get, sink: any BodySink, acceptsCompression: Bool,
        authorization: String? = nil, headers: @Sendable () throws(FileTreeError) -> [String],
        restart: @Sendable () throws(FileTreeError) -> Void
    ) async throws(DownloadError) -> Answer {
        func failure(_ setback: Setback, _ attempts: Int) -> DownloadError {
            DownloadError(code: setback.code, url: redactedURL(url), words: setback.words, attempts: attempts)
        }
        guard let address = WebAddress(url) else { throw failure(Setback(code: .badURL), 0) }
        guard ["http", "https", "file"].contains(address.scheme) else { throw failure(Setback(code: .badScheme), 0) }
        var delay = policy.firstDelay
        var attempt = 1
        while true {
            let setback: Setback
            do throws(Setback) {
                let fields: [String]
                do throws(FileTreeError) { fields = try headers() } catch {
                    throw Setback(code: .disk(error.code), words: error.description)
                }
                let (head, final) = try await follow(
                    address, method, sink, acceptsCompression, fields, authorization)
                if (200..<300).contains(head.status) || head.status == 304 {
                    return Answer(head: head, address: final, attempts: attempt)
                }
                if head.status == 416 { try discard(restart) }
                throw Self.setback(head)
            } catch {
                setback = error
            }
            guard setback.mayTryAgain, attempt < policy.attempts else { throw failure(setback, attempt) }
            if sink.refusal == .wrongRange {
                do throws(Setback) { try discard(restart) } catch { throw failure(error, attempt) }
            }
            let pause = max(delay, min(setback.wait ?? 0, 30) * 1000)
            do { try await Task.sleep(for: .milliseconds(pause)) } catch {
                throw failure(Setback(code: .cancelled), attempt)
            }
            delay = min(delay * 2, 10_000)
            attempt += 1
        }
    }

    private func discard(_ restart: () throws(FileTreeError) -> Void) throws(Setback) {
        do throws(FileTreeError) { try restart() } catch {
            throw Setback(code: .disk(error.code), words: error.description)
        }
    }

    /// Asks once and follows redirects. Each hop gets the proxy and the credentials of its own address.
    private func follow(
        _ start: WebAddress, _ method: Exchange.Method, _ sink: any BodySink, _ acceptsCompression: Bool,
        _ headers: [String],
        _ authorization: String?
    ) async throws(Setback) -> (ResponseHead, WebAddress) {
        var address = start
        for _ in 0...max(0, policy.redirects) {
            if Task.isCancelled { throw Setback(code: .cancelled) }
            // What proves who asks is for the server that was asked.
            let proof = address.origin == start.origin ? authorization : nil
            let exchange = Exchange(
                method: method, address: address, credentials: proof == nil ? credentials(for: address) : nil,
                headers: headers + (proof.map { ["Authorization: \($0)"] } ?? []), isAuthorized: proof != nil,
                acceptsCompression: acceptsCompression, settings: settings, policy: policy, sink: sink)
            let head: ResponseHead
            switch await loop.run(exchange) {
            case .answered(let answered): head = answered
            case .cancelled: throw Setback(code: .cancelled)
            case .failed(let code, let words): throw Self.setback(curl: code, words: words, refusal: sink.refusal)
            }
            guard [301, 302, 303, 307, 308].contains(head.status), let target = head.redirect else {
                return (head, address)
            }
            if case .put = method { return (head, address) }
            guard let next = WebAddress(target) else { throw Setback(code: .badURL) }
            guard next.scheme == "https" || next.scheme == "http" else { throw Setback(code: .badScheme) }
            if address.scheme == "https", next.scheme == "http" {
                throw Setback(code: .badScheme, words: "it redirects from https to http")
            }
            address = next
        }
        throw Setback(code: .tooManyRedirects)
    }

    private func credentials(for address: WebAddress) -> WebAddress.Credentials? {
        known.withLock { known in
            if let credentials = address.credentials { known[address.origin] = credentials }
            return known[address.origin]
        }
    }

    private static func setback(_ head: ResponseHead) -> Setback {
        let status = head.status
        switch status {
        case 404, 410: return Setback(code: .notFound)
        case 401, 407: return Setback(code: .unauthorized, words: "\(status)")
        case 408, 429, 500...599:
            return Setback(
                code: .serverError(status: status), mayTryAgain: ![501, 505].contains(status),
                wait: head.headers["retry-after"].flatMap { Int($0) })
        case 416: return Setback(code: .refused(status: status), mayTryAgain: true)
        default: return Setback(code: .refused(status: status))
        }
    }

    private static func setback(curl number: UInt32, words: String, refusal: SinkRefusal?) -> Setback {
        switch refusal {
        case .tooLarge(let limit): return Setback(code: .tooLarge(limit: limit))
        case .disk(let error): return Setback(code: .disk(error.code), words: error.description)
        case .wrongRange:
            return Setback(code: .other, words: "the server answers with another range", mayTryAgain: true)
        case nil: break
        }
        switch CURLcode(number) {
        case CURLE_UNSUPPORTED_PROTOCOL: return Setback(code: .badScheme)
        case CURLE_URL_MALFORMAT: return Setback(code: .badURL)
        case CURLE_OPERATION_TIMEDOUT: return Setback(code: .timeout, words: words, mayTryAgain: true)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_PARTIAL_FILE,
            CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_PROXY,
            CURLE_WEIRD_SERVER_REPLY:
            return Setback(code: .connection, words: words, mayTryAgain: true)
        // A connection that breaks while the two sides still agree on keys also comes as this one.
        case CURLE_SSL_CONNECT_ERROR: return Setback(code: .tls, words: words, mayTryAgain: true)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
            return Setback(code: .tls, words: words)
        case CURLE_FILE_COULDNT_READ_FILE: return Setback(code: .notFound)
        case CURLE_LOGIN_DENIED: return Setback(code: .unauthorized, words: words)
        case CURLE_FILESIZE_EXCEEDED: return Setback(code: .other, words: words)
        default: return Setback(code: .other, words: "\(words) (libcurl \(number))")
        }
    }
}
