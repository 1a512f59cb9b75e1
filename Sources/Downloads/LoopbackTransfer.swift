import CLibCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A libcurl handle at work on one request. Lives on one thread.
final class LoopbackTransfer {
    private let request: LoopbackRequest
    private let openSocket: (@Sendable (Int32) -> Int32)?
    private let sink: @Sendable (UnsafeRawBufferPointer) -> Void
    private let handle: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private let body: UnsafeMutableRawBufferPointer?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var headers: [HTTPHeader] = []
    private var headSize = 0
    private var size: Int64 = 0
    private var refusal: LoopbackError.Code?

    /// `nil` if libcurl is out of memory.
    init?(
        _ request: LoopbackRequest, openSocket: (@Sendable (Int32) -> Int32)?,
        sink: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) {
        guard let handle = fclayer_curl_easy_init() else { return nil }
        self.handle = handle
        self.request = request
        self.openSocket = openSocket
        self.sink = sink
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        body = request.body.map { bytes in
            // libcurl keeps the pointer; an empty body still needs one.
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
            copy.copyBytes(from: bytes)
            return copy
        }
    }

    deinit {
        fclayer_curl_easy_cleanup(handle)
        fclayer_curl_slist_free_all(headerList)
        errorText.deallocate()
        body?.deallocate()
    }

    /// Carries the request out; `isCancelled` is asked after each wake.
    func perform(
        _ multi: UnsafeMutableRawPointer, isCancelled: () -> Bool
    ) -> Result<LoopbackAnswer, LoopbackError> {
        guard request.isWellFormed else {
            return .failure(LoopbackError(code: .badRequest, words: "`\(request.method) \(request.target)`"))
        }
        configure()
        let start = ContinuousClock.now
        guard fclayer_curl_multi_add_handle(multi, handle) == CURLM_OK else {
            return .failure(LoopbackError(code: .other, words: "libcurl is out of memory"))
        }
        defer { fclayer_curl_multi_remove_handle(multi, handle) }
        var running: CInt = 0
        while true {
            fclayer_curl_multi_perform(multi, &running)
            var left: CInt = 0
            if let message = fclayer_curl_multi_info_read(multi, &left), message.pointee.msg == CURLMSG_DONE {
                return outcome(fclayer_curl_message_result(message), ContinuousClock.now - start)
            }
            if isCancelled() { return .failure(error(.cancelled, ContinuousClock.now - start)) }
            fclayer_curl_multi_poll(multi, 1_000)
        }
    }

    private func set(_ option: CURLoption, _ value: Int) { fclayer_curl_set_long(handle, option, value) }

    private func set(_ option: CURLoption, _ value: String) { fclayer_curl_set_string(handle, option, value) }

    private func configure() {
        set(CURLOPT_URL, "http://127.0.0.1:\(request.port)/")
        set(CURLOPT_REQUEST_TARGET, request.target)
        fclayer_curl_limit_to_http(handle)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOPROXY, "*")
        set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.milliseconds)
        set(CURLOPT_TIMEOUT_MS, max(1, request.timeout.milliseconds))
        set(CURLOPT_CUSTOMREQUEST, request.method)
        if let body {
            set(CURLOPT_POST, 1)
            fclayer_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body?.count ?? 0))
            if let start = body.baseAddress { fclayer_curl_set_pointer(handle, CURLOPT_POSTFIELDS, start) }
        } else if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        }
        // Nothing goes out that the caller did not ask for; waiting for `100 Continue` would cost a second.
        for name in ["Accept", "Content-Type", "Expect"]
        where !request.headers.contains(where: { $0.name.lowercased() == name.lowercased() }) {
            append("\(name):")
        }
        for header in request.headers {
            append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        if let headerList { fclayer_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headerList) }
        fclayer_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        setCallbacks()
    }

    private func append(_ line: String) { headerList = fclayer_curl_slist_append(headerList, line) ?? headerList }

    private func setCallbacks() {
        let own = Unmanaged.passUnretained(self).toOpaque()
        fclayer_curl_set_pointer(handle, CURLOPT_WRITEDATA, own)
        fclayer_curl_set_pointer(handle, CURLOPT_HEADERDATA, own)
        fclayer_curl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let transfer = Unmanaged<LoopbackTransfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        fclayer_curl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let transfer = Unmanaged<LoopbackTransfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        guard openSocket != nil else { return }
        fclayer_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, own)
        fclayer_curl_set_open_socket(handle) { context, _, address in
            guard let context, let address else { return CURL_SOCKET_BAD }
            let transfer = Unmanaged<LoopbackTransfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.openSocket?(address.pointee.family) ?? CURL_SOCKET_BAD
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard size + Int64(bytes.count) <= request.limit else {
            refusal = .tooLarge(limit: request.limit)
            return false
        }
        size += Int64(bytes.count)
        sink(bytes)
        return true
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headSize += bytes.count
        guard headSize <= request.headLimit else {
            refusal = .headTooLarge(limit: request.headLimit)
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A new head after an interim answer.
            headers.removeAll()
            headSize = bytes.count
            return true
        }
        guard let colon = line.firstIndex(of: ":") else { return true }
        let value = line[line.index(after: colon)...]
        headers.append(HTTPHeader(String(line[..<colon]), trimmed(value)))
        return true
    }

    private func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private var status: Int? {
        var status = 0
        fclayer_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return status > 0 ? status : nil
    }

    private func outcome(_ code: CURLcode, _ duration: Duration) -> Result<LoopbackAnswer, LoopbackError> {
        if let refusal { return .failure(error(refusal, duration)) }
        switch code {
        case CURLE_OK:
            return .success(LoopbackAnswer(status: status ?? 0, headers: headers, size: size, duration: duration))
        case CURLE_COULDNT_CONNECT: return .failure(error(.refused, duration))
        case CURLE_OPERATION_TIMEDOUT: return .failure(error(.timeout, duration))
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE:
            return .failure(error(.closed, duration))
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            return .failure(error(.notHTTP, duration))
        default: return .failure(error(.other, duration, fclayer_curl_easy_strerror(code).map { String(cString: $0) }))
        }
    }

    private func error(
        _ code: LoopbackError.Code, _ duration: Duration, _ fallback: String? = nil
    ) -> LoopbackError {
        let words = String(cString: errorText)
        return LoopbackError(
            code: code, status: status, headers: headers, size: size, words: words.isEmpty ? fallback ?? "" : words,
            duration: duration)
    }
}

extension Duration {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
