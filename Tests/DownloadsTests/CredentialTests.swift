import Downloads
import FileTrees
import Foundation
import Testing

@Suite(.enabled(if: TestServer.works), .timeLimit(.minutes(30))) struct CredentialTests {
    let test: DownloadTestCase
    let user = "me:p%40ss%20w%C3%B6rd"

    init() throws { test = try DownloadTestCase() }

    private func headers(_ downloader: Downloader, _ url: String) async throws -> [String: String] {
        try await JSONDecoder().decode([String: String].self, from: Data(downloader.fetchBytes(url).bytes))
    }

    @Test func missingCredentialsAreTold() async {
        await #expect { try await test.downloader().fetchBytes(test.server.url("/auth")) } throws: {
            downloadCode($0) == .unauthorized
        }
    }

    @Test func takesCredentialsFromAddressAndRemembersThemForTheOrigin() async throws {
        let downloader = test.downloader()
        let page = try await downloader.fetchBytes(test.server.url("/auth/index/", user: user))
        #expect(page.bytes == Array("welcome".utf8))
        #expect(page.finalURL == test.server.url("/auth/index/"))
        _ = try await downloader.fetchBytes(test.server.url("/auth/file"))
        #expect(try await headers(downloader, test.server.url("/headers", host: "localhost"))["Authorization"] == nil)
    }

    @Test func redirectToAnotherOriginGetsNoCredentials() async throws {
        let target = Data(test.server.url("/headers", host: "localhost").utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_")
        let found = try await headers(test.downloader(), test.server.url("/to/\(target)", user: user))
        #expect(found["Authorization"] == nil && found["Host"]?.hasPrefix("localhost") == true)
    }

    @Test func redirectWithinTheOriginKeepsCredentials() async throws {
        // /auth
        let page = try await test.downloader().fetchBytes(test.server.url("/to/L2F1dGg=", user: user))
        #expect(page.bytes == Array("welcome".utf8))
    }

    @Test(arguments: [true, false]) func takesCredentialsFromNetrc(byVariable: Bool) async throws {
        let path = test.folder + (byVariable ? "/my netrc" : "/.netrc")
        try AtomicFile.write(Array("machine 127.0.0.1 login me password \"p@ss wörd\"\n".utf8), to: path, mode: 0o600)
        let environment = byVariable ? ["NETRC": path, "HOME": "/no"] : ["HOME": test.folder]
        let page = try await test.downloader(environment).fetchBytes(test.server.url("/auth"))
        #expect(page.bytes == Array("welcome".utf8))
        await #expect(throws: DownloadError.self) {
            try await test.downloader(environment).fetchBytes(test.server.url("/auth", host: "localhost"))
        }
    }

    @Test func addressWinsOverNetrc() async throws {
        try AtomicFile.write(Array("machine 127.0.0.1 login me password wrong\n".utf8), to: test.folder + "/.netrc")
        _ = try await test.downloader(["HOME": test.folder]).fetchBytes(test.server.url("/auth", user: user))
    }

    @Test func passwordsAreNotShown() async throws {
        let error = await #expect(throws: DownloadError.self) {
            try await test.downloader().fetchBytes(test.server.url("/missing?Signature=topsecret", user: "me:secret"))
        }
        #expect(error?.description == "cannot fetch `\(test.server.url("/missing", user: "***"))?***`: not found")
        #expect(redactedURL("https://token@host/x#sha256=1") == "https://***@host/x")
        #expect(redactedURL("https://a:b@c@host") == "https://***@host")
        #expect(redactedURL("https://host/a@b") == "https://host/a@b")
        #expect(redactedURL("no address") == "no address")
    }
}
