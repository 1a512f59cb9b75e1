/// A sound input to start from, with the places of its numbers: those are where readers can be misled.
struct Seed: Sendable {
    /// A number in the bytes.
    struct Field: Sendable {
        var offset: Int
        var width: Int
        var isBigEndian: Bool
    }

    var bytes: [UInt8] = []
    var fields: [Field] = []
    /// Words of the format that are put in anywhere.
    var words: [String] = []

    init() {}

    /// A source file.
    init(text: String, words: [String] = []) {
        bytes = Array(text.utf8)
        self.words = words
    }

    /// Appends a number and notes its place.
    mutating func number(_ value: Int, _ width: Int, bigEndian: Bool = false) {
        fields.append(Field(offset: bytes.count, width: width, isBigEndian: bigEndian))
        bytes += Seed.bytes(UInt64(truncatingIfNeeded: value), width, bigEndian: bigEndian)
    }

    /// Appends bytes that hold no numbers.
    mutating func append(_ more: [UInt8]) { bytes += more }

    /// Appends text.
    mutating func append(_ text: String) { bytes += Array(text.utf8) }

    /// Appends another piece with the places of its numbers.
    mutating func append(_ piece: Seed) {
        fields += piece.fields.map { field in
            Field(offset: field.offset + bytes.count, width: field.width, isBigEndian: field.isBigEndian)
        }
        bytes += piece.bytes
    }

    /// Appends zeros up to a size.
    mutating func pad(to size: Int) { bytes += [UInt8](repeating: 0, count: max(0, size - bytes.count)) }

    static func bytes(_ value: UInt64, _ width: Int, bigEndian: Bool) -> [UInt8] {
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
        return bigEndian ? bytes.reversed() : bytes
    }
}
