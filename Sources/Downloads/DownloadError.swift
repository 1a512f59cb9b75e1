public import BuildModel
public import FileTrees

/// Why something could not be fetched.
public struct DownloadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Hashable, Sendable {
        /// The server says that it is not there (404, 410); or the file of a `file:` address is missing.
        case notFound
        /// The server or the proxy wants other credentials (401, 407).
        case unauthorized
        /// The server refuses the request for another reason (other 4xx).
        case refused(status: Int)
        /// The server failed or asks to wait (5xx, 408, 429), as often as it was asked.
        case serverError(status: Int)
        /// No connection or no data in time.
        case timeout
        /// No such host, no connection, or the connection broke.
        case connection
        /// The server's certificate is not trusted, or no secure connection could be agreed on.
        case tls
        /// The contents are not what was expected.
        case digestMismatch(expected: Digest, found: Digest)
        /// The contents have none of the hashes that were accepted.
        case hashMismatch(expected: [ContentHash], found: ContentHash)
        /// More bytes than the caller allows.
        case tooLarge(limit: Int64)
        /// Not http, https or file, or a redirect from https to http.
        case badScheme
        /// Not an address.
        case badURL
        /// Redirects without end.
        case tooManyRedirects
        /// The task was cancelled.
        case cancelled
        /// The file could not be written.
        case disk(FileTreeError.Code)
        /// Anything else; the words say what.
        case other
    }

    /// The kind of failure.
    public let code: Code
    /// The address without user, password and query.
    public let url: String
    /// What the library or the server said.
    public let words: String
    /// How often it was tried.
    public let attempts: Int

    /// Makes an error; `url` must be redacted already.
    public init(code: Code, url: String, words: String = "", attempts: Int) {
        self.code = code
        self.url = url
        self.words = words
        self.attempts = attempts
    }

    /// A sentence for the user, without a full stop.
    public var description: String {
        let tries = attempts > 1 ? " (tried \(attempts) times)" : ""
        return "cannot fetch `\(url)`: \(reason)\(tries)"
    }

    /// What went wrong, without the address.
    public var reason: String {
        switch code {
        case .notFound: "not found"
        case .unauthorized:
            words == "407"
                ? "the proxy wants other credentials (status 407); put them into the address of the proxy"
                : "the server wants other credentials (status \(words)); put them into the address or into netrc"
        case .refused(let status): "the server refuses with status \(status)"
        case .serverError(let status): "the server fails with status \(status)"
        case .timeout: "no answer in time: \(words)"
        case .connection: "no connection: \(words)"
        case .tls: "no secure connection: \(words)"
        case .digestMismatch(let expected, let found): "its digest is \(found), expected was \(expected)"
        case .hashMismatch(let expected, let found):
            "its hash is \(found), expected was \(expected.map(\.description).joined(separator: " or "))"
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .badScheme: words.isEmpty ? "only http, https and file addresses can be fetched" : words
        case .badURL: "this is not an address"
        case .tooManyRedirects: "it redirects without end"
        case .cancelled: "cancelled"
        case .disk, .other: words
        }
    }
}
