/// The named sections of an ELF file: for those who rework a file; who loads it needs none of them.
public struct ELFSections: Hashable, Sendable {
    /// A section.
    public struct Section: Hashable, Sendable {
        /// The name, for example `.comment`.
        public let name: String
        /// Where its bytes are in the file; `nil` where it has none (`.bss`) or they lie outside the file.
        public let bytes: Range<Int>?
    }

    /// All sections in the file's order; empty where the file has no table of sections.
    public let all: [Section]

    /// Reads the table of sections of a file that lies in memory.
    public init(bytes: [UInt8]) throws(ELFError) {
        let source = ELFSource(size: UInt64(bytes.count)) { Array(bytes[$0..<$0 + $1]) }
        let identity = try source.piece(at: 0, count: 16, .header)
        guard identity.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .notELF }
        let is64 = identity[4] == 2
        let isBigEndian = identity[5] == 2
        let word = is64 ? 8 : 4
        let header = ELFPiece(
            bytes: try source.piece(at: 0, count: is64 ? 64 : 52, .header), isBigEndian: isBigEndian, part: .header)
        let offset = try header.number(at: 24 + 2 * word, word)
        let sizes = 24 + 3 * word + 10
        let width = try header.number(at: sizes, 2)
        let count = try header.number(at: sizes + 2, 2)
        let names = try header.number(at: sizes + 4, 2)
        guard offset != 0, count > 0, names < count, width >= (is64 ? 64 : 40) else {
            all = []
            return
        }
        let table = ELFPiece(
            bytes: try source.piece(at: offset, count: width * count, .sectionHeaders), isBigEndian: isBigEndian,
            part: .sectionHeaders)
        func number(_ index: UInt64, _ place: Int, _ size: Int) throws(ELFError) -> UInt64 {
            try table.number(at: Int(index * width) + place, size)
        }
        let strings = ELFPiece(
            bytes: try source.piece(
                at: try number(names, 8 + 2 * word, word), count: try number(names, 8 + 3 * word, word),
                .sectionHeaders),
            isBigEndian: isBigEndian, part: .sectionHeaders)
        var sections: [Section] = []
        for index in 0..<count {
            let start = try number(index, 8 + 2 * word, word)
            let size = try number(index, 8 + 3 * word, word)
            let (end, overflow) = start.addingReportingOverflow(size)
            // Type 8 takes no room in the file.
            let isInFile = try number(index, 4, 4) != 8 && !overflow && end <= UInt64(bytes.count)
            sections.append(
                Section(
                    name: try strings.text(at: try number(index, 0, 4)),
                    bytes: isInFile ? Int(start)..<Int(end) : nil))
        }
        all = sections
    }

    /// The first section of a name.
    public subscript(_ name: String) -> Section? { all.first { $0.name == name } }
}
