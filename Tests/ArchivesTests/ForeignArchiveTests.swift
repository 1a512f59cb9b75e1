import Archives
import BuildModel
import Foundation
import Testing

/// Archives that other programs make, and that are fine.
@Suite struct ForeignArchiveTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func readsSizesThatFollowTheData() throws {
        for marker in [le32(0x0807_4B50), []] {
            var entries = ["a.txt", "b.txt"].map { RawZip.Entry($0, "some contents") }
            for index in entries.indices {
                entries[index].flags |= 8
                entries[index].localCRC = 0
                entries[index].localSize = 0
                let size = le32(UInt32(entries[index].contents.count))
                entries[index].after = marker + le32(RawZip.crc32(entries[index].contents)) + size + size
            }
            let directory = try ZipDirectory(path: folder.write("a.zip", RawZip(entries[0], entries[1]).bytes))
            #expect(directory.defects.isEmpty)
            #expect(try directory.bytes(of: directory.entries[1]) == entries[1].contents)
        }
    }

    @Test func readsArchiveWithoutEntries() throws {
        var zip = RawZip(.init("a"))
        zip.entries = []
        let directory = try ZipDirectory(path: folder.write("empty.zip", zip.bytes))
        #expect(directory.entries.isEmpty)
        #expect(directory.defects.isEmpty)
    }

    @Test func readsArchiveWithComment() throws {
        var zip = RawZip(.init("a"))
        zip.comment = Array("made by hand".utf8)
        #expect(try ZipDirectory(path: folder.write("a.zip", zip.bytes)).entries.count == 1)
    }

    @Test func takesNoUnixModeFromOtherSystems() throws {
        var entry = RawZip.Entry("a")
        entry.system = 0
        entry.mode = 0o104777
        let directory = try ZipDirectory(path: folder.write("dos.zip", RawZip(entry).bytes))
        #expect(directory.entries[0].mode == 0)
        #expect(directory.entries[0].kind == .file)
    }

    @Test(.enabled(if: OutsideTool.isThere("python3")))
    func readsWhatPythonWrites() throws {
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("plain.py", "import os\\n" * 50)
                z.mkdir("folder") if hasattr(z, "mkdir") else z.writestr("folder/", "")
                with z.open("wide.bin", "w", force_zip64=True) as f: f.write(b"wide" * 1000)
                z.writestr("größe.txt", "x", zipfile.ZIP_STORED)
            class Pipe:
                def __init__(self, f): self.f = f
                def write(self, b): return self.f.write(b)
                def flush(self): self.f.flush()
            with open(sys.argv[2], "wb") as f, zipfile.ZipFile(Pipe(f), "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("streamed.py", "import os\\n" * 50)
            """
        let python = try #require(OutsideTool("python3"))
        let result = try python.run(["-c", script, folder.file("1.zip"), folder.file("2.zip")])
        #expect(result.status == 0, "\(result.text)")
        for name in ["1.zip", "2.zip"] {
            let directory = try ZipDirectory(path: folder.file(name))
            #expect(!directory.defects.contains { $0.kind.isRefused })
            let verified = try directory.verifyAll(initial: { _ in 0 }, update: { $0 += $1.count })
            #expect(verified.allSatisfy { $0.failure == nil })
        }
    }

    @Test(.enabled(if: OutsideTool.isThere("zip")))
    func readsWhatInfoZipWrites() throws {
        try folder.write("a.txt", Array("text".utf8))
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "a.txt")
        let zip = try #require(OutsideTool("zip"))
        #expect(try zip.run(["-jqy", folder.file("a.zip"), folder.file("a.txt"), folder.file("link")]).status == 0)
        let directory = try ZipDirectory(path: folder.file("a.zip"))
        #expect(directory.entry(named: "link")?.symlinkTarget == "a.txt")
        #expect(directory.defects.isEmpty)
    }

    /// More entries than the old end record can count.
    @Test func writesAndReadsSeventyThousandEntries() throws {
        var writer = try ZipWriter(path: folder.file("many.zip"))
        for index in 0..<70_000 {
            writer.add(ZipMember(path: try PackagePath("d\(index % 100)/f\(index)"), content: .bytes([])))
        }
        _ = try writer.finish()
        let directory = try ZipDirectory(path: folder.file("many.zip"))
        #expect(directory.entries.count == 70_000)
        #expect(directory.defects.map(\.kind) == [.zip64])
    }
}
