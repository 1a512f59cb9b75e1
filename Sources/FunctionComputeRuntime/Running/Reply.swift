import NIOHTTP1

/// A whole answer: what the connection sends.
struct Reply: Sendable {
    var status: HTTPResponseStatus
    var headers: HTTPHeaders
    var body: ResponseBody

    init(status: HTTPResponseStatus, headers: HTTPHeaders, body: ResponseBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The result of an event function. The caller gets the body only [D/108].
    init(result: ByteBuffer) {
        self.init(
            status: .ok, headers: ["content-type": "application/octet-stream"], body: .bytes(result))
    }

    /// A failure: `x-fc-status: 404` makes the platform count the call as failed [D/108].
    init(failure report: ErrorReport, status: HTTPResponseStatus) {
        self.init(
            status: status, headers: ["content-type": "application/json", "x-fc-status": "404"],
            body: .bytes(report.json))
    }

    /// What a function answered; throws where HTTP or the platform would not let it through.
    init(_ response: HTTPResponse) throws(ResponseProblem) {
        guard (200...599).contains(response.status.code) else {
            throw ResponseProblem("status \(response.status.code) is no answer: it must be 200 to 599")
        }
        guard response.status.reasonPhrase.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw ResponseProblem("the reason phrase of the status has control characters")
        }
        var size = 0
        for (name, value) in response.headers {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isToken) else {
                throw ResponseProblem("the name of a header field has characters that none may have")
            }
            guard value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
                throw ResponseProblem("the value of header field `\(name)` has control characters")
            }
            size += name.utf8.count + value.utf8.count
        }
        // The platform answers 502 BadResponse to more [D/108].
        guard size <= 8192 else {
            throw ResponseProblem("the response headers have \(size) bytes; the platform takes 8192")
        }
        self.init(status: response.status, headers: response.headers, body: response.body)
        headers.remove(name: "transfer-encoding")
        headers.remove(name: "connection")
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

/// A function's answer that cannot be sent.
struct ResponseProblem: FunctionError {
    let errorMessage: String

    init(_ message: String) { errorMessage = message }

    var errorType: String { "BadResponse" }
    /// As the platform answers itself.
    var status: HTTPResponseStatus { .badGateway }
}
