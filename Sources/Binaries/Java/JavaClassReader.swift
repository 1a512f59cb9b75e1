/// Walks through the bytes of a class file; nothing is read beyond their end.
struct JavaClassReader {
    let bytes: [UInt8]
    private(set) var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    /// A big-endian number of 1 to 4 bytes.
    mutating func number(_ width: Int, _ part: JavaClassError.Part) throws(JavaClassError) -> Int {
        guard width <= bytes.count - place else { throw .truncated(part) }
        var value = 0
        for index in place..<place + width { value = value << 8 | Int(bytes[index]) }
        place += width
        return value
    }

    mutating func skip(_ count: Int, _ part: JavaClassError.Part) throws(JavaClassError) {
        guard count <= bytes.count - place else { throw .truncated(part) }
        place += count
    }
}

/// Text of class files: like UTF-8, but NUL takes two bytes, and characters beyond U+FFFF are written as two surrogates
/// of three bytes each (Java Virtual Machine Specification 4.4.7).
enum JavaModifiedUTF8 {
    /// The text, or `nil` if the bytes are none. A surrogate without its partner, which the virtual machine allows,
    /// becomes U+FFFD.
    static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        if bytes.allSatisfy({ $0 > 0 && $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        var rest = bytes
        while let first = rest.popFirst() {
            switch first {
            case 0x01...0x7F:
                units.append(UInt16(first))
            case 0xC0...0xDF:
                guard let second = rest.popFirst(), second & 0xC0 == 0x80 else { return nil }
                units.append(UInt16(first & 0x1F) << 6 | UInt16(second & 0x3F))
            case 0xE0...0xEF:
                guard let second = rest.popFirst(), second & 0xC0 == 0x80,
                    let third = rest.popFirst(), third & 0xC0 == 0x80
                else { return nil }
                units.append(UInt16(first & 0x0F) << 12 | UInt16(second & 0x3F) << 6 | UInt16(third & 0x3F))
            default:
                return nil
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
