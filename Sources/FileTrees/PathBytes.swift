#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether the bytes of one string come before those of another: the order of everything that is packed.
func byteOrder(_ left: String, _ right: String) -> Bool {
    var left = left
    var right = right
    return left.withUTF8 { left in
        right.withUTF8 { right in
            guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
                return left.count < right.count
            }
            let order = memcmp(leftBase, rightBase, min(left.count, right.count))
            return order == 0 ? left.count < right.count : order < 0
        }
    }
}

/// The text of a name with each byte that is not UTF-8 written as `\xE9`.
func escapingInvalidUTF8(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var result = ""
    var index = 0
    next: while index < bytes.count {
        for length in 1...4 where index + length <= bytes.count {
            if let character = String(validating: bytes[index..<(index + length)], as: UTF8.self) {
                result += character
                index += length
                continue next
            }
        }
        let digits = String(bytes[index], radix: 16, uppercase: true)
        result += "\\x" + (digits.count == 1 ? "0" : "") + digits
        index += 1
    }
    return result
}

/// The bytes that a link holds, `nil` with `errno` set if it cannot be read.
func linkTarget(in folder: CInt, name: [CChar]) -> [UInt8]? {
    var buffer = [CChar](repeating: 0, count: 256)
    while true {
        let count = readlinkat(folder, name, &buffer, buffer.count)
        if count < 0 { return nil }
        if count < buffer.count { return buffer[..<count].map { UInt8(bitPattern: $0) } }
        buffer = [CChar](repeating: 0, count: buffer.count * 2)
    }
}
