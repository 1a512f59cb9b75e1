/// The dynamic segment: what the dynamic linker reads.
struct ELFDynamic {
    /// More libraries than any real file needs.
    static let mostNames = 4096

    private(set) var needed: [String] = []
    private(set) var soname: String?
    private(set) var rpath: [String] = []
    private(set) var runpath: [String] = []
    private(set) var versionNeeds: [ELFVersionNeed] = []
    private(set) var isPositionIndependentProgram = false
    private(set) var nodeModuleVersion: Int?

    init(_ source: ELFSource, _ header: ELFHeader, _ segments: ELFSegments) throws(ELFError) {
        guard let table = try ELFDynamicTable(source, header, segments) else { return }
        let values = table.values
        let neededOffsets = table.needed
        guard neededOffsets.count <= Self.mostNames else { throw .tooLarge(.dynamicSegment) }
        isPositionIndependentProgram = (values[Tag.flags1] ?? 0) & 0x0800_0000 != 0

        let hasNames =
            !neededOffsets.isEmpty
            || [Tag.soname, Tag.rpath, Tag.runpath, Tag.versionNeeds].contains { values[$0] != nil }
        guard hasNames else {
            // What a file defines is worth knowing and no more: damage there keeps nothing from being read.
            if let address = values[Tag.strings], let place = segments.place(ofAddress: address),
                let size = values[Tag.stringsSize], size <= place.available,
                let bytes = try? source.piece(at: place.offset, count: size, .dynamicStrings)
            {
                nodeModuleVersion = ELFNodeModule.version(in: bytes)
            }
            return
        }
        let strings = try table.strings(source, header, segments)
        nodeModuleVersion = ELFNodeModule.version(in: strings.bytes)
        for offset in neededOffsets { needed.append(try strings.text(at: offset)) }
        if let offset = values[Tag.soname] { soname = try strings.text(at: offset) }
        if let offset = values[Tag.rpath] { rpath = try Self.folders(strings, offset) }
        if let offset = values[Tag.runpath] { runpath = try Self.folders(strings, offset) }

        if let address = values[Tag.versionNeeds] {
            guard let place = segments.place(ofAddress: address) else { throw .malformed(.versionNeeds) }
            var reader = ELFVersionReader(
                needs: ELFPiece(
                    bytes: try source.piece(at: place.offset, count: min(place.available, 1 << 20), .versionNeeds),
                    isBigEndian: header.isBigEndian, part: .versionNeeds),
                strings: strings)
            try reader.readNeeds(count: values[Tag.versionNeedsCount] ?? 0)
            let symbols = ELFSymbols(source: source, header: header, segments: segments, values: values)
            reader.findExamples(symbols, strings: strings)
            versionNeeds = reader.found
        }
    }

    /// A run path has no bound but the file's own; what no linker makes is cut off.
    private static func folders(_ strings: ELFPiece, _ offset: UInt64) throws(ELFError) -> [String] {
        let text = try strings.text(at: offset, longest: 4 << 20)
        return text.split(separator: ":", maxSplits: mostNames).prefix(mostNames).map(String.init)
    }

    /// Tags of the dynamic segment that the reader uses.
    enum Tag {
        static let end: UInt64 = 0
        static let needed: UInt64 = 1
        static let hash: UInt64 = 4
        static let strings: UInt64 = 5
        static let symbols: UInt64 = 6
        static let stringsSize: UInt64 = 10
        static let symbolSize: UInt64 = 11
        static let soname: UInt64 = 14
        static let rpath: UInt64 = 15
        static let runpath: UInt64 = 29
        static let versions: UInt64 = 0x6FFF_FFF0
        static let flags1: UInt64 = 0x6FFF_FFFB
        static let versionDefinitions: UInt64 = 0x6FFF_FFFC
        static let versionDefinitionsCount: UInt64 = 0x6FFF_FFFD
        static let versionNeeds: UInt64 = 0x6FFF_FFFE
        static let versionNeedsCount: UInt64 = 0x6FFF_FFFF
    }
}
