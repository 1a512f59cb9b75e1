/// A zip that is written byte by byte, so that it can be wrong in any way.
struct ZipBytes {
    struct Entry {
        var name: [UInt8]
        var contents: [UInt8]
        /// What lies in the file, where it is not the contents themselves.
        var data: [UInt8]?
        var method = 0
        var flags = 0x0800
        var mode = 0o100644
        /// Size after unpacking that the headers claim.
        var size: Int?
        /// Name in the local header, where it differs.
        var localName: [UInt8]?
        /// Place of the local header that the directory claims.
        var offset: Int?
        var isListed = true

        init(_ name: String, _ text: String = "contents", mode: Int = 0o100644) {
            self.name = Array(name.utf8)
            contents = Array(text.utf8)
            self.mode = mode
        }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    /// Bytes in front that the offsets do not count.
    var offsetError = 0

    init(_ entries: Entry...) { self.entries = entries }
    init(_ entries: [Entry]) { self.entries = entries }

    var bytes: [UInt8] {
        var file = prefix
        var directory: [UInt8] = []
        var count = 0
        for entry in entries {
            let start = entry.offset ?? file.count - offsetError
            let data = entry.data ?? entry.contents
            let sizes =
                le(Self.crc32(entry.contents), 4) + le(data.count, 4) + le(entry.size ?? entry.contents.count, 4)
            let head = le(20, 2) + le(entry.flags, 2) + le(entry.method, 2) + le(0, 2) + le(33, 2) + sizes
            let local = entry.localName ?? entry.name
            file += le(0x0403_4B50, 4) + head + le(local.count, 2) + le(0, 2) + local + data
            guard entry.isListed else { continue }
            count += 1
            directory += le(0x0201_4B50, 4) + le(0x031E, 2) + head + le(entry.name.count, 2)
            directory += le(0, 8) + le(entry.mode << 16, 4) + le(start, 4) + entry.name
        }
        let end = le(0x0605_4B50, 4) + le(0, 4) + le(count, 2) + le(count, 2) + le(directory.count, 4)
        return file + directory + end + le(file.count - offsetError, 4) + le(0, 2) + suffix
    }

    private func le(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> (8 * $0) : 0) }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }

    private static func crc32(_ bytes: [UInt8]) -> Int {
        Int(~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 })
    }
}
