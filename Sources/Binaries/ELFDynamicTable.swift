/// The dynamic segment as it stands in the file: numbers by tag.
struct ELFDynamicTable {
    /// The numbers; of tags that stand twice the last.
    private(set) var values: [UInt64: UInt64] = [:]
    /// `DT_NEEDED`, in the file's order: places in the string table.
    private(set) var needed: [UInt64] = []

    /// Reads the segment; `nil` if the file has none.
    init?(_ source: ELFSource, _ header: ELFHeader, _ segments: ELFSegments) throws(ELFError) {
        guard let place = segments.dynamic, place.size > 0 else { return nil }
        let word = header.is64 ? 8 : 4
        let bytes = try source.piece(at: place.offset, count: min(place.size, 1 << 20), .dynamicSegment)
        let table = ELFPiece(bytes: bytes, isBigEndian: header.isBigEndian, part: .dynamicSegment)
        for start in stride(from: 0, through: bytes.count - 2 * word, by: 2 * word) {
            let tag = try table.number(at: start, word)
            if tag == ELFDynamic.Tag.end { break }
            let value = try table.number(at: start + word, word)
            if tag == ELFDynamic.Tag.needed { needed.append(value) } else { values[tag] = value }
        }
    }

    /// The string table.
    func strings(
        _ source: ELFSource, _ header: ELFHeader, _ segments: ELFSegments
    ) throws(ELFError) -> ELFPiece {
        guard let address = values[ELFDynamic.Tag.strings], let size = values[ELFDynamic.Tag.stringsSize],
            let place = segments.place(ofAddress: address)
        else { throw .malformed(.dynamicSegment) }
        guard size <= place.available else { throw .truncated(.dynamicStrings) }
        return ELFPiece(
            bytes: try source.piece(at: place.offset, count: size, .dynamicStrings),
            isBigEndian: header.isBigEndian, part: .dynamicStrings)
    }
}
