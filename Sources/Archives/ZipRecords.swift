/// One record of the directory at the end of an archive.
struct CentralRecord {
    static let signature: UInt32 = 0x0201_4B50
    static let length = 46

    let system: UInt8
    let flags: UInt16
    let method: UInt16
    let crc32: UInt32
    let attributes: UInt32
    private(set) var compressedSize: UInt64
    private(set) var size: UInt64
    private(set) var localOffset: UInt64
    /// Where the name lies in the directory.
    let name: Range<Int>
    /// A name in the extra fields that stands for the first one in some readers.
    private(set) var secondName: Range<Int>?
    /// Whether sizes or offset stand in the 64-bit extra field.
    private(set) var isWide = false
    /// Where the next record begins.
    let end: Int

    /// Reads the record at `at`; `nil` if it is not there as a whole.
    init?(in directory: LittleEndian, at: Int) {
        guard directory.count - at >= Self.length, directory.u32(at) == Self.signature else { return nil }
        system = UInt8(truncatingIfNeeded: directory.u16(at + 4) >> 8)
        flags = directory.u16(at + 8)
        method = directory.u16(at + 10)
        crc32 = directory.u32(at + 16)
        compressedSize = UInt64(directory.u32(at + 20))
        size = UInt64(directory.u32(at + 24))
        attributes = directory.u32(at + 38)
        localOffset = UInt64(directory.u32(at + 42))
        let nameStart = at + Self.length
        let nameEnd = nameStart + Int(directory.u16(at + 28))
        let extraEnd = nameEnd + Int(directory.u16(at + 30))
        end = extraEnd + Int(directory.u16(at + 32))
        guard end <= directory.count, directory.u16(at + 34) == 0 else { return nil }
        name = nameStart..<nameEnd

        var field = nameEnd
        while extraEnd - field >= 4 {
            let content = field + 4
            let next = content + Int(directory.u16(field + 2))
            guard next <= extraEnd else { return nil }
            switch directory.u16(field) {
            case 0x0001:
                guard readWide(directory, content..<next) else { return nil }
            case 0x7075 where next - content > 5:
                secondName = content + 5..<next
            default: break
            }
            field = next
        }
        if compressedSize == 0xFFFF_FFFF || size == 0xFFFF_FFFF || localOffset == 0xFFFF_FFFF {
            guard isWide else { return nil }
        }
    }

    /// The 64-bit extra field holds, in this order, only what does not fit into its 32 bits.
    private mutating func readWide(_ directory: LittleEndian, _ content: Range<Int>) -> Bool {
        guard !isWide else { return false }
        var at = content.lowerBound
        func next() -> UInt64? {
            guard content.upperBound - at >= 8 else { return nil }
            defer { at += 8 }
            return directory.u64(at)
        }
        if size == 0xFFFF_FFFF {
            guard let value = next() else { return false }
            size = value
        }
        if compressedSize == 0xFFFF_FFFF {
            guard let value = next() else { return false }
            compressedSize = value
        }
        if localOffset == 0xFFFF_FFFF {
            guard let value = next() else { return false }
            localOffset = value
        }
        isWide = true
        return true
    }
}

/// The header right before the bytes of an entry.
struct LocalHeader {
    static let signature: UInt32 = 0x0403_4B50
    static let length = 30

    let flags: UInt16
    let method: UInt16
    let crc32: UInt32
    let compressedSize: UInt32
    let size: UInt32
    let nameLength: Int
    let extraLength: Int

    /// Reads the header at `at`; `nil` if it is not there.
    init?(in bytes: LittleEndian, at: Int) {
        guard bytes.count - at >= Self.length, bytes.u32(at) == Self.signature else { return nil }
        flags = bytes.u16(at + 6)
        method = bytes.u16(at + 8)
        crc32 = bytes.u32(at + 14)
        compressedSize = bytes.u32(at + 18)
        size = bytes.u32(at + 22)
        nameLength = Int(bytes.u16(at + 26))
        extraLength = Int(bytes.u16(at + 28))
    }

    /// What the header says otherwise than the record of the directory; sizes that follow the data may be 0 here.
    func disagreement(with record: CentralRecord) -> String? {
        if flags & 0x0809 != record.flags & 0x0809 { return "flags" }
        if method != record.method { return "method" }
        let isDeferred = flags & 8 != 0
        if crc32 != record.crc32, !(isDeferred && crc32 == 0) { return "CRC-32" }
        if !agrees(size, record.size, isDeferred) { return "size" }
        if !agrees(compressedSize, record.compressedSize, isDeferred) { return "compressed size" }
        return nil
    }

    private func agrees(_ local: UInt32, _ central: UInt64, _ isDeferred: Bool) -> Bool {
        UInt64(local) == central || local == 0xFFFF_FFFF && extraLength >= 20 || isDeferred && local == 0
    }
}
