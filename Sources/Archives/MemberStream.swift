import CLibZip

/// The compressed bytes of the member that is being written, from wherever they come.
struct MemberStream {
    /// What is known of a member.
    struct Status {
        var size: UInt64 = 0
        /// Known from the start but for large files.
        var compressedSize: UInt64?
        var crc32: UInt32?
        var method: UInt16 = 0
    }

    private(set) var status = Status()
    /// Bytes given so far.
    private(set) var delivered: UInt64 = 0
    private let queue: UnitQueue
    private var place = -1
    private var content = PlannedContent.nothing
    private var unit: CompressedUnit?
    private var unitDelivered = 0
    private var nextUnit = 0
    private var crc: UInt32 = 0
    private var ahead = ReadAhead()

    init(queue: UnitQueue) { self.queue = queue }

    /// Begins with a member, and says whether it is another one than before.
    mutating func begin(_ content: PlannedContent, place: Int) throws(ArchiveError) -> Bool {
        guard place != self.place else { return false }
        dropUnit()
        self.place = place
        self.content = content
        delivered = 0
        status = Status(size: content.size)
        switch content {
        case .nothing: (status.compressedSize, status.crc32) = (0, 0)
        case .copied(_, let entry):
            (status.compressedSize, status.crc32, status.method) = (entry.compressedSize, entry.crc32, entry.method)
        case .units(let range, _, let isStored):
            nextUnit = range.lowerBound
            crc = 0
            if range.count == 1 {
                let unit = try takeUnit()
                (status.compressedSize, status.crc32) = (UInt64(unit.bytes.count), unit.crc32)
                status.method = unit.isStored ? 0 : 8
            } else {
                status.method = isStored ? 0 : 8
                status.compressedSize = isStored ? content.size : nil
            }
        }
        return true
    }

    /// Gives the next bytes; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        let count: Int
        switch content {
        case .nothing: count = 0
        case .copied(let file, let entry):
            let rest = entry.compressedSize - delivered
            count = Int(min(UInt64(buffer.count), rest))
            try ahead.read(
                file, at: entry.dataOffset + delivered, wanted: rest,
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
        case .units(let range, _, _): count = try readUnits(range, into: buffer)
        }
        delivered += UInt64(count)
        return count
    }

    private mutating func readUnits(
        _ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer
    ) throws(ArchiveError) -> Int {
        while true {
            if let unit, unitDelivered < unit.bytes.count {
                let count = min(buffer.count, unit.bytes.count - unitDelivered)
                buffer.copyBytes(from: unit.bytes[unitDelivered..<unitDelivered + count])
                unitDelivered += count
                return count
            }
            guard nextUnit < range.upperBound else {
                dropUnit()
                status.crc32 = crc
                return 0
            }
            _ = try takeUnit()
        }
    }

    private mutating func takeUnit() throws(ArchiveError) -> CompressedUnit {
        dropUnit()
        let taken = try queue.take(nextUnit)
        nextUnit += 1
        unit = taken
        unitDelivered = 0
        crc = UInt32(truncatingIfNeeded: crc32_combine(uLong(crc), uLong(taken.crc32), numericCast(taken.size)))
        return taken
    }

    private mutating func dropUnit() {
        guard let done = unit else { return }
        unit = nil
        queue.release(done)
    }
}

/// Reads archives that are copied from in larger pieces than libzip asks for.
struct ReadAhead {
    private var held: [UInt8] = []
    private var heldFrom: RandomAccessFile?
    private var heldAt: UInt64 = 0

    private static let longest: UInt64 = 512 << 10
    private static let shortest: UInt64 = 64 << 10

    /// Fills the buffer; `wanted` says how much the caller is going to ask for from here on.
    mutating func read(
        _ file: RandomAccessFile, at offset: UInt64, wanted: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(ArchiveError) {
        let isHeld =
            heldFrom === file && offset >= heldAt && offset - heldAt + UInt64(buffer.count) <= UInt64(held.count)
        if !isHeld {
            let length = max(min(max(wanted, Self.shortest), Self.longest), UInt64(buffer.count))
            guard offset < file.size || buffer.isEmpty else {
                throw ArchiveError(.truncated, .read, path: file.path, detail: "the file ends before byte \(offset)")
            }
            heldFrom = nil
            held = try file.bytes(at: offset, count: Int(min(length, file.size - min(offset, file.size))))
            heldFrom = file
            heldAt = offset
        }
        let start = Int(offset - heldAt)
        guard start + buffer.count <= held.count else {
            throw ArchiveError(.truncated, .read, path: file.path, detail: "the file ends before byte \(offset)")
        }
        held.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + buffer.count]))
        }
    }
}
