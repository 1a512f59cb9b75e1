import CLibCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A libcurl handle at work on an exchange. Lives on the thread of the transfer loop only.
final class Transfer {
    let handle: UnsafeMutableRawPointer
    let identifier: UInt64
    private let exchange: Exchange
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var headers: [String: String] = [:]
    private var hasBegun = false

    /// `nil` if libcurl is out of memory.
    init?(_ exchange: Exchange, identifier: UInt64) {
        guard let handle = fclayer_curl_easy_init() else { return nil }
        self.handle = handle
        self.identifier = identifier
        self.exchange = exchange
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        configure()
    }

    deinit {
        fclayer_curl_easy_cleanup(handle)
        fclayer_curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    private func set(_ option: CURLoption, _ value: Int) { fclayer_curl_set_long(handle, option, value) }

    private func set(_ option: CURLoption, _ value: String) { fclayer_curl_set_string(handle, option, value) }

    private func configure() {
        let (policy, settings) = (exchange.policy, exchange.settings)
        set(CURLOPT_URL, exchange.address.text)
        fclayer_curl_limit_protocols(handle)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        set(CURLOPT_BUFFERSIZE, 256 << 10)
        set(CURLOPT_USERAGENT, "fclayer")
        set(CURLOPT_CONNECTTIMEOUT_MS, policy.connectTimeout)
        set(CURLOPT_LOW_SPEED_LIMIT, 128)
        set(CURLOPT_LOW_SPEED_TIME, max(1, policy.stallTimeout))
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if exchange.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "") }
        // An empty string keeps libcurl from reading the environment by rules of its own.
        set(CURLOPT_PROXY, settings.proxy(scheme: exchange.address.scheme) ?? "")
        set(CURLOPT_NOPROXY, settings.noProxy ?? "")
        if let file = settings.certificateFile { set(CURLOPT_CAINFO, file) }
        if let folder = settings.certificateFolder { set(CURLOPT_CAPATH, folder) }
        if let credentials = exchange.credentials {
            set(CURLOPT_USERNAME, credentials.user)
            if let password = credentials.password { set(CURLOPT_PASSWORD, password) }
        }
        if let netrc = settings.netrc, exchange.credentials?.password == nil, !exchange.isAuthorized {
            set(CURLOPT_NETRC, Int(CURL_NETRC_OPTIONAL.rawValue))
            set(CURLOPT_NETRC_FILE, netrc)
        }
        setMethod()
        for header in exchange.headers { headerList = fclayer_curl_slist_append(headerList, header) ?? headerList }
        if let headerList { fclayer_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headerList) }
        fclayer_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        let own = Unmanaged.passUnretained(self).toOpaque()
        fclayer_curl_set_pointer(handle, CURLOPT_WRITEDATA, own)
        fclayer_curl_set_pointer(handle, CURLOPT_HEADERDATA, own)
        fclayer_curl_set_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        fclayer_curl_set_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
    }

    private func setMethod() {
        switch exchange.method {
        case .get: break
        case .head: set(CURLOPT_NOBODY, 1)
        case .put(let source):
            set(CURLOPT_UPLOAD, 1)
            fclayer_curl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(source.size))
            // Waiting for `100 Continue` would cost a second where the server knows nothing of it.
            headerList = fclayer_curl_slist_append(headerList, "Expect:") ?? headerList
            let own = Unmanaged.passUnretained(source).toOpaque()
            fclayer_curl_set_pointer(handle, CURLOPT_READDATA, own)
            fclayer_curl_set_pointer(handle, CURLOPT_SEEKDATA, own)
            fclayer_curl_set_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
                guard let bytes, let context else { return Int(CURL_READFUNC_ABORT) }
                let source = Unmanaged<UploadSource>.fromOpaque(context).takeUnretainedValue()
                let room = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
                return source.read(into: room) ?? Int(CURL_READFUNC_ABORT)
            }
            fclayer_curl_set_seek(handle) { context, offset, origin in
                guard let context, origin == SEEK_SET else { return CURL_SEEKFUNC_CANTSEEK }
                Unmanaged<UploadSource>.fromOpaque(context).takeUnretainedValue().rewind(to: Int64(offset))
                return CURL_SEEKFUNC_OK
            }
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        begin() && exchange.sink.write(bytes)
    }

    private func begin() -> Bool {
        if hasBegun { return true }
        hasBegun = true
        return exchange.sink.begin(head())
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        // A new head after an interim answer.
        if line.hasPrefix("HTTP/") { return headers.removeAll() }
        guard headers.count < 500, let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...]
        headers[line[..<colon].lowercased()] = trimmed(value)
    }

    private func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private func head() -> ResponseHead {
        var status = 0
        fclayer_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        var length: curl_off_t = -1
        fclayer_curl_get_offset(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length)
        var target: UnsafePointer<CChar>?
        fclayer_curl_get_string(handle, CURLINFO_REDIRECT_URL, &target)
        return ResponseHead(
            status: exchange.address.scheme == "file" ? 200 : status, length: length < 0 ? nil : Int64(length),
            headers: headers, redirect: target.map { String(cString: $0) })
    }

    /// The outcome once libcurl is done with the handle.
    func outcome(_ code: CURLcode) -> ExchangeOutcome {
        if code == CURLE_OK {
            if begin() { return .answered(head()) }
            return .failed(code: CURLE_WRITE_ERROR.rawValue, words: "the answer was refused")
        }
        // A proxy that opens no tunnel answers with a status of its own, which libcurl only counts as a broken connection.
        var proxyStatus = 0
        fclayer_curl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &proxyStatus)
        if proxyStatus >= 400 { return .answered(ResponseHead(status: proxyStatus, headers: headers)) }
        var words = String(cString: errorText)
        if words.isEmpty { words = String(cString: fclayer_curl_easy_strerror(code)) }
        if let password = exchange.credentials?.password, !password.isEmpty {
            words = words.split(separator: password, omittingEmptySubsequences: false).joined(separator: "***")
        }
        return .failed(code: code.rawValue, words: words)
    }
}
