/// The record at the end of an archive that says where the directory is.
struct ZipEnd {
    /// Entries of the directory.
    let entries: UInt64
    /// Where the directory begins in the file.
    let directoryOffset: UInt64
    /// Bytes of the directory.
    let directorySize: UInt64
    /// Bytes before the archive that its own offsets do not count.
    let shift: UInt64
    /// What is odd about it.
    let defects: [ZipDefect]

    private static let signature: UInt32 = 0x0605_4B50
    private static let locatorSignature: UInt32 = 0x0706_4B50
    private static let wideSignature: UInt32 = 0x0606_4B50
    private static let length = 22

    /// Finds the record in the last 64 KiB of the file.
    init(of file: RandomAccessFile) throws(ArchiveError) {
        let reach = min(file.size, UInt64(65_535 + Self.length))
        let start = file.size - reach
        let tail = LittleEndian(bytes: try file.bytes(at: start, count: Int(reach)))
        let found = Self.candidates(in: tail)
        guard let at = found.exact.last ?? found.loose else { throw try Self.absence(in: file) }

        var defects: [ZipDefect] = []
        if found.exact.count > 1 {
            defects.append(ZipDefect(.ambiguousEnd, detail: "\(found.exact.count) end records fit"))
        }
        let recordEnd = at + Self.length + Int(tail.u16(at + 20))
        if recordEnd != tail.count {
            defects.append(ZipDefect(.trailingBytes, detail: "\(tail.count - recordEnd) bytes behind the end"))
        }
        guard tail.u16(at + 4) == 0, tail.u16(at + 6) == 0 else {
            throw ArchiveError(.damagedDirectory, .open, path: file.path, detail: "the archive has several parts")
        }
        var position = start + UInt64(at)
        var entries = UInt64(tail.u16(at + 10))
        var size = UInt64(tail.u32(at + 12))
        var offset = UInt64(tail.u32(at + 16))
        if let wide = try Self.wideRecord(of: file, before: position) {
            defects.append(ZipDefect(.zip64, detail: "the archive needs the 64-bit end record"))
            let agree =
                (entries == 0xFFFF || entries == wide.entries) && (size == 0xFFFF_FFFF || size == wide.size)
                && (offset == 0xFFFF_FFFF || offset == wide.offset)
            if !agree {
                defects.append(ZipDefect(.headersDisagree, detail: "the two end records disagree"))
            }
            (entries, size, offset, position) = (wide.entries, wide.size, wide.offset, wide.position)
        } else if entries != UInt64(tail.u16(at + 8)) {
            throw ArchiveError(.damagedDirectory, .open, path: file.path, detail: "the end record counts two ways")
        }
        guard size <= position, offset <= position - size else {
            throw ArchiveError(
                .damagedDirectory, .open, path: file.path, detail: "the directory reaches outside the file")
        }
        shift = position - size - offset
        if shift > 0 {
            defects.append(ZipDefect(.leadingBytes, detail: "offsets are wrong by \(shift) bytes"))
        }
        self.entries = entries
        directoryOffset = position - size
        directorySize = size
        self.defects = defects
    }

    /// End records whose comment ends with the file, and the last one whose comment fits in it.
    private static func candidates(in tail: LittleEndian) -> (exact: [Int], loose: Int?) {
        var exact: [Int] = []
        var loose: Int?
        guard tail.count >= length else { return ([], nil) }
        for at in 0...(tail.count - length) where tail.bytes[at] == 0x50 && tail.u32(at) == signature {
            let end = at + length + Int(tail.u16(at + 20))
            if end == tail.count { exact.append(at) }
            if end <= tail.count { loose = at }
        }
        return (exact, loose)
    }

    /// Why there is no end record: cut short, or never a zip.
    private static func absence(in file: RandomAccessFile) throws(ArchiveError) -> ArchiveError {
        guard file.size >= 4 else {
            return ArchiveError(.notZip, .open, path: file.path, detail: "\(file.size) bytes are no zip archive")
        }
        let first = LittleEndian(bytes: try file.bytes(at: 0, count: 4)).u32(0)
        if first == LocalHeader.signature {
            return ArchiveError(.truncated, .open, path: file.path, detail: "the end of the archive is missing")
        }
        return ArchiveError(.notZip, .open, path: file.path, detail: "there is no zip archive in it")
    }

    /// The 64-bit end record, if a locator stands right before the old one.
    private static func wideRecord(of file: RandomAccessFile, before end: UInt64) throws(ArchiveError) -> (
        entries: UInt64, size: UInt64, offset: UInt64, position: UInt64
    )? {
        guard end >= 20 else { return nil }
        let locator = LittleEndian(bytes: try file.bytes(at: end - 20, count: 20))
        guard locator.u32(0) == locatorSignature else { return nil }
        // The record stands right before its locator; the offset that the locator gives may lack a prefix.
        guard end >= 76 else { return nil }
        let position = end - 76
        let record = LittleEndian(bytes: try file.bytes(at: position, count: 56))
        guard record.u32(0) == wideSignature, record.u64(4) == 44, record.u64(24) == record.u64(32),
            locator.u64(8) <= position, record.u32(16) == 0, record.u32(20) == 0
        else {
            throw ArchiveError(.damagedDirectory, .open, path: file.path, detail: "the 64-bit end record is damaged")
        }
        return (record.u64(32), record.u64(40), record.u64(48), position)
    }
}
