/// A set of bytes: what a character class like `[a-z_]` or `[![:digit:]]` takes.
struct ByteSet: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Reads a class as git does; `index` is just after `[` and moves to just after `]`. `nil` if the class is open or
    /// names an unknown `[:kind:]`.
    init?(class source: [UInt8], at index: inout Int) {
        func byte(_ at: Int) -> UInt8? { at < source.count ? source[at] : nil }
        var negated = false
        if let first = byte(index), first == UInt8(ascii: "!") || first == UInt8(ascii: "^") {
            negated = true
            index += 1
        }
        var previous: UInt8?
        var isFirst = true
        while true {
            guard let current = byte(index) else { return nil }
            if current == UInt8(ascii: "]"), !isFirst { break }
            isFirst = false
            if current == UInt8(ascii: "\\") {
                guard let escaped = byte(index + 1) else { return nil }
                insert(escaped)
                previous = escaped
                index += 2
            } else if current == UInt8(ascii: "-"), let low = previous, let after = byte(index + 1),
                after != UInt8(ascii: "]")
            {
                index += 1
                var high = after
                if after == UInt8(ascii: "\\") {
                    guard let escaped = byte(index + 1) else { return nil }
                    high = escaped
                    index += 1
                }
                if low <= high { for value in low...high { insert(value) } }
                previous = nil
                index += 1
            } else if current == UInt8(ascii: "["), byte(index + 1) == UInt8(ascii: ":") {
                guard let close = source[(index + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
                if close - 1 >= index + 2, source[close - 1] == UInt8(ascii: ":") {
                    let name = String(decoding: source[(index + 2)..<(close - 1)], as: UTF8.self)
                    guard let test = Self.namedClass(name) else { return nil }
                    for value in UInt8.min...127 where test(value) { insert(value) }
                    previous = nil
                    index = close + 1
                } else {
                    insert(current)
                    previous = current
                    index += 1
                }
            } else {
                insert(current)
                previous = current
                index += 1
            }
        }
        index += 1
        if negated { words = (~words.0, ~words.1, ~words.2, ~words.3) }
    }

    func contains(_ byte: UInt8) -> Bool {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        return switch byte >> 6 {
        case 0: words.0 & bit != 0
        case 1: words.1 & bit != 0
        case 2: words.2 & bit != 0
        default: words.3 & bit != 0
        }
    }

    private mutating func insert(_ byte: UInt8) {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    private static func namedClass(_ name: String) -> ((UInt8) -> Bool)? {
        func digit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
        func upper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
        func lower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
        func graph(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
        switch name {
        case "alnum": return { digit($0) || upper($0) || lower($0) }
        case "alpha": return { upper($0) || lower($0) }
        case "blank": return { $0 == 0x20 || $0 == 0x09 }
        case "cntrl": return { $0 < 0x20 || $0 == 0x7F }
        case "digit": return digit
        case "graph": return graph
        case "lower": return lower
        case "print": return { graph($0) || $0 == 0x20 }
        case "punct": return { graph($0) && !digit($0) && !upper($0) && !lower($0) }
        case "space": return { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        case "upper": return upper
        case "xdigit": return { digit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }
        default: return nil
        }
    }

    static func == (left: ByteSet, right: ByteSet) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
