/// What stands behind `-----BEGIN … PRIVATE KEY-----`: base64, also broken up by the quotes, escapes and operators of a
/// programming language.
struct PEMBody {
    /// The first byte that does not belong to it.
    private(set) var end: Int
    /// Whether a header says that the key is encrypted.
    private(set) var isEncrypted = false
    /// Whether `-----END` follows.
    private(set) var isClosed = false
    private var head: [UInt8] = []
    private var count = 0
    private var hasDigit = false
    private var seen: (UInt64, UInt64) = (0, 0)

    init(_ text: UnsafeRawBufferPointer, from start: Int) {
        end = start
        var lineCount = 0
        while end < text.count {
            let byte = text[end]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x60, 0x2C, UInt8(ascii: "|"), UInt8(ascii: ">"):
                if byte == 0x0A { lineCount = 0 }
                end += 1
            case UInt8(ascii: "+") where Self.isBetween(text, end), UInt8(ascii: ".") where Self.isBetween(text, end):
                end += 1
            case UInt8(ascii: "\\"):
                end += 2
                lineCount = 0
            case UInt8(ascii: ":") where lineCount > 0 && lineCount < 30:
                // `Proc-Type: 4,ENCRYPTED`: what was counted of the line is no base64.
                drop(lineCount)
                skipLine(text)
                lineCount = 0
            case UInt8(ascii: "-"):
                if text.count - end >= 8, text[end + 1] == byte {
                    isClosed = true
                    return
                }
                guard lineCount > 0, lineCount < 30 else { return }
                end += 1
            default:
                guard RandomText.isAlphanumeric(byte) || byte == 0x2B || byte == 0x2F || byte == 0x3D else { return }
                take(byte)
                lineCount += 1
                end += 1
            }
        }
        end = min(end, text.count)
    }

    /// Whether a byte joins two texts of a program: white space or quotes stand on both sides.
    private static func isBetween(_ text: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        guard place > 0, place + 1 < text.count else { return false }
        let around: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27]
        return around.contains(text[place - 1]) && around.contains(text[place + 1])
    }

    private mutating func take(_ byte: UInt8) {
        count += 1
        if head.count < 64 { head.append(byte) }
        if (0x30...0x39).contains(byte) { hasDigit = true }
        if byte < 64 { seen.0 |= 1 << UInt64(byte) } else { seen.1 |= 1 << UInt64(byte & 63) }
    }

    private mutating func drop(_ characters: Int) {
        count -= min(count, characters)
        head.removeLast(min(head.count, characters))
    }

    private mutating func skipLine(_ text: UnsafeRawBufferPointer) {
        let start = end
        while end < text.count, text[end] != 0x0A, text[end] != UInt8(ascii: "\\"), end - start < 200 { end += 1 }
        if text[start..<min(end, text.count)].contains(UInt8(ascii: "E")) { isEncrypted = true }
    }

    /// Whether it is the base64 of a key.
    ///
    /// - Parameters:
    ///   - label: The words of the first line.
    ///   - isWholeFile: Whether the file is nothing but this: then a shorter text is believed to be a key as well.
    func isKey(labelled label: String, isWholeFile: Bool) -> Bool {
        let distinct = seen.0.nonzeroBitCount + seen.1.nonzeroBitCount
        // DER begins with 0x30, which base64 writes as `M`; OpenSSH's form begins with its name.
        let isEncoded =
            isEncrypted || head.first == UInt8(ascii: "M") || head.starts(with: "b3Bl".utf8) || label.hasPrefix("PGP")
        if isWholeFile { return count >= 16 && distinct >= 8 && (isEncoded || hasDigit) }
        return isClosed && isEncoded && count >= 60 && distinct >= 20
    }
}
