/// The pointers that the dynamic linker fills in when a program is loaded.
struct SwiftRelocations {
    /// By address.
    private(set) var pointers: [UInt64: SwiftImage.Pointer] = [:]

    /// As many as 48 MB of table hold: several times what the largest libraries have.
    private static let largestTable: UInt64 = 48 << 20

    init(_ source: ELFSource, _ header: ELFHeader, _ segments: ELFSegments) throws(ELFError) {
        guard let dynamic = segments.dynamic, dynamic.size > 0 else { return }
        let bytes = try source.piece(at: dynamic.offset, count: min(dynamic.size, 1 << 20), .dynamicSegment)
        let table = ELFPiece(bytes: bytes, isBigEndian: false, part: .dynamicSegment)
        var values: [UInt64: UInt64] = [:]
        for start in stride(from: 0, through: bytes.count - 16, by: 16) {
            let tag = try table.number(at: start, 8)
            if tag == 0 { break }
            values[tag] = try table.number(at: start + 8, 8)
        }
        guard let address = values[7], let size = values[8], size >= 24 else { return }
        guard size <= Self.largestTable else { throw .tooLarge(.relocations) }
        guard let place = segments.place(ofAddress: address), size <= place.available else {
            throw .truncated(.relocations)
        }
        let entries = try source.piece(at: place.offset, count: size, .relocations)
        let symbols = Self.symbols(source, segments, values)
        // Pointers lie in the parts that Swift's own libraries fill in by the ten thousand.
        pointers.reserveCapacity(entries.count / 24)
        entries.withUnsafeBytes { entries in
            func word(_ offset: Int) -> UInt64 {
                UInt64(littleEndian: entries.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            for start in stride(from: 0, through: entries.count - 24, by: 24) {
                let kind = word(start + 8)
                switch kind & 0xFFFF_FFFF {
                case 8: pointers[word(start)] = .address(word(start + 16))
                case 1, 6:
                    pointers[word(start)] =
                        symbols.flatMap { $0.pointer(Int(kind >> 32), plus: word(start + 16)) } ?? .unknown
                default: break
                }
            }
        }
    }

    /// The dynamic symbols and their names.
    private struct Symbols {
        let table: ELFPiece
        let strings: ELFPiece

        func pointer(_ index: Int, plus addend: UInt64) -> SwiftImage.Pointer? {
            let (start, overflow) = index.multipliedReportingOverflow(by: 24)
            guard !overflow, let section = try? table.number(at: start + 6, 2),
                let value = try? table.number(at: start + 8, 8), let name = try? table.number(at: start, 4)
            else { return nil }
            if section != 0 { return .address(value &+ addend) }
            guard let text = try? strings.text(at: name, longest: 1024), !text.isEmpty else { return nil }
            return .symbol(text)
        }
    }

    private static func symbols(
        _ source: ELFSource, _ segments: ELFSegments, _ values: [UInt64: UInt64]
    ) -> Symbols? {
        guard let symbolAddress = values[ELFDynamic.Tag.symbols], let stringAddress = values[ELFDynamic.Tag.strings],
            let stringSize = values[ELFDynamic.Tag.stringsSize],
            let symbolPlace = segments.place(ofAddress: symbolAddress),
            let stringPlace = segments.place(ofAddress: stringAddress), stringSize <= stringPlace.available
        else { return nil }
        // Linkers put the strings behind the symbols; if not, what is read too much is never asked for.
        let distance = stringAddress > symbolAddress ? stringAddress - symbolAddress : symbolPlace.available
        let size = min(distance, symbolPlace.available, ELFSource.largestPiece)
        guard let table = try? source.piece(at: symbolPlace.offset, count: size, .symbols),
            let strings = try? source.piece(at: stringPlace.offset, count: stringSize, .dynamicStrings)
        else { return nil }
        return Symbols(
            table: ELFPiece(bytes: table, isBigEndian: false, part: .symbols),
            strings: ELFPiece(bytes: strings, isBigEndian: false, part: .dynamicStrings))
    }
}
