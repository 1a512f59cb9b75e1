import BuildModel
import Downloads
import FileTrees
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite(.enabled(if: TestServer.works), .timeLimit(.minutes(30))) struct FetchTests {
    let test: DownloadTestCase

    init() throws { test = try DownloadTestCase() }

    private func fetch(_ request: DownloadRequest, attempts: Int = 3, stall: Int = 15) async throws -> DownloadedFile {
        let results = await test.downloader(attempts: attempts, stall: stall).fetch([request])
        return try #require(results.first).get()
    }

    private func code(_ request: DownloadRequest, attempts: Int = 3, stall: Int = 15) async -> DownloadError.Code? {
        do { _ = try await fetch(request, attempts: attempts, stall: stall) } catch { return downloadCode(error) }
        return nil
    }

    private var leftovers: [String] { (try? Files.names(inFolder: test.folder)) ?? [] }

    @Test func fetchesManyInOrderAndReportsProgress() async throws {
        let sizes = [0, 1, 100_000, 500_000] + (4..<60).map { $0 * 100 }
        let requests = sizes.map { test.request("/file/\($0)", expecting: TestServer.contents($0), as: "f\($0)") }
        let last = Mutex<DownloadProgress?>(nil)
        let results = await test.downloader().fetch(requests) { progress in last.withLock { $0 = progress } }
        for (size, result) in zip(sizes, results) {
            let file = try result.get()
            #expect(file.size == Int64(size) && file.attempts == 1 && file.resumedFrom == 0)
            #expect(try Files.read(file.path) == TestServer.contents(size))
        }
        let total = Int64(sizes.reduce(0, +))
        #expect(
            last.withLock { $0 }
                == DownloadProgress(bytes: total, total: total, finished: sizes.count, count: sizes.count))
        #expect(leftovers.count == sizes.count)
    }

    @Test func oneFailureDoesNotStopTheOthers() async throws {
        let results = await test.downloader().fetch([
            test.request("/missing", as: "a"), test.request("/file/10", as: "b"), test.request("/status/403", as: "c"),
        ])
        #expect(throws: DownloadError.self) { try results[0].get() }
        #expect(try results[1].get().digest == FileDigest.sha256(of: TestServer.contents(10)))
        #expect(throws: DownloadError.self) { try results[2].get() }
        #expect(leftovers == ["b"])
    }

    @Test func missingFileIsToldAndNotAskedForAgain() async throws {
        #expect(await code(test.request("/missing")) == .notFound)
        #expect(await code(test.request("/status/410")) == .notFound)
        #expect(await code(test.request("/status/403")) == .refused(status: 403))
        #expect(try await test.log().count == 3)
        #expect(leftovers.isEmpty)
    }

    @Test func triesAgainWhenServerFails() async throws {
        let file = try await fetch(test.request("/flaky/2"))
        #expect(file.attempts == 3)
        #expect(try Files.read(file.path) == Array("at last".utf8))
    }

    @Test func givesUpAfterStatedAttempts() async throws {
        let request = test.request("/status/500")
        let error = await #expect(throws: DownloadError.self) { try await fetch(request) }
        #expect(error?.code == .serverError(status: 500) && error?.attempts == 3)
        #expect(error?.description == "cannot fetch `\(request.url)`: the server fails with status 500 (tried 3 times)")
        #expect(try await test.log().count == 3)
    }

    @Test func waitsAsLongAsServerAsks() async throws {
        let start = ContinuousClock.now
        #expect(try await fetch(test.request("/patience")).attempts == 2)
        #expect(ContinuousClock.now - start >= .seconds(1))
    }

    @Test func serverThatNeverAnswersTimesOut() async throws {
        #expect(await code(test.request("/hang"), attempts: 1, stall: 1) == .timeout)
        #expect(await code(test.request("/stall"), attempts: 1, stall: 1) == .timeout)
        #expect(leftovers.isEmpty)
    }

    @Test func refusedConnectionIsToldAfterRetries() async throws {
        let dead = try TestServer().space().url("/x")
        let request = DownloadRequest(url: dead, destination: test.folder + "/out")
        let error = await #expect(throws: DownloadError.self) { try await fetch(request) }
        #expect(error?.code == .connection && error?.attempts == 3)
    }

    @Test func unknownHostIsAConnectionError() async {
        #expect(
            await code(
                DownloadRequest(url: "http://no-such-host.invalid/x", destination: test.folder + "/out"), attempts: 1)
                == .connection)
    }

    @Test func brokenConnectionIsTriedAgain() async throws {
        #expect(try await fetch(test.request("/reset")).attempts == 2)
    }

    @Test func goesOnWithTruncatedBody() async throws {
        let contents = TestServer.contents(100_000)
        let file = try await fetch(test.request("/cut/100000"))
        #expect(file.digest == FileDigest.sha256(of: contents) && file.attempts == 2)
        let asked = try await test.log()
        #expect(asked[1] == ["/cut/100000", "bytes=50000-", nil, "\"v1\""])
        #expect(try Files.read(file.path) == contents)
    }

    @Test func startsAnewWhereARestCouldNotBeTold() async throws {
        let file = try await fetch(test.request("/cutplain/100000"))
        #expect(file.digest == FileDigest.sha256(of: TestServer.contents(100_000)))
        #expect(try await test.log()[1] == ["/cutplain/100000", nil, nil, nil])
    }

    @Test func bodyThatIsAlwaysTruncatedIsAnError() async {
        #expect(await code(test.request("/alwayscut")) == .connection)
        #expect(leftovers.isEmpty)
    }

    @Test func wrongDigestIsRefusedAndNothingIsLeft() async throws {
        let (expected, found) = (FileDigest.sha256(of: [1]), FileDigest.sha256(of: TestServer.contents(50)))
        #expect(
            await code(test.request("/file/50", expecting: [1])) == .digestMismatch(expected: expected, found: found))
        #expect(leftovers.isEmpty)
        #expect(try await test.log().count == 1)
    }

    @Test func oversizedBodyIsRefused() async throws {
        #expect(await code(test.request("/file/1000", limit: 999)) == .tooLarge(limit: 999))
        #expect(await code(test.request("/endless", limit: 100_000)) == .tooLarge(limit: 100_000))
        #expect(leftovers.isEmpty)
        #expect(try await fetch(test.request("/file/1000", limit: 1000)).size == 1000)
    }

    @Test func redirectLoopEnds() async throws {
        #expect(await code(test.request("/loop")) == .tooManyRedirects)
        #expect(try await test.log().count == 11)
    }

    @Test(arguments: [
        "ftp://host/x", "gopher://host/x", "data:text/plain,x", "/etc/passwd", "", "http://", "http://a b/", "://x",
    ])
    func refusesAddressThatIsNotOfTheWeb(url: String) async {
        let found = await code(DownloadRequest(url: url, destination: test.folder + "/out"))
        #expect(found == .badScheme || found == .badURL)
        #expect(leftovers.isEmpty)
    }

    @Test func redirectToFileIsRefused() async {
        // file:///etc/passwd
        #expect(await code(test.request("/to/ZmlsZTovLy9ldGMvcGFzc3dk")) == .badScheme)
        #expect(leftovers.isEmpty)
    }

    @Test func readsFileAddresses() async throws {
        try AtomicFile.write([1, 2, 3], to: test.folder + "/source é")
        let url = "file://\(test.folder)/source%20%C3%A9"
        let file = try await fetch(DownloadRequest(url: url, destination: test.folder + "/out"))
        #expect(try Files.read(file.path) == [1, 2, 3])
        #expect(await code(DownloadRequest(url: "file:///no/such", destination: test.folder + "/x")) == .notFound)
    }

    @Test func cancellationStopsAtOnceAndKeepsWhatCanBeGoneOnWith() async throws {
        let request = test.request("/slow", expecting: [1])
        let downloader = test.downloader()
        let task = Task { await downloader.fetch([request, request]) }
        while (try? Files.status(test.folder + "/out.part").size) ?? 0 == 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
        let start = ContinuousClock.now
        task.cancel()
        for result in await task.value { #expect { try result.get() } throws: { downloadCode($0) == .cancelled } }
        #expect(ContinuousClock.now - start < .seconds(300))
        #expect(leftovers == ["out.part"])
    }

    @Test func missingFolderIsADiskError() async {
        let request = DownloadRequest(url: test.server.url("/file/1"), destination: test.folder + "/none/out")
        #expect(await code(request) == .disk(.missing))
    }
}
