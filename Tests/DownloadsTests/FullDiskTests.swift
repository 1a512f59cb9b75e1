#if os(Linux)
    import Downloads
    import FileTrees
    import TestSupport
    import Testing

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    @Suite(.enabled(if: TestServer.works && SmallDisk.works), .timeLimit(.minutes(30))) struct FullDiskTests {
        @Test func fullAndReadOnlyDisksAreTold() async throws {
            let test = try DownloadTestCase()
            let disk = try #require(SmallDisk())
            let request = DownloadRequest(url: test.server.url("/file/1000000"), destination: disk.path + "/out")
            await #expect { try await test.downloader().fetch([request])[0].get() } throws: { error in
                downloadCode(error) == .disk(.diskFull) && "\(error)".contains("no space is left")
            }
            #expect(try Files.names(inFolder: disk.path).isEmpty)
            try #require(disk.makeReadOnly())
            await #expect { try await test.downloader().fetch([request])[0].get() } throws: {
                downloadCode($0) == .disk(.readOnly)
            }
        }
    }
#endif
