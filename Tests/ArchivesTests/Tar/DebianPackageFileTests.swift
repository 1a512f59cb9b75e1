import Archives
import Foundation
import Testing

struct DebianPackageFileTests {
    let folder: ScratchFolder
    let inside: String

    init() throws {
        folder = try ScratchFolder()
        inside = folder.file("inside")
        try FileManager.default.createDirectory(atPath: inside, withIntermediateDirectories: true)
    }

    private func code(_ deb: RawDeb, cut: Int = 0) throws -> ArchiveError.Code? {
        let path = try folder.write("a.deb", deb.bytes.dropLast(cut))
        return #expect(throws: ArchiveError.self) { try DebianPackageFile.unpack(path, into: inside) }?.code
    }

    @Test(
        .enabled(if: OutsideTool.isThere("dpkg-deb") && OutsideTool.isThere("diff")),
        arguments: ["xz", "zstd", "gzip", "none"])
    func givesTheTreeThatDpkgGives(_ compression: String) throws {
        let tree = folder.file("tree")
        let manager = FileManager.default
        for name in ["DEBIAN", "usr/lib/deep/er", "etc", "bin"] {
            try manager.createDirectory(atPath: tree + "/" + name, withIntermediateDirectories: true)
        }
        try folder.write(
            "tree/DEBIAN/control",
            Array("Package: test\nVersion: 1:2.0-3\nArchitecture: all\nMaintainer: n\nDescription: d\n more\n".utf8))
        try folder.write("tree/usr/lib/deep/er/file", (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        try folder.write("tree/bin/tool", Array("#!/bin/sh\n".utf8))
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tree + "/bin/tool")
        try folder.write("tree/etc/ümlaut \\x2d", Array("x".utf8))
        try manager.createSymbolicLink(atPath: tree + "/usr/lib/abs", withDestinationPath: "/etc/none")
        try manager.createSymbolicLink(atPath: tree + "/usr/lib/rel", withDestinationPath: "../../bin/tool")
        try manager.linkItem(atPath: tree + "/bin/tool", toPath: tree + "/bin/twin")
        let tool = try #require(OutsideTool("dpkg-deb"))
        let built = try tool.run(["-Z\(compression)", "--root-owner-group", "--build", tree, folder.file("t.deb")])
        #expect(built.status == 0, "\(built.text)")
        #expect(try tool.run(["-x", folder.file("t.deb"), folder.file("judge")]).status == 0)
        try DebianPackageFile.unpack(folder.file("t.deb"), into: inside, .asPackaged)
        let judge = try #require(OutsideTool("diff"))
            .run(["-r", "--no-dereference", folder.file("judge"), inside])
        #expect(judge.status == 0, "\(judge.text)")
        #expect(manager.isExecutableFile(atPath: inside + "/bin/tool"))
        let control = try DebianPackageFile.control(of: folder.file("t.deb"))
        #expect(control["package"] == "test" && control["Version"] == "1:2.0-3")
        #expect(control["Description"] == "d\nmore")
    }

    @Test func readsPackageWithUnknownMembersInBetween() throws {
        var deb = RawDeb(data: RawTar(.file("./usr/x")))
        deb.members.insert(("_gpgorigin", Array("sig".utf8)), at: 1)
        try DebianPackageFile.unpack(folder.write("a.deb", deb.bytes), into: inside)
        #expect(FileManager.default.fileExists(atPath: inside + "/usr/x"))
    }

    @Test func rejectsWhatIsNoPackage() throws {
        let path = try folder.write("no.deb", Array("PK no package".utf8))
        #expect(
            #expect(throws: ArchiveError.self) { try DebianPackageFile.control(of: path) }?.code == .notDebianPackage)
    }

    @Test func rejectsPackageOfAnotherFormat() throws {
        var deb = RawDeb(data: RawTar(.file("x")))
        deb.members[0].bytes = Array("3.0\n".utf8)
        #expect(try code(deb) == .notDebianPackage)
    }

    @Test func rejectsMembersInAnotherOrder() throws {
        var deb = RawDeb(data: RawTar(.file("x")))
        deb.members.swapAt(1, 2)
        #expect(try code(deb) == .notDebianPackage)
        deb.members.swapAt(0, 1)
        #expect(try code(deb) == .notDebianPackage)
    }

    @Test func rejectsTruncatedPackageAtEveryPlace() throws {
        let deb = RawDeb(data: RawTar(.file("x")))
        for cut in stride(from: 1, to: deb.bytes.count - 8, by: 61) {
            #expect([.truncated, .notDebianPackage].contains(try code(deb, cut: cut)), "\(cut)")
        }
    }

    @Test func rejectsMemberThatReachesBehindTheEnd() throws {
        var bytes = RawDeb(data: RawTar(.file("x"))).bytes
        bytes.replaceSubrange(8 + 48..<8 + 58, with: Array("9999999999".utf8))
        let path = try folder.write("a.deb", bytes)
        let error = #expect(throws: ArchiveError.self) { try DebianPackageFile.unpack(path, into: inside) }
        #expect(error?.code == .truncated)
        bytes.replaceSubrange(8 + 48..<8 + 58, with: Array("-1        ".utf8))
        try folder.write("a.deb", bytes)
        let negative = #expect(throws: ArchiveError.self) { try DebianPackageFile.unpack(path, into: inside) }
        #expect(negative?.code == .damagedDirectory)
    }

    @Test func rejectsManyMembers() throws {
        var deb = RawDeb(data: RawTar(.file("x")))
        for number in 0..<20 { deb.members.append(("_m\(number)", [])) }
        #expect(try code(deb) == .tooManyEntries)
    }

    @Test func rejectsControlFileWithoutName() throws {
        let path = try folder.write("a.deb", RawDeb(data: RawTar(.file("x")), control: "Version: 1\n").bytes)
        let error = #expect(throws: ArchiveError.self) { try DebianPackageFile.control(of: path) }
        #expect(error?.code == .notDebianPackage)
    }

    @Test func keepsNamesThatDifferByCase() throws {
        let deb = RawDeb(data: RawTar(.file("usr/xt_MARK.h", "1"), .file("usr/xt_mark.h", "2")))
        let path = try folder.write("a.deb", deb.bytes)
        try folder.write("probe", [])
        guard !FileManager.default.fileExists(atPath: folder.file("PROBE")) else { return }
        try DebianPackageFile.unpack(path, into: inside)
        #expect(try String(contentsOfFile: inside + "/usr/xt_MARK.h", encoding: .utf8) == "1")
        #expect(try String(contentsOfFile: inside + "/usr/xt_mark.h", encoding: .utf8) == "2")
    }
}
