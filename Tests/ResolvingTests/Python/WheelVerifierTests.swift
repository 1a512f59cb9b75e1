import BuildModel
import FileTrees
import Testing

@testable import Resolving

@Suite struct WheelVerifierTests {
    private func trouble(_ wheel: TestWheel, bytes: [UInt8]? = nil, named name: String? = nil) throws
        -> WheelVerifier.Trouble
    {
        let folder = try TestFolder()
        let path = folder.path + "/wheel"
        try AtomicFile.write(bytes ?? wheel.bytes, to: path)
        return try #require(throws: WheelVerifier.Trouble.self) {
            try WheelVerifier.verify(path, fileName: name ?? wheel.fileName)
        }
    }

    @Test func readsASoundWheel() throws {
        let folder = try TestFolder()
        var wheel = TestWheel("Some_Thing", version: "1.2")
        wheel.members.append(("Some_Thing-1.2.data/scripts/run", Array("#!python\n".utf8)))
        wheel.members.append(("native.so", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1]))
        let report = try WheelVerifier.verify(try wheel.write(to: folder.path), fileName: wheel.fileName)
        #expect(report.name == "some-thing")
        #expect(report.version == "1.2")
        #expect(report.licence == "MIT")
        #expect(report.binaries == ["native.so"])
    }

    @Test func refusesTruncatedWheel() throws {
        let wheel = TestWheel("pkg")
        #expect(try trouble(wheel, bytes: Array(wheel.bytes.dropLast(40))).rule == "wheel-damaged")
        #expect(try trouble(wheel, bytes: Array(wheel.bytes.prefix(100))).rule == "wheel-damaged")
        #expect(try trouble(wheel, bytes: []).rule == "wheel-damaged")
    }

    @Test(arguments: ["../evil.py", "/etc/evil.py", "a/../../evil.py", "C:/evil.py", "a\\evil.py", "a/./evil.py"])
    func refusesNameThatLeavesTheWheel(name: String) throws {
        var wheel = TestWheel("pkg")
        wheel.members.append((name, [1]))
        #expect(try trouble(wheel).rule == "wheel-unsafe-path")
    }

    @Test func refusesDuplicateEntry() throws {
        var wheel = TestWheel("pkg")
        wheel.members.append(("twice.py", [1]))
        wheel.unlisted.append(("twice.py", [2]))
        #expect(try trouble(wheel).rule == "wheel-duplicate-entry")
    }

    @Test func refusesEntryThatDiffersOnlyByCase() throws {
        var wheel = TestWheel("pkg")
        wheel.members.append(("Readme.py", [1]))
        wheel.members.append(("README.py", [2]))
        #expect(try trouble(wheel).rule == "wheel-duplicate-entry")
    }

    @Test func refusesMemberThatRecordDoesNotList() throws {
        var wheel = TestWheel("pkg")
        wheel.unlisted.append(("sneaked.py", [1]))
        let trouble = try trouble(wheel)
        #expect(trouble.rule == "wheel-record-mismatch")
        #expect(trouble.entry == "sneaked.py")
    }

    @Test func refusesMemberThatRecordListsAndIsNotThere() throws {
        var wheel = TestWheel("pkg")
        wheel.extraRecords.append(WheelRecord(path: "gone.py", hash: "sha256=x", size: 1))
        #expect(try trouble(wheel).message.contains("gone.py"))
    }

    @Test func refusesMemberWithOtherBytesThanRecordSays() throws {
        var wheel = TestWheel("pkg")
        wheel.forgedHash = WheelRecord.hashField(of: FileDigest.sha256(of: []))
        #expect(try trouble(wheel).rule == "wheel-record-mismatch")
    }

    @Test func refusesRecordWithAWeakHash() throws {
        var wheel = TestWheel("pkg")
        wheel.forgedHash = "md5=abc"
        #expect(try trouble(wheel).message.contains("no SHA-256"))
    }

    @Test func refusesWheelOfAnotherDistribution() throws {
        #expect(try trouble(TestWheel("pkg"), named: "other-1.0-py3-none-any.whl").rule == "wheel-damaged")
        #expect(try trouble(TestWheel("pkg"), named: "pkg-2.0-py3-none-any.whl").rule == "wheel-damaged")
    }

    @Test func refusesWheelWithoutItsOwnFiles() throws {
        let bytes = StoredZip.bytes([("pkg.py", [1])])
        #expect(try trouble(TestWheel("pkg"), bytes: bytes).message.contains("no `.dist-info`"))
    }

    @Test func refusesDamagedContents() throws {
        var bytes = TestWheel("pkg").bytes
        bytes[40] ^= 0xFF
        #expect(try trouble(TestWheel("pkg"), bytes: bytes).rule == "wheel-damaged")
    }

    @Test(arguments: [
        (["License-Expression: MIT OR AFL-2.1", "License: old"], "MIT OR AFL-2.1"), (["License: BSD"], "BSD"),
        (["License: line one\n  line two", "Classifier: License :: OSI Approved :: BSD License"], "BSD License"),
        (["License: UNKNOWN", "Classifier: License :: OSI Approved"], nil), (["Name: x"], nil),
    ])
    func namesTheLicence(headers: [String], licence: String?) {
        #expect(WheelMetadata(headers.joined(separator: "\n") + "\n\nbody").licence == licence)
    }
}
