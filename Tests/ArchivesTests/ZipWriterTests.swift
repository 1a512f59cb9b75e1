import Archives
import BuildModel
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct ZipWriterTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func member(_ path: String, _ text: String = "contents\n") throws -> ZipMember {
        ZipMember(path: try PackagePath(path), content: .bytes(Array(text.utf8)))
    }

    /// Members of every kind; files and a source archive are made in the folder.
    private func everyKind() throws -> [ZipMember] {
        var generator = SeededGenerator(seed: 3)
        var compressed = try ZipWriter(path: folder.file("source.whl"))
        compressed.add(try member("copied.py", String(repeating: "import os\n", count: 100)))
        compressed.add(ZipMember(path: try PackagePath("copied.bin"), content: .bytes(generator.noise(500))))
        compressed.add(ZipMember(path: try PackagePath("copied.link"), content: .symlink(target: "copied.py")))
        _ = try compressed.finish()
        let source = try ZipDirectory(path: folder.file("source.whl"))
        let text = Array(String(repeating: "a line of text\n", count: 300).utf8)
        let large = Array(String(repeating: "0123456789abcdef", count: 10 << 16).utf8)
        try folder.write("plain.txt", text)
        try folder.write("large.txt", large)
        try folder.write("large.bin", generator.noise(9 << 20))
        try folder.write("empty", [])
        var members = try source.entries.map {
            ZipMember(path: try PackagePath("python/\($0.name)"), content: .copied(from: source, $0))
        }
        members += [
            ZipMember(
                path: try PackagePath("bin/run"), isExecutable: true, content: .file(path: folder.file("plain.txt"))),
            ZipMember(path: try PackagePath("large.txt"), content: .file(path: folder.file("large.txt"))),
            ZipMember(path: try PackagePath("large.bin"), content: .file(path: folder.file("large.bin"))),
            ZipMember(path: try PackagePath("empty"), content: .file(path: folder.file("empty"))),
            ZipMember(path: try PackagePath("bin/link"), content: .symlink(target: "../python/copied.py")),
            ZipMember(path: try PackagePath("var/cache"), content: .emptyDirectory),
            ZipMember(path: try PackagePath("数据/größe.txt"), content: .bytes(text)),
        ]
        return members
    }

    @discardableResult
    private func write(
        _ members: [ZipMember], to name: String = "out.zip", _ options: ZipOptions = ZipOptions()
    ) throws -> ZipSummary {
        var writer = try ZipWriter(path: folder.file(name))
        writer.add(contentsOf: members)
        return try writer.finish(options)
    }

    @Test func roundTripsEveryKindOfMember() throws {
        let summary = try write(try everyKind())
        let directory = try ZipDirectory(path: folder.file("out.zip"))
        #expect(directory.defects.isEmpty)
        #expect(
            directory.entries.map(\.name) == [
                "bin/link", "bin/run", "empty", "large.bin", "large.txt", "python/copied.bin", "python/copied.link",
                "python/copied.py", "var/cache/", "数据/größe.txt",
            ])
        #expect(
            directory.entries.map { String($0.mode, radix: 8) } == [
                "120777", "100755", "100644", "100644", "100644", "100644", "120777", "100644", "40755", "100644",
            ])
        #expect(directory.entries.map(\.method) == [0, 8, 0, 0, 8, 0, 0, 8, 0, 8])
        #expect(directory.entry(named: "bin/link")?.symlinkTarget == "../python/copied.py")
        #expect(directory.entry(named: "var/cache")?.isDirectory == true)
        for (name, file) in [("bin/run", "plain.txt"), ("large.txt", "large.txt"), ("large.bin", "large.bin")] {
            let entry = try #require(directory.entry(named: name))
            #expect(try directory.bytes(of: entry) == folder.read(file))
        }
        #expect(summary.fileSize == directory.fileSize)
        #expect(summary.entries.map(\.size) == directory.entries.map(\.size))
        #expect(summary.entries.map(\.compressedSize) == directory.entries.map(\.compressedSize))
        #expect(summary.entries.map(\.crc32) == directory.entries.map(\.crc32))
        #expect(summary.size == directory.entries.reduce(0) { $0 + $1.size })
        let verified = try directory.verifyAll(initial: { _ in UInt64(0) }, update: { $0 += UInt64($1.count) })
        #expect(verified.allSatisfy { $0.failure == nil && $0.state == $0.entry.size })
        #expect(folder.names.filter { $0.hasSuffix(".tmp") }.isEmpty)
    }

    @Test func copiesCompressedBytesAsTheyAre() throws {
        try write(try everyKind())
        let source = try ZipDirectory(path: folder.file("source.whl"))
        let copy = try ZipDirectory(path: folder.file("out.zip"))
        func packed(_ directory: ZipDirectory, _ name: String) throws -> [UInt8] {
            let entry = try #require(directory.entry(named: name))
            var bytes = [UInt8](repeating: 0, count: Int(entry.compressedSize))
            let count = try bytes.withUnsafeMutableBytes { try directory.readCompressed(entry, from: 0, into: $0) }
            #expect(count == bytes.count)
            return bytes
        }
        #expect(try packed(source, "copied.py") == packed(copy, "python/copied.py"))
        #expect(try packed(source, "copied.bin") == packed(copy, "python/copied.bin"))
    }

    @Test(arguments: [
        ("unzip", ["-tq"]), ("zipinfo", ["-l"]), ("bsdtar", ["-tf"]), ("python3", ["-m", "zipfile", "-t"]),
        ("7z", ["t"]),
    ])
    func satisfiesOutsideJudge(tool name: String, arguments: [String]) throws {
        guard let tool = OutsideTool(name) else { return }
        try write(try everyKind())
        let result = try tool.run(arguments + [folder.file("out.zip")])
        #expect(result.status == 0, "\(result.text)")
    }

    @Test func writesFixedTimesAndNoExtraFields() throws {
        try write(try everyKind())
        let bytes = try folder.read("out.zip")
        let end = bytes.count - 22
        var at =
            Int(bytes[end + 16]) | Int(bytes[end + 17]) << 8 | Int(bytes[end + 18]) << 16 | Int(bytes[end + 19]) << 24
        var records = 0
        while Array(bytes[at..<at + 4]) == le32(0x0201_4B50) {
            #expect(bytes[at + 5] == 3)
            #expect(Array(bytes[at + 12..<at + 16]) == [0, 0, 33, 0])
            #expect(Array(bytes[at + 30..<at + 38]) == [0, 0, 0, 0, 0, 0, 0, 0])
            #expect(bytes[at + 8] & 8 == 0)
            let isASCII = bytes[at + 46..<at + 46 + Int(bytes[at + 28])].allSatisfy { $0 < 0x80 }
            #expect((bytes[at + 9] & 8 != 0) == !isASCII)
            records += 1
            at += 46 + Int(bytes[at + 28])
        }
        #expect(records == 10)
    }

    @Test func givesTheSameBytesInAnyOrderAndWithAnyNumberOfThreads() throws {
        let members = try everyKind()
        try write(members, to: "1.zip", ZipOptions(threads: 1))
        try write(members.reversed(), to: "2.zip", ZipOptions(threads: 7))
        #expect(try folder.read("1.zip") == folder.read("2.zip"))
    }

    @Test func bytesAndFilesOfOneContentAreCompressedAlike() throws {
        for name in ["plain.txt", "large.txt"] {
            _ = try everyKind()
            let path = try PackagePath("a")
            try write([ZipMember(path: path, content: .file(path: folder.file(name)))], to: "1.zip")
            try write([ZipMember(path: path, content: .bytes(try folder.read(name)))], to: "2.zip")
            #expect(try folder.read("1.zip") == folder.read("2.zip"))
        }
    }

    /// Blocks that end at every bit of a byte, and that compress well, badly and not at all.
    @Test(arguments: [1, 4_097, 3_999_999])
    func joinsBlocksOfLargeContents(rest: Int) throws {
        var generator = SeededGenerator(seed: UInt64(rest))
        var contents: [UInt8] = []
        contents.reserveCapacity(9 << 20)
        while contents.count < Int(ZipCompression.wholeLimit) + rest {
            contents += generator.noise(Int.random(in: 1...2_000_000, using: &generator))
            contents += [UInt8](repeating: UInt8(rest & 255), count: Int.random(in: 1...3_000_000, using: &generator))
        }
        contents.removeSubrange((Int(ZipCompression.wholeLimit) + rest)...)
        let summary = try write([ZipMember(path: try PackagePath("large"), content: .bytes(contents))])
        #expect(summary.compressedSize < summary.size)
        let directory = try ZipDirectory(path: folder.file("out.zip"))
        #expect(try directory.bytes(of: directory.entries[0]) == contents)
        guard let unzip = OutsideTool("unzip") else { return }
        #expect(try unzip.run(["-tq", folder.file("out.zip")]).status == 0)
    }

    @Test func reportsProgressUpToTheTotal() throws {
        let seen = Mutex<[UInt64]>([])
        let options = ZipOptions(progress: { done, total in seen.withLock { $0 += [done, total] } })
        let summary = try write(try everyKind(), to: "out.zip", options)
        let values = seen.withLock { $0 }
        #expect(values.count == 2 * summary.entries.count)
        #expect(Array(values.suffix(2)) == [summary.size, summary.size])
    }

    @Test func removesItsTemporaryFileWhenNotFinished() throws {
        do {
            var writer = try ZipWriter(path: folder.file("out.zip"))
            writer.add(try member("a"))
        }
        #expect(folder.names.isEmpty)
    }

    @Test func namesCompressorAndLevel() {
        #expect(ZipCompression.name.hasPrefix("libdeflate "))
        #expect(ZipCompression.name.contains("level 6"))
    }
}
