/// Characters above ASCII that neither Python nor JavaScript takes outside strings: the ones that input methods and word
/// processors leave in source (full-width brackets, typographic quotes, wide spaces).
enum ForeignCharacters {
    /// The first such character of well-formed UTF-8 that stands where a name stands.
    static func firstInvalid(in bytes: ArraySlice<UInt8>) -> (character: Character, offset: Int)? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            guard index + length <= bytes.endIndex else { return nil }
            var value = UInt32(length == 1 ? lead : lead & (0xFF >> UInt8(length + 1)))
            for byte in bytes[(index + 1)..<(index + length)] { value = value << 6 | UInt32(byte & 0x3F) }
            if isInvalid(value), let scalar = Unicode.Scalar(value) { return (Character(scalar), index) }
            index += length
        }
        return nil
    }

    private static func isInvalid(_ value: UInt32) -> Bool {
        switch value {
        // No-break space and signs of Latin-1 that are no letters.
        case 0xA0...0xA9, 0xAB...0xB4, 0xB6, 0xB8, 0xB9, 0xBB...0xBF, 0xD7, 0xF7: true
        // General punctuation without the two connectors.
        case 0x2000...0x203E, 0x2041...0x2053, 0x2055...0x206F: true
        // Ideographic space, comma, full stop and brackets.
        case 0x3000...0x3003, 0x3008...0x3020: true
        // Full-width signs.
        case 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF3E, 0xFF40, 0xFF5B...0xFF65: true
        case 0xFEFF: true
        default: false
        }
    }
}
