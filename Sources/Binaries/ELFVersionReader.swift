/// Reads the list of needed versions (`.gnu.version_r`) and finds for each one symbol that needs it.
struct ELFVersionReader {
    /// More needs than any real file has; a chain longer than this is an attack.
    static let mostNeeds = 8192

    let needs: ELFPiece
    let strings: ELFPiece
    private(set) var found: [ELFVersionNeed] = []
    private var indices: [UInt64: [Int]] = [:]

    init(needs: ELFPiece, strings: ELFPiece) {
        self.needs = needs
        self.strings = strings
    }

    /// Follows the two chains; every link must lead forward, so that no chain can turn into a ring.
    mutating func readNeeds(count: UInt64) throws(ELFError) {
        var position = 0
        for _ in 0..<min(count, UInt64(Self.mostNeeds)) {
            let auxiliaryCount = try needs.number(at: position + 2, 2)
            let library = try strings.text(at: try needs.number(at: position + 4, 4))
            var auxiliary = position + Int(try needs.number(at: position + 8, 4))
            for _ in 0..<auxiliaryCount {
                let flags = try needs.number(at: auxiliary + 4, 2)
                let index = try needs.number(at: auxiliary + 6, 2) & 0x7FFF
                let name = try strings.text(at: try needs.number(at: auxiliary + 8, 4))
                guard found.count < Self.mostNeeds else { throw .tooLarge(.versionNeeds) }
                indices[index, default: []].append(found.count)
                found.append(ELFVersionNeed(library: library, version: name, isWeak: flags & 2 != 0))
                let next = Int(try needs.number(at: auxiliary + 12, 4))
                if next == 0 { break }
                auxiliary += next
            }
            let next = Int(try needs.number(at: position + 12, 4))
            if next == 0 { break }
            position += next
        }
    }

    /// Names one symbol for each need. Examples make messages better; without them the facts stand, so damage here is
    /// passed over.
    mutating func findExamples(_ symbols: ELFSymbols, strings: ELFPiece) {
        guard !indices.isEmpty, let table = symbols.load() else { return }
        for index in 0..<table.count {
            guard let version = try? table.versions.number(at: index * 2, 2) else { return }
            guard let places = indices[version & 0x7FFF] else { continue }
            guard let offset = try? table.symbols.number(at: index * table.symbolSize, 4),
                let name = try? strings.text(at: offset), !name.isEmpty
            else { continue }
            for place in places { found[place].symbol = name }
            indices[version & 0x7FFF] = nil
            if indices.isEmpty { return }
        }
    }
}

/// The dynamic symbols and the version of each.
struct ELFSymbols {
    let source: ELFSource
    let header: ELFHeader
    let segments: ELFSegments
    let values: [UInt64: UInt64]

    /// Both tables, or `nil` where they cannot be had.
    func load() -> (symbols: ELFPiece, symbolSize: Int, versions: ELFPiece, count: Int)? {
        let width: UInt64 = header.is64 ? 24 : 16
        guard let symbolAddress = values[ELFDynamic.Tag.symbols], let versionAddress = values[ELFDynamic.Tag.versions],
            values[ELFDynamic.Tag.symbolSize] ?? width == width,
            let symbolPlace = segments.place(ofAddress: symbolAddress),
            let versionPlace = segments.place(ofAddress: versionAddress)
        else { return nil }
        let count = min(symbolCount(width), symbolPlace.available / width, versionPlace.available / 2)
        guard count > 0,
            let symbols = try? source.piece(at: symbolPlace.offset, count: count * width, .symbols),
            let versions = try? source.piece(at: versionPlace.offset, count: count * 2, .symbols)
        else { return nil }
        return (
            ELFPiece(bytes: symbols, isBigEndian: header.isBigEndian, part: .symbols), Int(width),
            ELFPiece(bytes: versions, isBigEndian: header.isBigEndian, part: .symbols), Int(count)
        )
    }

    /// The number of dynamic symbols: the format does not say it in one place.
    func symbolCount(_ width: UInt64) -> UInt64 {
        let symbolAddress = values[ELFDynamic.Tag.symbols] ?? 0
        if let section = header.sections.first(where: { $0.type == 11 && $0.address == symbolAddress }) {
            return section.size / width
        }
        if let hash = values[ELFDynamic.Tag.hash], let place = segments.place(ofAddress: hash),
            let bytes = try? source.piece(at: place.offset, count: 8, .symbols),
            let chains = try? ELFPiece(bytes: bytes, isBigEndian: header.isBigEndian, part: .symbols).number(at: 4, 4)
        {
            return chains
        }
        // Linkers put the strings of the symbols right behind them.
        if let strings = values[ELFDynamic.Tag.strings], strings > symbolAddress {
            return (strings - symbolAddress) / width
        }
        return 0
    }
}
