/// Reads small pieces of a file in rising order with few system calls.
struct HeaderWindow {
    let file: RandomAccessFile
    private var held = LittleEndian(bytes: [])
    private var heldAt: UInt64 = 0

    private static let length = 4096

    init(file: RandomAccessFile) { self.file = file }

    /// Up to `count` bytes at an offset, fewer at the end of the file.
    mutating func bytes(at offset: UInt64, count: Int) throws(ArchiveError) -> LittleEndian {
        guard offset < file.size else { return LittleEndian(bytes: []) }
        let available = Int(min(UInt64(count), file.size - offset))
        if offset < heldAt || offset - heldAt + UInt64(available) > UInt64(held.count) {
            let length = Int(min(UInt64(max(available, Self.length)), file.size - offset))
            held = LittleEndian(bytes: try file.bytes(at: offset, count: length))
            heldAt = offset
        }
        let start = Int(offset - heldAt)
        return LittleEndian(bytes: Array(held.bytes[start..<start + available]))
    }

    /// Length of the record that follows the data of an entry whose header did not know its sizes; 0 if there is none
    /// that fits.
    mutating func descriptorLength(
        at offset: UInt64, of record: CentralRecord, before limit: UInt64
    ) throws(ArchiveError) -> UInt64 {
        let found = try bytes(at: offset, count: 24)
        let marked = found.u32(0) == 0x0807_4B50 ? 4 : 0
        guard found.u32(marked) == record.crc32 else { return 0 }
        var length = 0
        if found.u64(marked + 4) == record.compressedSize, found.u64(marked + 12) == record.size {
            length = marked + 20
        } else if UInt64(found.u32(marked + 4)) == record.compressedSize,
            UInt64(found.u32(marked + 8)) == record.size
        {
            length = marked + 12
        }
        return offset + UInt64(length) <= limit ? UInt64(length) : 0
    }
}
