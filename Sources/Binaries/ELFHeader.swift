/// The file header, and the types of the sections where there are any.
struct ELFHeader {
    let is64: Bool
    let isBigEndian: Bool
    let machine: ELFMachine
    let type: ELFType
    let programHeaders: (offset: UInt64, entrySize: UInt64, count: UInt64)
    private(set) var sections: [Section] = []
    /// Where the table of sections ends; 0 where there is none.
    private(set) var sectionsEnd: UInt64 = 0
    /// Which section holds the names of the sections.
    private(set) var namesSection = 0

    /// What the reader uses of a section header.
    struct Section: Hashable {
        let type: UInt64
        let address: UInt64
        let size: UInt64
        /// Where its name stands in the table of names.
        var name: UInt64 = 0
        /// Where its contents lie in the file.
        var offset: UInt64 = 0
    }

    init(_ source: ELFSource) throws(ELFError) {
        guard source.size >= 4 else { throw .notELF }
        let identity = try source.piece(at: 0, count: min(16, source.size), .header)
        guard identity.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .notELF }
        guard identity.count == 16 else { throw .truncated(.header) }
        guard identity[4] == 1 || identity[4] == 2, identity[5] == 1 || identity[5] == 2 else { throw .unknownFormat }
        is64 = identity[4] == 2
        isBigEndian = identity[5] == 2
        let bytes = try source.piece(at: 0, count: is64 ? 64 : 52, .header)
        let header = ELFPiece(bytes: bytes, isBigEndian: isBigEndian, part: .header)
        type = ELFType(UInt16(truncatingIfNeeded: try header.number(at: 16, 2)))
        machine = ELFMachine(rawValue: UInt16(truncatingIfNeeded: try header.number(at: 18, 2)))
        let word = is64 ? 8 : 4
        let counts = 24 + 3 * word + 4
        let programOffset = try header.number(at: 24 + word, word)
        let sectionOffset = try header.number(at: 24 + 2 * word, word)
        let programSize = try header.number(at: counts + 2, 2)
        var programCount = try header.number(at: counts + 4, 2)
        let sectionSize = try header.number(at: counts + 6, 2)
        var sectionCount = try header.number(at: counts + 8, 2)

        namesSection = Int(try header.number(at: counts + 10, 2))
        let sectionWidth: UInt64 = is64 ? 64 : 40
        // Counts that do not fit 16 bits stand in the first section header.
        if sectionOffset != 0, sectionSize >= sectionWidth, sectionCount == 0 || programCount == 0xFFFF,
            let first = try? source.piece(at: sectionOffset, count: sectionWidth, .sectionHeaders)
        {
            let section = ELFPiece(bytes: first, isBigEndian: isBigEndian, part: .sectionHeaders)
            if sectionCount == 0 { sectionCount = try section.number(at: is64 ? 32 : 20, word) }
            if programCount == 0xFFFF { programCount = try section.number(at: is64 ? 44 : 28, 4) }
        }
        programHeaders = (programOffset, programSize, programCount)
        guard sectionOffset != 0, sectionSize >= sectionWidth, sectionCount > 0, sectionCount <= 1 << 17 else { return }
        let (end, overflow) = sectionOffset.addingReportingOverflow(sectionSize * sectionCount)
        sectionsEnd = overflow ? .max : end
        // Section headers are for debuggers: a file whose table is cut off still runs.
        guard let table = try? source.piece(at: sectionOffset, count: sectionSize * sectionCount, .sectionHeaders)
        else {
            return
        }
        let piece = ELFPiece(bytes: table, isBigEndian: isBigEndian, part: .sectionHeaders)
        for index in 0..<Int(sectionCount) {
            let start = index * Int(sectionSize)
            sections.append(
                Section(
                    type: try piece.number(at: start + 4, 4),
                    address: try piece.number(at: start + 8 + word, word),
                    size: try piece.number(at: start + 8 + 3 * word, word),
                    name: try piece.number(at: start, 4),
                    offset: try piece.number(at: start + 8 + 2 * word, word)))
        }
    }

    /// Names of the sections, as many as can be read.
    func sectionNames(_ source: ELFSource) -> [String] {
        guard sections.indices.contains(namesSection), sections[namesSection].size <= 1 << 20,
            let bytes = try? source.piece(
                at: sections[namesSection].offset, count: sections[namesSection].size, .sectionHeaders)
        else { return [] }
        let names = ELFPiece(bytes: bytes, isBigEndian: isBigEndian, part: .sectionHeaders)
        return sections.map { (try? names.text(at: $0.name, longest: 256)) ?? "" }
    }

    func hasSection(ofType type: UInt64) -> Bool { sections.contains { $0.type == type } }
}
