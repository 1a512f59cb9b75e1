/// The segments: where addresses lie in the file, the interpreter, the dynamic segment and the build id.
struct ELFSegments {
    private struct Load {
        let address: UInt64
        let offset: UInt64
        let size: UInt64
    }

    private var loads: [Load] = []
    private(set) var interpreter: String?
    private(set) var dynamic: (offset: UInt64, size: UInt64)?
    private(set) var buildID: String?
    /// Where the last segment ends in the file.
    private(set) var end: UInt64 = 0

    init(_ source: ELFSource, _ header: ELFHeader) throws(ELFError) {
        let (tableOffset, entrySize, count) = header.programHeaders
        guard count > 0 else { return }
        guard entrySize >= (header.is64 ? 56 : 32) else { throw .malformed(.programHeaders) }
        guard count <= 1 << 16 else { throw .tooLarge(.programHeaders) }
        let bytes = try source.piece(at: tableOffset, count: entrySize * count, .programHeaders)
        let table = ELFPiece(bytes: bytes, isBigEndian: header.isBigEndian, part: .programHeaders)
        var notes: [(offset: UInt64, size: UInt64)] = []
        for index in 0..<Int(count) {
            let start = index * Int(entrySize)
            let type = try table.number(at: start, 4)
            let word = header.is64 ? 8 : 4
            let offset = try table.number(at: start + word, word)
            let address = try table.number(at: start + 2 * word, word)
            let size = try table.number(at: start + 4 * word, word)
            switch type {
            case 1:
                loads.append(Load(address: address, offset: offset, size: size))
                let (last, overflow) = offset.addingReportingOverflow(size)
                if size > 0 { end = max(end, overflow ? .max : last) }
            case 2: dynamic = (offset, size)
            case 3: interpreter = try Self.path(source, offset: offset, size: size)
            case 4: notes.append((offset, size))
            default: break
            }
        }
        for note in notes.prefix(64) where buildID == nil {
            buildID = Self.buildID(source, header, offset: note.offset, size: note.size)
        }
    }

    /// The offset in the file of an address in memory, and how many bytes of its segment follow in the file.
    func place(ofAddress address: UInt64) -> (offset: UInt64, available: UInt64)? {
        for load in loads where address >= load.address && address - load.address < load.size {
            let distance = address - load.address
            let (offset, overflow) = load.offset.addingReportingOverflow(distance)
            if !overflow { return (offset, load.size - distance) }
        }
        return nil
    }

    private static func path(_ source: ELFSource, offset: UInt64, size: UInt64) throws(ELFError) -> String? {
        // Debug files keep the header of the segment without its bytes.
        guard size > 0 else { return nil }
        guard size <= 4096 else { throw .tooLarge(.interpreter) }
        let bytes = try source.piece(at: offset, count: size, .interpreter)
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The first note of type `NT_GNU_BUILD_ID`; damaged notes are passed over, they do not keep a file from running.
    private static func buildID(_ source: ELFSource, _ header: ELFHeader, offset: UInt64, size: UInt64) -> String? {
        guard let bytes = try? source.piece(at: offset, count: min(size, 1 << 16), .notes) else { return nil }
        let notes = ELFPiece(bytes: bytes, isBigEndian: header.isBigEndian, part: .notes)
        var position = 0
        while let name = try? notes.number(at: position, 4), let count = try? notes.number(at: position + 4, 4),
            let type = try? notes.number(at: position + 8, 4)
        {
            let start = position + 12 + (Int(name) + 3) / 4 * 4
            guard start <= bytes.count, Int(count) <= bytes.count - start else { return nil }
            let isGNU = name == 4 && bytes[(position + 12)..<(position + 16)].elementsEqual([0x47, 0x4E, 0x55, 0])
            if type == 3, isGNU, count > 0, count <= 64 {
                let digits = Array("0123456789abcdef".utf8)
                let text = bytes[start..<start + Int(count)].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
                return String(decoding: text, as: UTF8.self)
            }
            position = start + (Int(count) + 3) / 4 * 4
        }
        return nil
    }
}
