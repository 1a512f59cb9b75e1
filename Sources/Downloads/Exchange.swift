import FileTrees

/// One request and its answer: no redirects, no retries. What the transfer loop carries out.
struct Exchange: Sendable {
    /// What is asked of the server.
    enum Method: Sendable {
        case get
        /// The head of the answer only.
        case head
        /// To keep what is sent. Not repeated at another address.
        case put(UploadSource)
    }

    var method = Method.get
    let address: WebAddress
    let credentials: WebAddress.Credentials?
    let headers: [String]
    /// Whether the headers prove who asks, so that nothing else must.
    var isAuthorized = false
    /// Whether the server may compress; not for files, whose digest is that of the bytes as they are.
    let acceptsCompression: Bool
    let settings: NetworkSettings
    let policy: DownloadPolicy
    let sink: any BodySink
}

/// Where the body of an answer goes. Called on the transfer loop's thread; `false` ends the transfer, and the sink knows
/// why.
protocol BodySink: Sendable {
    /// The head of the answer, before its body; also called for an answer without body.
    func begin(_ head: ResponseHead) -> Bool
    /// The next bytes of the body.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool
    /// Why the sink ended the transfer, `nil` if it did not.
    var refusal: SinkRefusal? { get }
}

/// Why a sink takes no more.
enum SinkRefusal: Hashable, Sendable {
    case tooLarge(limit: Int64)
    case disk(FileTreeError)
    /// The server goes on from another place than it was asked to.
    case wrongRange
}

/// The head of an answer.
struct ResponseHead: Hashable, Sendable {
    /// The status; 200 for a file.
    var status: Int
    /// The length of the body if the server says it.
    var length: Int64?
    /// Headers by their names in lower case; the last of several.
    var headers: [String: String]
    /// Where a redirect leads, as an absolute address.
    var redirect: String?

    var isSuccess: Bool { status == 200 || status == 206 }
}

/// How an exchange ended.
enum ExchangeOutcome: Sendable {
    /// The server answered, whatever it said.
    case answered(ResponseHead)
    /// libcurl gave up; the number is its `CURLcode`.
    case failed(code: UInt32, words: String)
    case cancelled
}
