/// A line of a wheel's `RECORD` (PEP 376, PEP 427): a file, its digest and its size.
public struct WheelRecord: Hashable, Sendable {
    /// Path of the file, relative to the root of the wheel.
    public var path: String
    /// The hash as RECORD writes it, for example `sha256=` with URL-safe base64 and no padding; empty for RECORD itself.
    public var hash: String
    /// Size in bytes; `nil` where it is not given.
    public var size: Int64?

    /// Makes a line.
    public init(path: String, hash: String, size: Int64?) {
        self.path = path
        self.hash = hash
        self.size = size
    }

    /// Reads RECORD, which is CSV with quotes where a path holds a comma or a quote; `nil` if a line is not of that form.
    public static func parse(_ text: String) -> [WheelRecord]? {
        var records: [WheelRecord] = []
        guard let lines = csvLines(Array(text.utf8)) else { return nil }
        for fields in lines where !(fields.count == 1 && fields[0].isEmpty) {
            guard fields.count == 3, !fields[0].isEmpty else { return nil }
            let size = fields[2].isEmpty ? nil : Int64(fields[2])
            guard fields[2].isEmpty || size.map({ $0 >= 0 }) == true else { return nil }
            records.append(WheelRecord(path: fields[0], hash: fields[1], size: size))
        }
        return records
    }

    /// The line as RECORD holds it, without a line end.
    public var line: String {
        // Byte by byte: a combining mark behind a quote must not hide it.
        let quote = UInt8(ascii: "\"")
        let special: [UInt8] = [UInt8(ascii: ","), quote, UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        guard path.utf8.contains(where: special.contains) else { return path + rest }
        let doubled = path.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return String(decoding: [quote] + doubled + [quote], as: UTF8.self) + rest
    }

    private var rest: String {
        "," + hash + "," + (size.map(String.init) ?? "")
    }

    /// The value of the `hash` field for the 32 bytes of a SHA-256 digest.
    public static func hashField(of digest: Digest) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        let digits = Array(digest.hexadecimal.utf8).map { $0 < 58 ? UInt32($0) - 48 : UInt32($0) - 87 }
        var text = Array("sha256=".utf8)
        var bits: UInt32 = 0
        var count = 0
        for digit in digits {
            bits = bits << 4 | digit
            count += 4
            if count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads CSV as Python's `csv` does: quotes have a meaning only at the start of a field and inside one that they opened.
    /// `nil` if a quote is not closed.
    private static func csvLines(_ bytes: [UInt8]) -> [[String]]? {
        var lines: [[String]] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var atStart = true
        var index = 0
        func endField() {
            fields.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
            atStart = true
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            let opens = atStart
            atStart = false
            switch byte {
            case UInt8(ascii: "\"") where quoted && index < bytes.count && bytes[index] == UInt8(ascii: "\""):
                field.append(byte)
                index += 1
            case UInt8(ascii: "\"") where quoted || opens: quoted.toggle()
            case UInt8(ascii: ",") where !quoted: endField()
            case UInt8(ascii: "\r") where !quoted && index < bytes.count && bytes[index] == UInt8(ascii: "\n"): break
            case UInt8(ascii: "\n") where !quoted:
                endField()
                lines.append(fields)
                fields.removeAll()
            default: field.append(byte)
            }
        }
        guard !quoted else { return nil }
        endField()
        lines.append(fields)
        return lines
    }
}
