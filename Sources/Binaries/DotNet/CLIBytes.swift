/// A range of a file's bytes; every access is checked against the range.
struct CLIBytes {
    private let bytes: [UInt8]
    private let range: Range<Int>
    let part: CLIError.Part

    init(_ bytes: [UInt8], _ part: CLIError.Part) {
        self.bytes = bytes
        range = 0..<bytes.count
        self.part = part
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ part: CLIError.Part) {
        self.bytes = bytes
        self.range = range
        self.part = part
    }

    var count: Int { range.count }

    /// A part of this range.
    func piece(at offset: Int, count: Int, _ part: CLIError.Part) throws(CLIError) -> CLIBytes {
        guard offset >= 0, count >= 0, offset <= range.count, count <= range.count - offset else {
            throw .truncated(part)
        }
        let start = range.lowerBound + offset
        return CLIBytes(bytes, start..<start + count, part)
    }

    /// A little-endian number of 1 to 4 bytes.
    func number(at offset: Int, _ width: Int) throws(CLIError) -> Int {
        guard offset >= 0, width <= range.count, offset <= range.count - width else { throw .truncated(part) }
        var value = 0
        for index in (0..<width).reversed() { value = value << 8 | Int(bytes[range.lowerBound + offset + index]) }
        return value
    }

    /// The text from an offset to the next NUL, which must come within `limit` bytes.
    func text(at offset: Int, limit: Int) throws(CLIError) -> String {
        guard offset >= 0, offset < range.count else { throw .truncated(part) }
        let start = range.lowerBound + offset
        let window = bytes[start..<min(range.upperBound, start + limit)]
        guard let end = window.firstIndex(of: 0) else { throw .malformed(part) }
        return String(decoding: window[..<end], as: UTF8.self)
    }

    /// All of the range as text.
    var wholeText: String { String(decoding: bytes[range], as: UTF8.self) }

    /// A number of one, two or four bytes in the form of ECMA-335 II.23.2; moves the offset behind it.
    func compressed(at offset: inout Int) throws(CLIError) -> Int {
        let first = try number(at: offset, 1)
        if first & 0x80 == 0 {
            offset += 1
            return first
        }
        if first & 0xC0 == 0x80 {
            let second = try number(at: offset + 1, 1)
            offset += 2
            return (first & 0x3F) << 8 | second
        }
        guard first & 0xE0 == 0xC0 else { throw .malformed(part) }
        var value = first & 0x1F
        for index in 1...3 { value = value << 8 | (try number(at: offset + index, 1)) }
        offset += 4
        return value
    }

    /// The bytes of a blob: a compressed length and as many bytes.
    func blob(at offset: Int, _ part: CLIError.Part) throws(CLIError) -> CLIBytes {
        var place = offset
        let length = try compressed(at: &place)
        return try piece(at: place, count: length, part)
    }
}
