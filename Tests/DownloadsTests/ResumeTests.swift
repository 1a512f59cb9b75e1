import BuildModel
import Downloads
import FileTrees
import Testing

/// Going on with what an earlier run left.
@Suite(.enabled(if: TestServer.works), .timeLimit(.minutes(30))) struct ResumeTests {
    let test: DownloadTestCase
    let contents = TestServer.contents(10_000)

    init() throws { test = try DownloadTestCase() }

    private func fetch(_ path: String, part: [UInt8]) async throws -> DownloadedFile {
        try AtomicFile.write(part, to: test.folder + "/out.part")
        let file = try await #require(test.downloader().fetch([test.request(path, expecting: contents)]).first).get()
        #expect(try Files.read(file.path) == contents)
        #expect(try Files.names(inFolder: test.folder) == ["out"])
        return file
    }

    @Test func goesOnFromWhereItStopped() async throws {
        #expect(try await fetch("/range/10000", part: Array(contents[..<4000])).resumedFrom == 4000)
        #expect(try await test.log() == [["/range/10000", "bytes=4000-", nil, nil]])
    }

    @Test func startsAnewWhenServerIgnoresRange() async throws {
        #expect(try await fetch("/file/10000", part: Array(contents[..<4000])).resumedFrom == 0)
    }

    @Test func startsAnewWhenServerAnswersWithAnotherRange() async throws {
        #expect(try await fetch("/wrongrange/10000", part: Array(contents[..<4000])).resumedFrom == 0)
        #expect(try await test.log().map { $0[1] } == ["bytes=4000-", nil])
    }

    @Test func startsAnewWhenWhatWasLeftIsWrong() async throws {
        _ = try await fetch("/range/10000", part: [UInt8](repeating: 0xEE, count: 4000))
        #expect(try await test.log().map { $0[1] } == ["bytes=4000-", nil])
    }

    @Test func startsAnewWhenTooMuchWasLeft() async throws {
        _ = try await fetch("/range/10000", part: contents + [1])
        #expect(try await test.log().map { $0[1] } == ["bytes=10001-", nil])
    }

    @Test func takesWholeFileThatOnlyLacksItsName() async throws {
        #expect(try await fetch("/range/10000", part: contents).attempts == 0)
        #expect(try await test.log().isEmpty)
    }

    @Test func ignoresRestOfUnknownContents() async throws {
        try AtomicFile.write([9, 9], to: test.folder + "/out.part")
        let file = try await #require(test.downloader().fetch([test.request("/range/10000")]).first).get()
        #expect(try Files.read(file.path) == contents)
        #expect(try await test.log().map { $0[1] } == [nil])
    }

    @Test func twoFetchesOfOneFileDoNotMix() async throws {
        let request = test.request("/file/10000", expecting: contents)
        for result in await test.downloader().fetch(Array(repeating: request, count: 12)) {
            #expect(try result.get().digest == request.expected)
        }
        #expect(try Files.names(inFolder: test.folder) == ["out"])
    }
}
