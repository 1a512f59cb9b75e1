/// A request that came through an HTTP trigger.
public struct HTTPRequest: Sendable {
    /// GET, POST, …
    public var method: HTTPMethod
    /// Path and query as they stand in the request line, percent-encoded.
    public var target: String
    /// All header fields, the platform's `x-fc-*` among them.
    public var headers: HTTPHeaders
    /// The body, which may still be on its way; at most 32 MB.
    public var body: RequestBody

    /// A request, as tests of a function make one.
    public init(_ method: HTTPMethod, _ target: String, headers: HTTPHeaders = [:], body: RequestBody = .empty) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The target without the query, percent-encoded.
    public var path: Substring { target.prefix { $0 != "?" } }

    /// What follows the first `?` of the target, percent-encoded; nil without one.
    public var query: Substring? {
        target.firstIndex(of: "?").map { target[target.index(after: $0)...] }
    }
}
