import Downloads
import FileTrees
import Foundation
import Testing

@Suite(.enabled(if: TestServer.works), .timeLimit(.minutes(30))) struct FetchBytesTests {
    let test: DownloadTestCase

    init() throws { test = try DownloadTestCase() }

    @Test func givesPageWithTypeAndFinalAddress() async throws {
        // /file/10
        let page = try await test.downloader().fetchBytes(test.server.url("/to/L2ZpbGUvMTA="))
        #expect(page.status == 200 && page.contentType == "text/plain" && page.bytes == TestServer.contents(10))
        #expect(page.finalURL == test.server.url("/file/10"))
    }

    @Test func sendsAcceptHeader() async throws {
        let page = try await test.downloader().fetchBytes(
            test.server.url("/headers"), accept: "application/vnd.pypi.simple.v1+json, text/html;q=0.1")
        let headers = try JSONDecoder().decode([String: String].self, from: Data(page.bytes))
        #expect(headers["Accept"] == "application/vnd.pypi.simple.v1+json, text/html;q=0.1")
    }

    @Test func unpacksCompressedPages() async throws {
        let page = try await test.downloader().fetchBytes(test.server.url("/gzip"))
        #expect(page.bytes == Array(String(repeating: "plain ", count: 1000).utf8))
    }

    @Test func limitHoldsForUnpackedBytes() async {
        for (path, limit) in [("/gzip", 5999), ("/file/100", 99), ("/endless", 50_000)] {
            await #expect { try await test.downloader().fetchBytes(test.server.url(path), limit: limit) } throws: {
                downloadCode($0) == .tooLarge(limit: Int64(limit))
            }
        }
    }

    @Test func asksWhetherPageHasChanged() async throws {
        let downloader = test.downloader()
        let page = try await downloader.fetchBytes(test.server.url("/tagged"))
        #expect(page.status == 200 && page.entityTag == "\"v1\"")
        let again = try await downloader.fetchBytes(test.server.url("/tagged"), knownTag: page.entityTag)
        #expect(again.status == 304 && again.bytes.isEmpty)
    }

    @Test func manyPagesAtOnceShareTheLoop() async throws {
        let downloader = test.downloader(parallel: 4)
        let url = test.server.url("/file/1000")
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<100 { group.addTask { try await downloader.fetchBytes(url).bytes } }
            for try await bytes in group { #expect(bytes.count == 1000) }
        }
    }

    @Test func cancelledBeforeItStartsIsCancelled() async {
        let downloader = test.downloader()
        let url = test.server.url("/hang")
        let task = Task { try await downloader.fetchBytes(url) }
        task.cancel()
        let result = await task.result
        #expect { try result.get() } throws: { downloadCode($0) == .cancelled }
    }
}
