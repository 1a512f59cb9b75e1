/// Bytes of an ELF file by offset, every access checked against the size of the file and a bound on one piece.
struct ELFSource {
    /// The largest piece that is ever asked for at once. Real string and symbol tables stay far below.
    static let largestPiece: UInt64 = 64 << 20

    let size: UInt64
    let read: (_ offset: Int, _ count: Int) -> [UInt8]?

    /// The bytes of a piece, or what is wrong with it.
    func piece(at offset: UInt64, count: UInt64, _ part: ELFError.Part) throws(ELFError) -> [UInt8] {
        guard offset <= size, count <= size - offset else { throw .truncated(part) }
        guard count <= Self.largestPiece else { throw .tooLarge(part) }
        guard let start = Int(exactly: offset), let bytes = read(start, Int(count)), bytes.count == Int(count) else {
            throw .unreadable(part)
        }
        return bytes
    }
}

/// A piece of an ELF file with the widths and the byte order of that file.
struct ELFPiece {
    let bytes: [UInt8]
    let isBigEndian: Bool
    let part: ELFError.Part

    /// An unsigned number of 1 to 8 bytes.
    func number(at offset: Int, _ width: Int) throws(ELFError) -> UInt64 {
        guard offset >= 0, width <= bytes.count, offset <= bytes.count - width else { throw .truncated(part) }
        var value: UInt64 = 0
        for index in 0..<width {
            let byte = bytes[offset + (isBigEndian ? index : width - 1 - index)]
            value = value << 8 | UInt64(byte)
        }
        return value
    }

    /// The text from an offset to the next NUL, which must come within `longest` bytes.
    func text(at offset: UInt64, longest: Int = 4096) throws(ELFError) -> String {
        guard let start = Int(exactly: offset), start < bytes.count else { throw .malformed(part) }
        let window = bytes[start..<min(bytes.count, start + longest)]
        guard let end = window.firstIndex(of: 0) else { throw .malformed(part) }
        return String(decoding: window[..<end], as: UTF8.self)
    }
}
