#if os(Linux)
    import Downloads
    import FileTrees
    import Testing

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A small file system of its own for a test; making one takes root.
    final class SmallDisk {
        let path: String

        init?() {
            guard let folder = try? ScratchFolder(in: "/tmp", prefix: "fclayer-disk-").keep() else { return nil }
            path = folder
            if mount("tmpfs", folder, "tmpfs", 0, "size=64k") != 0 {
                rmdir(folder)
                return nil
            }
        }

        /// A process that another test is just starting can hold a file open for a moment; the system is busy then.
        func makeReadOnly() -> Bool {
            for _ in 0..<200 {
                if mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 { return true }
                usleep(20_000)
            }
            return false
        }

        deinit {
            umount2(path, CInt(MNT_DETACH))
            rmdir(path)
        }

        static let works = SmallDisk() != nil
    }

    @Suite(.enabled(if: TestServer.works && SmallDisk.works), .timeLimit(.minutes(1))) struct FullDiskTests {
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
