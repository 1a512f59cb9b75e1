public import BuildModel

/// A file to be fetched.
public struct DownloadRequest: Hashable, Sendable, Codable {
    /// An http, https or file address; it may carry user and password.
    public var url: String
    /// Where the file goes; its folder must exist. While it is on its way it is `<destination>.part`.
    public var destination: String
    /// The digest that the contents must have. With a digest, an unfinished file of an earlier run is gone on with.
    public var expected: Digest?
    /// The most bytes that are taken.
    public var sizeLimit: Int64?
    /// Hashes of one algorithm, one of which the contents must have; taken while they come in. Empty for none.
    public var accepted: [ContentHash]
    /// The header `Authorization` for the origin of the address; never sent to another one and never shown.
    public var authorization: String?

    /// Makes a request.
    public init(
        url: String, destination: String, expected: Digest? = nil, sizeLimit: Int64? = nil,
        accepted: [ContentHash] = [], authorization: String? = nil
    ) {
        self.url = url
        self.destination = destination
        self.expected = expected
        self.sizeLimit = sizeLimit
        self.accepted = accepted
        self.authorization = authorization
    }
}

/// A file that was fetched.
public struct DownloadedFile: Hashable, Sendable, Codable {
    /// Where it is.
    public let path: String
    /// SHA-256 of its contents, taken while it came in.
    public let digest: Digest
    /// Size in bytes.
    public let size: Int64
    /// The address after redirects, without user and password.
    public let finalURL: String
    /// How many attempts it took.
    public let attempts: Int
    /// Bytes that were there already from an earlier run.
    public let resumedFrom: Int64
}

/// A page that was fetched into memory.
public struct FetchedPage: Hashable, Sendable, Codable {
    /// The status, 2xx; 304 if the page still has the entity tag that was handed in; 200 for `file:`.
    public let status: Int
    /// The media type as the server sent it.
    public let contentType: String?
    /// The entity tag that asks for the page again without fetching it.
    public let entityTag: String?
    /// The address after redirects without user and password: the base of relative links. Credentials are remembered by
    /// the downloader for the whole origin.
    public let finalURL: String
    /// The contents.
    public let bytes: [UInt8]
}

/// How far a fetch is.
public struct DownloadProgress: Hashable, Sendable {
    /// Bytes that have come in, over all files.
    public let bytes: Int64
    /// Bytes that will have come in at the end; `nil` until every file has said its size.
    public let total: Int64?
    /// Files that are done or have failed.
    public let finished: Int
    /// Files in all.
    public let count: Int

    /// Makes a report.
    public init(bytes: Int64, total: Int64?, finished: Int, count: Int) {
        self.bytes = bytes
        self.total = total
        self.finished = finished
        self.count = count
    }
}

/// How hard to try.
public struct DownloadPolicy: Hashable, Sendable, Codable {
    /// Transfers at a time.
    public var parallel = 8
    /// Attempts for a file in all.
    public var attempts = 4
    /// Milliseconds before the second attempt; doubled before each further one. A server's `Retry-After` counts up to 30 s.
    public var firstDelay = 300
    /// Milliseconds for a connection to stand.
    public var connectTimeout = 15_000
    /// Seconds with less than 128 bytes a second after which a transfer counts as dead.
    public var stallTimeout = 30
    /// Redirects that are followed.
    public var redirects = 10

    /// The usual policy.
    public init() {}
}
