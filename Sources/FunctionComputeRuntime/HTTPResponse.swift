/// The answer to an ``HTTPRequest``.
///
/// The platform drops the fields `connection`, `content-length`, `date`, `keep-alive`, `server` and `x-fc-*` of a function's
/// answer and allows 8 KB of headers [D/108]; the runtime frames the body itself.
public struct HTTPResponse: Sendable {
    /// 200, 404, …
    public var status: HTTPResponseStatus
    /// Header fields.
    public var headers: HTTPHeaders
    /// The body: all of it, or what makes it bit by bit.
    public var body: ResponseBody

    /// An answer.
    public init(status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:], body: ResponseBody = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Plain text in UTF-8.
    public static func text(_ text: String, status: HTTPResponseStatus = .ok) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["content-type": "text/plain; charset=utf-8"], body: .string(text))
    }

    /// A body of the type that `contentType` names.
    public static func bytes(_ bytes: ByteBuffer, contentType: String, status: HTTPResponseStatus = .ok) -> HTTPResponse
    {
        HTTPResponse(status: status, headers: ["content-type": contentType], body: .bytes(bytes))
    }
}
