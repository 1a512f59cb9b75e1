import FileTrees

/// What the environment says about proxies, certificates and passwords.
struct NetworkSettings: Hashable, Sendable {
    /// A bundle of trusted certificates, instead of the system's.
    let certificateFile: String?
    /// A folder of trusted certificates.
    let certificateFolder: String?
    /// The file of passwords by host.
    let netrc: String?
    /// Hosts that are reached directly.
    let noProxy: String?
    private let proxies: [String: String]

    /// Reads the variables that pip, curl, requests and OpenSSL know.
    init(environment: [String: String]) {
        func value(_ names: String...) -> String? {
            for name in names { if let value = environment[name], !value.isEmpty { return value } }
            return nil
        }
        var file: String?
        var folder: String?
        for name in ["PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"] {
            guard file == nil, folder == nil, let path = value(name) else { continue }
            // requests takes a folder of certificates here as well.
            if (try? Files.status(path).kind) == .folder { folder = path } else { file = path }
        }
        if folder == nil, let folders = value("SSL_CERT_DIR") {
            folder = folders.split(separator: ":").map(String.init).first { Files.exists($0) }
        }
        certificateFile = file
        certificateFolder = folder
        netrc = value("NETRC") ?? environment["HOME"].map { $0 + "/.netrc" }.flatMap { Files.exists($0) ? $0 : nil }
        noProxy = value("no_proxy", "NO_PROXY")
        var proxies: [String: String] = [:]
        // Inside CGI, HTTP_PROXY is a header that a client sent.
        let isCGI = environment["REQUEST_METHOD"] != nil
        proxies["http"] = isCGI ? value("http_proxy") : value("http_proxy", "HTTP_PROXY")
        proxies["https"] = value("https_proxy", "HTTPS_PROXY")
        if let all = value("all_proxy", "ALL_PROXY") {
            for scheme in ["http", "https"] where proxies[scheme] == nil { proxies[scheme] = all }
        }
        self.proxies = proxies
    }

    /// The proxy for addresses of a scheme.
    func proxy(scheme: String) -> String? { proxies[scheme] }
}
