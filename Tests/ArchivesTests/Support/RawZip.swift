/// Writes zip archives byte by byte, the wrong ones above all.
struct RawZip {
    struct Entry {
        var name: [UInt8]
        var contents: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0x0800
        var system: UInt8 = 3
        var mode: UInt32 = 0o100644
        var extra: [UInt8] = []
        /// What the file holds, if not the contents as they are.
        var data: [UInt8]?
        /// What the directory says, if not the truth.
        var crc: UInt32?
        var size: UInt32?
        var compressedSize: UInt32?
        var offset: UInt32?
        /// What the local header says, if not what the directory says.
        var localName: [UInt8]?
        var localCRC: UInt32?
        var localSize: UInt32?
        var localMethod: UInt16?
        var localFlags: UInt16?
        /// Bytes between the data and the next entry.
        var after: [UInt8] = []
        /// Whether the directory lists it.
        var isListed = true

        init(_ name: String, _ contents: String = "contents") {
            self.name = Array(name.utf8)
            self.contents = Array(contents.utf8)
        }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    var comment: [UInt8] = []
    /// Bytes that the directory's offset counts too few.
    var offsetError = 0
    /// Entries that the end record claims beyond the truth.
    var countError = 0

    init(_ entries: Entry...) { self.entries = entries }

    var bytes: [UInt8] {
        var file = prefix
        var directory: [UInt8] = []
        var count = 0
        for entry in entries {
            let offset = entry.offset ?? UInt32(file.count - offsetError)
            let data = entry.data ?? entry.contents
            let crc = entry.crc ?? Self.crc32(entry.contents)
            let size = entry.size ?? UInt32(entry.contents.count)
            let compressed = entry.compressedSize ?? UInt32(data.count)
            let localName = entry.localName ?? entry.name
            file += le32(0x0403_4B50) + le16(20) + le16(entry.localFlags ?? entry.flags)
            file += le16(entry.localMethod ?? entry.method) + le16(0) + le16(33)
            file += le32(entry.localCRC ?? crc) + le32(compressed) + le32(entry.localSize ?? size)
            file += le16(UInt16(localName.count)) + le16(0) + localName + data + entry.after
            guard entry.isListed else { continue }
            count += 1
            directory += le32(0x0201_4B50) + [20, entry.system] + le16(20) + le16(entry.flags) + le16(entry.method)
            directory += le16(0) + le16(33) + le32(crc) + le32(compressed) + le32(size)
            directory += le16(UInt16(entry.name.count)) + le16(UInt16(entry.extra.count)) + le16(0) + le16(0) + le16(0)
            directory += le32(entry.mode << 16) + le32(offset) + entry.name + entry.extra
        }
        let end =
            le32(0x0605_4B50) + le16(0) + le16(0) + le16(UInt16(count + countError)) + le16(UInt16(count + countError))
            + le32(UInt32(directory.count)) + le32(UInt32(file.count - offsetError)) + le16(UInt16(comment.count))
            + comment
        return file + directory + end + suffix
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

func le16(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
func le32(_ value: UInt32) -> [UInt8] { le16(UInt16(value & 0xFFFF)) + le16(UInt16(value >> 16)) }
