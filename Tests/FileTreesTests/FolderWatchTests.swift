import Testing

@testable import FileTrees

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Waiting for what happens in folders.
struct FolderWatchTests {
    @Test func withoutEventsOnlyTimePasses() throws {
        let watch = try FolderWatch(usingEvents: false)
        #expect(!watch.hasEvents)
        #expect(watch.wait(milliseconds: 1) == .timeout)
        watch.stop()
        #expect(watch.wait(milliseconds: nil) == .stopped)
        #expect(watch.wait(milliseconds: nil) == .stopped)
    }

    @Test func pipeThatNobodyReadsIsNoticed() throws {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[1]) }
        let watch = try FolderWatch(usingEvents: false)
        #expect(watch.wait(milliseconds: 1, readers: ends[1]) == .timeout)
        close(ends[0])
        #expect(watch.wait(milliseconds: nil, readers: ends[1]) == .unread)
    }

    #if os(Linux)
        @Test func tellsOfNamesThatMatterAndOfNoOthers() throws {
            let tree = try TemporaryTree()
            try tree.write("1", to: "all/a")
            try tree.write("1", to: "some/wanted")
            let watch = try FolderWatch(usingEvents: true)
            try watch.place([tree.path + "/all": .all, tree.path + "/some": .some(["wanted"])])
            #expect(watch.wait(milliseconds: 1) == .timeout)
            for name in ["all/a", "all/new", "some/wanted"] {
                try tree.write("2", to: name)
                #expect(watch.wait(milliseconds: nil) == .event, "\(name)")
                while watch.wait(milliseconds: 5) == .event {}
            }
            try tree.write("2", to: "some/other")
            try tree.write("2", to: "elsewhere/a")
            #expect(watch.wait(milliseconds: 20) == .timeout)
            // A folder of the same name is another folder.
            try Files.remove(tree.path + "/all")
            #expect(watch.wait(milliseconds: nil) == .event)
            try tree.write("3", to: "all/a")
            try watch.place([tree.path + "/all": .all])
            while watch.wait(milliseconds: 5) == .event {}
            try tree.write("3", to: "some/wanted")
            #expect(watch.wait(milliseconds: 20) == .timeout)
            try tree.write("4", to: "all/a")
            #expect(watch.wait(milliseconds: nil) == .event)
        }

        @Test func burstThatOverflowsIsAnEvent() throws {
            let tree = try TemporaryTree()
            try tree.write("1", to: "a")
            let watch = try FolderWatch(usingEvents: true)
            try watch.place([tree.path: .all])
            // More than the kernel keeps (fs.inotify.max_queued_events is 16384); equal events in a row are one.
            for number in 0..<9000 {
                try Files.setMode(number % 2 == 0 ? 0o600 : 0o644, of: tree.path + "/a")
                try Files.setMode(0o755, of: tree.path)
            }
            #expect(watch.wait(milliseconds: nil) == .event)
            while watch.wait(milliseconds: 5) == .event {}
            try tree.write("2", to: "a")
            #expect(watch.wait(milliseconds: nil) == .event)
        }
    #endif

    /// Lines as the kernel writes them; the words of real mounts.
    @Test func mountsThatTellOfNothingAreKnown() {
        let info = """
            21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            40 21 0:40 / /mnt/c rw,noatime - 9p C:\\134 rw,aname=drvfs;path=C:\\
            41 21 0:41 / /home/me/with\\040space rw - nfs4 server:/export rw
            42 40 8:2 / /mnt/c/local rw - ext4 /dev/sda2 rw
            43 21 0:43 / /over rw - fuse.fuse-overlayfs fuse-overlayfs rw
            44 21 0:44 / /ssh rw - fuse.sshfs me@host: rw
            45 21 0:45 / /twice rw - nfs server:/x rw
            46 21 0:46 / /twice rw - tmpfs tmpfs rw
            """
        let expected: [String: String?] = [
            "/home/me/code": nil, "/mnt/c": "9p", "/mnt/c/code/a": "9p", "/mnt/cc": nil, "/mnt/c/local/x": nil,
            "/home/me/with space/x": "nfs4", "/over/a": nil, "/ssh/a": "fuse.sshfs", "/twice/a": nil,
        ]
        for (folder, type) in expected {
            #expect(SilentMounts.first(among: [folder], mountInfo: info)?.type == type, "\(folder)")
        }
        #expect(SilentMounts.first(among: ["/x", "/ssh/b"], mountInfo: info)?.folder == "/ssh/b")
        #expect(SilentMounts.first(among: ["/x"], mountInfo: "nonsense\n\n - \n") == nil)
    }
}
