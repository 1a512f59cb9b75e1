import Archives
import BuildModel
import FileTrees
import Testing

@testable import Resolving

/// Packages that were made to break out of a layer, or that no layer can hold as they are.
@Suite(.enabled(if: Tools.hasPython), .timeLimit(.minutes(30)))
struct HostilePackageTests {
    /// Makes a package of the lines `kind path text`, with modes in octal, by Python's own tarfile, and packs it.
    private func pack(_ entries: [String]) async throws -> (contents: DebianContents, zip: ZipDirectory) {
        let folder = try TestFolder()
        let script = """
            import io, sys, tarfile
            def tar(entries):
                data = io.BytesIO()
                with tarfile.open(fileobj=data, mode="w:xz") as archive:
                    for kind, mode, path, text in entries:
                        info = tarfile.TarInfo(path)
                        info.mode = int(mode, 8)
                        info.type = {"file": tarfile.REGTYPE, "link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE,
                                     "device": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE, "folder": tarfile.DIRTYPE}[kind]
                        if kind == "file": info.size = len(text)
                        else: info.linkname = text
                        archive.addfile(info, io.BytesIO(text.encode()) if kind == "file" else None)
                return data.getvalue()
            control = b"Package: a\\nVersion: 1\\nArchitecture: amd64\\n"
            entries = [line.split("|") for line in sys.argv[2:]]
            with open(sys.argv[1], "wb") as file:
                file.write(b"!<arch>\\n")
                parts = [("debian-binary", b"2.0\\n"),
                         ("control.tar.xz", tar([("file", "644", "./control", control.decode())])),
                         ("data.tar.xz", tar(entries))]
                for name, data in parts:
                    file.write(b"%-16s%-12d%-6d%-6d%-8s%-10d`\\n" % (name.encode(), 0, 0, 0, b"100644", len(data)))
                    file.write(data + b"\\n" * (len(data) % 2))
            """
        let file = folder.path + "/a.deb"
        _ = try await Tools.python(script, [file] + entries)
        let contents = try DebianPacking.pack(file, into: folder.path + "/a.zip", scratch: folder.path)
        return (contents, try ZipDirectory(path: folder.path + "/a.zip"))
    }

    private func refusal(
        _ entries: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ArchiveError.Code? {
        let error = await #expect(throws: ArchiveError.self, sourceLocation: sourceLocation) { try await pack(entries) }
        return error?.code
    }

    @Test func packsWhatProgramsNeed() async throws {
        let (contents, zip) = try await pack([
            "file|755|./usr/bin/tool|x", "file|644|./usr/lib/x86_64-linux-gnu/liba.so.1.2|y",
            "link|777|./usr/lib/x86_64-linux-gnu/liba.so.1|liba.so.1.2", "file|644|./usr/share/man/man1/tool.1|z",
            "file|644|./usr/share/doc/a/copyright|see /usr/share/common-licenses/BSD.",
            "hard|755|./usr/bin/other|usr/bin/tool",
        ])
        #expect(
            zip.entries.map(\.name) == [
                "bin/other", "bin/tool", "lib/liba.so.1", "lib/liba.so.1.2", "share/doc/a/copyright",
            ])
        #expect(zip.entry(named: "lib/liba.so.1")?.symlinkTarget == "liba.so.1.2")
        #expect(zip.entry(named: "bin/other")?.symlinkTarget == "tool")
        #expect(zip.entry(named: "bin/tool")?.isExecutable == true)
        #expect(contents.licence == "BSD")
    }

    @Test func dropsSetUserBits() async throws {
        let (_, zip) = try await pack(["file|6755|./usr/bin/su|x", "file|1777|./usr/share/a|x"])
        #expect(zip.entry(named: "bin/su").map { $0.mode & 0o7777 } == 0o755)
        #expect(zip.entry(named: "share/a").map { $0.mode & 0o7000 } == 0)
        #expect(!zip.defects.contains { $0.kind == .setuid || $0.kind == .worldWritable })
    }

    @Test(arguments: ["device|644|./usr/lib/a|", "pipe|644|./usr/share/a|", "device|644|./dev/null|"])
    func rejectsDevices(_ entry: String) async throws {
        #expect(try await refusal(entry) == .refused(.specialFile))
    }

    @Test func rejectsNamesThatLeaveThePackage() async throws {
        #expect(try await refusal("file|644|./usr/bin/../../../etc/passwd|x") == .refused(.nameLeavesPackage))
        #expect(try await refusal("file|644|/usr/bin/a|x") == .refused(.absoluteName))
    }

    @Test func rejectsLinksAboveTheRoot() async throws {
        #expect(
            try await refusal("link|777|./usr/bin/a|../../../../etc/passwd") == .refused(.symlinkLeavesPackage))
    }

    @Test func leavesOutLinksToTheSystem() async throws {
        let (_, zip) = try await pack([
            "link|777|./usr/bin/a|/root/.ssh/id", "link|777|./usr/bin/b|/etc/alternatives/b",
            "link|777|./usr/bin/c|/proc/self/exe", "file|644|./usr/share/d|x",
        ])
        #expect(zip.entries.map(\.name) == ["share/d"])
    }

    /// `/usr/lib/x` and `/usr/lib/x86_64-linux-gnu/x` have one place.
    @Test func rejectsTwoFilesOfOnePlace() async throws {
        #expect(
            try await refusal("file|644|./usr/lib/a|x", "file|644|./usr/lib/x86_64-linux-gnu/a|y") == .duplicateMember)
    }

    @Test func takesTheFileOfOldAndNewNames() async throws {
        let (_, zip) = try await pack([
            "link|777|./bin/a|/usr/bin/a", "file|755|./usr/bin/a|x", "link|777|./usr/sbin/a|../bin/a",
        ])
        #expect(zip.entries.map(\.name) == ["bin/a"])
        #expect(zip.entry(named: "bin/a")?.isSymlink == false)
    }

    @Test func rejectsNamesThatDifferByCase() async throws {
        #expect(try await refusal("file|644|./usr/share/a/README|x", "file|644|./usr/share/a/readme|y") == .caseClash)
    }

    @Test func rejectsHardLinkToWhatIsNotThere() async throws {
        #expect(try await refusal("hard|644|./usr/share/a|etc/shadow") != nil)
    }

    @Test func packsTheSameBytesTwice() async throws {
        let entries = ["file|755|./usr/bin/b|x", "file|644|./usr/bin/a|y", "link|777|./usr/bin/c|a"]
        let first = try await pack(entries)
        let second = try await pack(entries.reversed())
        #expect(first.zip.entries.map(\.name) == second.zip.entries.map(\.name))
        #expect(first.zip.entries.map(\.crc32) == second.zip.entries.map(\.crc32))
    }
}
