import Archives
import Foundation
import Testing

struct TarReaderTests {
    let folder: ScratchFolder
    let inside: String

    init() throws {
        folder = try ScratchFolder()
        inside = folder.file("inside")
        try FileManager.default.createDirectory(atPath: inside, withIntermediateDirectories: true)
    }

    private func link(_ name: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: inside + "/" + name)
    }

    @Test(arguments: ["gzip", "xz", "zstd", "bzip2", "none"])
    func readsEveryCompression(_ tool: String) throws {
        guard tool == "none" || OutsideTool.isThere(tool) else { return }
        var path = try folder.write("a.tar", RawTar(.folder("./d/"), .file("./d/f", "hello")).bytes)
        if tool != "none" {
            _ = try OutsideTool(tool)?.run(["-k", path])
            path = folder.file(folder.names.first { $0.hasPrefix("a.tar.") } ?? "")
        }
        var reader = try TarReader(path: path)
        #expect(try reader.next()?.path == "d")
        let entry = try #require(try reader.next())
        #expect(entry.path == "d/f" && entry.kind == .file && entry.size == 5 && !entry.isExecutable)
        #expect(try reader.contents(limit: 10) == Array("hello".utf8))
        #expect(try reader.next() == nil)
    }

    @Test(.enabled(if: OutsideTool.isThere("gzip")), arguments: ["gzip", "xz", "zstd"])
    func rejectsCompressedDataThatStopsEarly(_ tool: String) throws {
        guard OutsideTool.isThere(tool) else { return }
        var generator = SystemRandomNumberGenerator()
        let noise = String(
            (0..<60_000).map { _ in Character(Unicode.Scalar(UInt8.random(in: 33...126, using: &generator))) })
        let path = try folder.write("a.tar", RawTar(.file("f", noise)).bytes)
        _ = try OutsideTool(tool)?.run([path])
        let name = try #require(folder.names.first { $0.hasPrefix("a.tar") })
        let whole = try folder.read(name)
        for part in [0.1, 0.5, 0.9] {
            let cut = try folder.write("cut", Array(whole.prefix(Int(Double(whole.count) * part))))
            let error = #expect(throws: ArchiveError.self) { try TarReader(path: cut).unpack(into: inside) }
            #expect([.truncated, .damagedData].contains(error?.code), "\(String(describing: error))")
        }
    }

    @Test func readsNamesBeyondASCIIInEveryForm() throws {
        let path = try folder.write("a.tar", RawTar(.file("grün"), .pax(path: "münchen/雪"), .file("x")).bytes)
        try TarReader(path: path).unpack(into: inside)
        #expect(FileManager.default.fileExists(atPath: inside + "/grün"))
        #expect(FileManager.default.fileExists(atPath: inside + "/münchen/雪"))
    }

    @Test func keepsHardLinksAndSymlinks() throws {
        let path = try folder.write(
            "a.tar",
            RawTar(.file("d/f", "one"), .hardLink("g", "./d/f"), .symlink("d/l", "f"), .symlink("m", "d/f")).bytes)
        let summary = try TarReader(path: path).unpack(into: inside)
        #expect(summary.entries == 4 && summary.bytes == 3)
        #expect(try String(contentsOfFile: inside + "/g", encoding: .utf8) == "one")
        #expect(link("d/l") == "f" && link("m") == "d/f")
    }

    @Test func choosesEntries() throws {
        let path = try folder.write("a.tar", RawTar(.file("a/x"), .file("b/x")).bytes)
        try TarReader(path: path).unpack(into: inside) { $0.path.hasPrefix("b/") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: inside) == ["b"])
    }

    @Test func makesAbsoluteLinksRelativeToTheRoot() throws {
        let path = try folder.write(
            "a.tar",
            RawTar(
                .symlink("usr/lib/libm.so", "/lib/libm.so.6"), .symlink("usr/lib/same.so", "/usr/lib/libm.so"),
                .symlink("etc/deep/er", "/etc"), .symlink("top", "/")
            ).bytes)
        try TarReader(path: path).unpack(into: inside, UnpackOptions(absoluteLinks: .makeRelative))
        #expect(link("usr/lib/libm.so") == "../../lib/libm.so.6")
        #expect(link("usr/lib/same.so") == "libm.so")
        #expect(link("etc/deep/er") == "..")
        #expect(link("top") == ".")
    }

    @Test func mergesTopFoldersIntoUsr() throws {
        let path = try folder.write(
            "a.tar",
            RawTar(
                .folder("lib/"), .file("lib/x86_64-linux-gnu/libc.so.6", "libc"),
                .symlink("usr/lib/x86_64-linux-gnu/libc.so", "/lib/x86_64-linux-gnu/libc.so.6"),
                .folder("lib64/"), .symlink("lib64/ld.so", "/lib/x86_64-linux-gnu/ld.so"), .file("bin/sh", "sh"),
                .symlink("sbin", "usr/sbin")
            ).bytes)
        try TarReader(path: path).unpack(into: inside, .root)
        #expect(link("lib") == "usr/lib" && link("lib64") == "usr/lib64" && link("bin") == "usr/bin")
        #expect(link("sbin") == "usr/sbin")
        #expect(link("usr/lib/x86_64-linux-gnu/libc.so") == "libc.so.6")
        #expect(link("usr/lib64/ld.so") == "../lib/x86_64-linux-gnu/ld.so")
        #expect(try String(contentsOfFile: inside + "/lib/x86_64-linux-gnu/libc.so", encoding: .utf8) == "libc")
    }

    @Test func rejectsFileWhereAMergedFolderBelongs() throws {
        let path = try folder.write("a.tar", RawTar(.symlink("lib", "elsewhere")).bytes)
        let error = #expect(throws: ArchiveError.self) { try TarReader(path: path).unpack(into: inside, .root) }
        #expect(error?.code == .memberInsideFile)
    }

    @Test func readsStreamsInAnyCompressionAndWithinBounds() throws {
        let text = Array(String(repeating: "line\n", count: 50_000).utf8)
        for tool in ["gzip", "xz", "none"] where tool == "none" || OutsideTool.isThere(tool) {
            let path = try folder.write("text-\(tool)", text)
            if tool != "none" { _ = try OutsideTool(tool)?.run(["-S", ".z", path]) }
            let file = tool == "none" ? path : path + ".z"
            #expect(try read(file, limit: UInt64(text.count)) == text)
            let error = #expect(throws: ArchiveError.self) { try read(file, limit: UInt64(text.count) - 1) }
            #expect(error?.code == .memberTooLarge)
        }
        #expect(try read(folder.write("empty", []), limit: 0).isEmpty)
    }

    private func read(_ path: String, limit: UInt64) throws -> [UInt8] {
        var stream = try UnpackedStream(path: path, limit: limit)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10_000, alignment: 8)
        defer { buffer.deallocate() }
        var bytes: [UInt8] = []
        while true {
            let count = try stream.read(into: buffer)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
