#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A request of an HTTP trigger in the form that built-in runtimes get. Custom runtimes get the request itself, see
/// `HTTPFunction`; this form comes from callers that send it, such as a function that is moved from a built-in runtime.
///
/// Source: "Use an HTTP trigger to invoke a function", request struct
/// (help.aliyun.com/en/functioncompute/http-trigger-invoking-function).
public struct HTTPTriggerEvent: JSONEvent, Encodable, Hashable {
    /// Of the form: `v1`.
    public var version: String?
    /// The path, percent-encoded.
    public var rawPath: String
    /// The body: text, or base64 where ``isBase64Encoded`` says so.
    public var body: String?
    /// Whether the body is base64.
    public var isBase64Encoded: Bool?
    /// Header fields; several values of one field are joined by commas.
    public var headers: [String: String]?
    /// Parameters of the query; several values of one are joined by commas.
    public var queryParameters: [String: String]?
    /// About the request.
    public var requestContext: RequestContext?

    /// About the request.
    public struct RequestContext: Codable, Hashable, Sendable {
        /// The account that owns the function.
        public var accountId: String?
        /// The host that was asked.
        public var domainName: String?
        /// Its first label.
        public var domainPrefix: String?
        /// The request line and who sent it.
        public var http: HTTP?
        /// Names the request in logs.
        public var requestId: String?
        /// As in `2023-09-05T06:41:11Z`.
        public var time: String?
        /// Milliseconds since 1970, as text.
        public var timeEpoch: String?
    }

    /// The request line and who sent it.
    public struct HTTP: Codable, Hashable, Sendable {
        /// `GET`, …
        public var method: String
        /// The path, decoded.
        public var path: String?
        /// `HTTP/1.1`
        public var `protocol`: String?
        /// An IP address.
        public var sourceIp: String?
        /// Of the client.
        public var userAgent: String?
    }

    /// The body's bytes; nil where there is none or it is said to be base64 and is not.
    public var bodyData: Data? {
        guard let body else { return nil }
        return isBase64Encoded == true ? Data(base64Encoded: body) : Data(body.utf8)
    }
}

/// The answer to a request in the form that built-in runtimes give.
///
/// Source: "Use an HTTP trigger to invoke a function", response struct.
public struct HTTPTriggerResponse: JSONEvent, JSONOutput, Hashable {
    /// 200, …
    public var statusCode: Int
    /// Header fields.
    public var headers: [String: String]?
    /// Whether the body is base64.
    public var isBase64Encoded: Bool?
    /// The body.
    public var body: String?

    /// An answer with text.
    public init(statusCode: Int = 200, headers: [String: String]? = nil, body: String? = nil) {
        self.statusCode = statusCode
        self.headers = headers
        self.body = body
        isBase64Encoded = false
    }

    /// An answer with bytes.
    public init(statusCode: Int = 200, headers: [String: String]? = nil, data: Data) {
        self.statusCode = statusCode
        self.headers = headers
        body = data.base64EncodedString()
        isBase64Encoded = true
    }
}
