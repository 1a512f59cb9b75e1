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
        for fields in csvLines(Array(text.utf8)) where !(fields.count == 1 && fields[0].isEmpty) {
            guard fields.count == 3, !fields[0].isEmpty else { return nil }
            let size = fields[2].isEmpty ? nil : Int64(fields[2])
            guard size != nil || fields[2].isEmpty else { return nil }
            records.append(WheelRecord(path: fields[0], hash: fields[1], size: size))
        }
        return records
    }

    /// The line as RECORD holds it, without a line end.
    public var line: String {
        let needsQuotes = path.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
        let quoted =
            needsQuotes
            ? "\"" + path.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : path
        return quoted + "," + hash + "," + (size.map(String.init) ?? "")
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

    private static func csvLines(_ bytes: [UInt8]) -> [[String]] {
        var lines: [[String]] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var index = 0
        func endField() {
            fields.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\"") where quoted && index < bytes.count && bytes[index] == UInt8(ascii: "\""):
                field.append(byte)
                index += 1
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: ",") where !quoted: endField()
            case UInt8(ascii: "\r") where !quoted && index < bytes.count && bytes[index] == UInt8(ascii: "\n"): break
            case UInt8(ascii: "\n") where !quoted:
                endField()
                lines.append(fields)
                fields.removeAll()
            default: field.append(byte)
            }
        }
        endField()
        lines.append(fields)
        return lines
    }
}
