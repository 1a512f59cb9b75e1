import BuildModel
import FileTrees
import Resolving

/// A wheel for tests, written byte by byte so that it can be as wrong as a test wants. Members are stored.
struct TestWheel {
    var name: String
    var version = "1.0"
    var tag = "py3-none-any"
    /// Members beside the `.dist-info`.
    var members: [(name: String, bytes: [UInt8])]
    /// Lines for METADATA.
    var headers: [String] = []
    /// Members that RECORD does not list.
    var unlisted: [(name: String, bytes: [UInt8])] = []
    /// Lines that RECORD has besides.
    var extraRecords: [WheelRecord] = []
    /// Replaces the recorded digest of a member.
    var forgedHash: String?

    init(_ name: String, version: String = "1.0", tag: String = "py3-none-any", requires: [String] = []) {
        self.name = name
        self.version = version
        self.tag = tag
        members = [(name + ".py", Array("value = '\(version)'\n".utf8))]
        headers = requires.map { "Requires-Dist: \($0)" }
    }

    var fileName: String { "\(name)-\(version)-\(tag).whl" }
    var folder: String { "\(name)-\(version).dist-info" }

    var bytes: [UInt8] {
        let metadata = ["Metadata-Version: 2.1", "Name: \(name)", "Version: \(version)", "License: MIT"] + headers
        let pure = tag.hasSuffix("any")
        let wheel = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: \(pure)\nTag: \(tag)\n"
        let listed =
            members + [
                (folder + "/METADATA", Array((metadata.joined(separator: "\n") + "\n").utf8)),
                (folder + "/WHEEL", Array(wheel.utf8)),
            ]
        var records = listed.enumerated().map { index, member in
            WheelRecord(
                path: member.name,
                hash: index == 0 && forgedHash != nil
                    ? forgedHash ?? "" : WheelRecord.hashField(of: FileDigest.sha256(of: member.bytes)),
                size: Int64(member.bytes.count))
        }
        records += extraRecords
        records.append(WheelRecord(path: folder + "/RECORD", hash: "", size: nil))
        let record = (folder + "/RECORD", Array((records.map(\.line).joined(separator: "\n") + "\n").utf8))
        return StoredZip.bytes(listed + unlisted + [record])
    }

    var digest: Digest { FileDigest.sha256(of: bytes) }

    /// Writes it below a folder; gives the path.
    @discardableResult
    func write(to folder: String) throws -> String {
        try Files.makeFolders(folder)
        let path = folder + "/" + fileName
        try AtomicFile.write(bytes, to: path)
        return path
    }
}

/// The smallest zip archive that readers take.
enum StoredZip {
    static func bytes(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for (name, contents) in members {
            let crc = crc32(contents)
            let size = UInt32(contents.count)
            let common =
                le16(20) + le16(0x0800) + le16(0) + le16(0) + le16(0x21) + le32(crc) + le32(size) + le32(size)
                + le16(UInt16(name.utf8.count)) + le16(0)
            directory += le32(0x0201_4b50) + le16(0x031E) + common + le16(0) + le16(0) + le16(0)
            directory += le32(0o100644 << 16) + le32(UInt32(file.count)) + Array(name.utf8)
            file += le32(0x0403_4b50) + common + Array(name.utf8) + contents
        }
        let count = UInt16(members.count)
        let start = UInt32(file.count)
        return file + directory + le32(0x0605_4b50) + le16(0) + le16(0) + le16(count) + le16(count)
            + le32(UInt32(directory.count)) + le32(start) + le16(0)
    }

    private static func le16(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
    private static func le32(_ value: UInt32) -> [UInt8] {
        le16(UInt16(value & 0xFFFF)) + le16(UInt16(value >> 16))
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

extension StoredZip {
    static func write(_ bytes: [UInt8], to path: String) throws { try AtomicFile.write(bytes, to: path) }
}
