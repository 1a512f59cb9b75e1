import Downloads
import FileTrees
import Foundation
import Testing

@Suite(.enabled(if: TestServer.works), .timeLimit(.minutes(30))) struct ProxyAndTLSTests {
    let test: DownloadTestCase

    init() throws { test = try DownloadTestCase() }

    @Test(arguments: ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
    func goesThroughProxyOfEnvironment(variable: String) async throws {
        let proxy = try TestServer()
        let environment = [variable: "http://u:p@127.0.0.1:\(proxy.port)"]
        let page = try await test.downloader(environment).fetchBytes(test.server.url("/file/10"))
        #expect(page.bytes == TestServer.contents(10))
        #expect(page.contentType == "proxied/Basic-dTpw")
        for exception in ["127.0.0.1", "*", "other,127.0.0.1"] {
            for name in ["no_proxy", "NO_PROXY"] {
                let direct = try await test.downloader(environment.merging([name: exception]) { $1 })
                    .fetchBytes(test.server.url("/file/10"))
                #expect(direct.contentType == "text/plain")
            }
        }
    }

    @Test func proxyForOtherSchemeIsNotUsed() async throws {
        let page = try await test.downloader(["https_proxy": "http://127.0.0.1:9"]).fetchBytes(
            test.server.url("/file/1"))
        #expect(page.contentType == "text/plain")
        // In a CGI program this variable is a header that the client sent.
        let inCGI = ["HTTP_PROXY": "http://127.0.0.1:9", "REQUEST_METHOD": "GET"]
        #expect(try await test.downloader(inCGI).fetchBytes(test.server.url("/file/1")).contentType == "text/plain")
    }

    @Test func deadProxyIsAConnectionError() async {
        await #expect {
            try await test.downloader(["http_proxy": "http://127.0.0.1:9"], attempts: 1).fetchBytes(
                test.server.url("/file/1"))
        } throws: {
            downloadCode($0) == .connection
        }
    }

    @Test(
        .enabled(if: Files.exists("/usr/bin/openssl")),
        arguments: ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "PIP_CERT"])
    func trustsOnlyKnownCertificates(variable: String) async throws {
        let pem = try certificate()
        let secure = try TestServer(certificate: pem)
        let url = "https://localhost:\(secure.port)/file/10"
        await #expect { try await test.downloader().fetchBytes(url) } throws: {
            guard let error = $0 as? DownloadError else { return false }
            return error.code == .tls && error.attempts == 1
        }
        let trusting = test.downloader([variable: pem + ".crt"])
        #expect(try await trusting.fetchBytes(url).bytes == TestServer.contents(10))
        await #expect { try await trusting.fetchBytes("https://127.0.0.1:\(secure.port)/file/10") } throws: {
            downloadCode($0) == .tls
        }
        await #expect { try await test.downloader([variable: "/no/such/file"]).fetchBytes(url) } throws: {
            downloadCode($0) == .tls
        }
        let back = Data(test.server.url("/file/1").utf8).base64EncodedString().replacing("+", with: "-").replacing(
            "/", with: "_")
        await #expect { try await trusting.fetchBytes("https://localhost:\(secure.port)/to/\(back)") } throws: {
            downloadCode($0) == .badScheme
        }
    }

    /// Makes a key and a certificate for `localhost` and returns the file with both; the certificate alone is beside it.
    private func certificate() throws -> String {
        let pem = test.folder + "/server.pem"
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost", "-keyout", pem + ".key", "-out", pem + ".crt",
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try AtomicFile.write(Files.read(pem + ".key") + Files.read(pem + ".crt"), to: pem)
        return pem
    }

    @Test(.enabled(if: Files.exists("/usr/bin/openssl"))) func reachesSecureServersThroughProxy() async throws {
        let pem = try certificate()
        let (secure, proxy) = (try TestServer(certificate: pem), try TestServer())
        let url = "https://localhost:\(secure.port)/file/10"
        let trust = ["SSL_CERT_FILE": pem + ".crt"]
        func through(_ proxy: String) -> Downloader {
            test.downloader(trust.merging(["HTTPS_PROXY": proxy]) { $1 }, attempts: 2)
        }
        #expect(
            try await through("http://u:p@127.0.0.1:\(proxy.port)").fetchBytes(url).bytes == TestServer.contents(10))
        let error = await #expect(throws: DownloadError.self) {
            try await through("http://127.0.0.1:\(proxy.port)").fetchBytes(url)
        }
        #expect(error?.code == .unauthorized && error?.attempts == 1)
        await #expect {
            try await through("http://u:p@127.0.0.1:\(proxy.port)").fetchBytes("https://localhost:9/")
        } throws: {
            downloadCode($0) == .serverError(status: 502)
        }
    }
}
