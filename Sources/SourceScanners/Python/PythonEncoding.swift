/// Makes source bytes readable as a superset of ASCII, offset for offset.
struct PythonEncoding {
    /// The source; bytes above 127 stand for parts of other characters.
    private(set) var bytes: [UInt8]
    /// Where the text begins: after a byte order mark.
    private(set) var start = 0
    private(set) var problem: (kind: PythonProblem.Kind, offset: Int)?
    private(set) var unreadable: PythonUnreadable?
    /// Whether bytes above 127 are UTF-8.
    private(set) var isUTF8 = true

    init(_ source: [UInt8]) {
        bytes = source
        guard source.count <= PythonModule.largestSource else {
            unreadable = .tooLarge(source.count)
            bytes = []
            return
        }
        if source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF]) {
            problem = (.contradictoryEncoding("UTF-16"), 0)
            return
        }
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        let name = Self.declaredName(source[start...])
        if let zero = source.firstIndex(of: 0) { problem = (.zeroByte, zero) }
        switch name.map(Self.family) ?? .utf8 {
        case .utf8:
            if problem == nil, let bad = Self.firstInvalidUTF8(source) { problem = (.notUTF8, bad) }
        case .ascii:
            isUTF8 = false
        case .doubleByte:
            isUTF8 = false
            maskTrailBytes()
        case .unknown:
            isUTF8 = false
            unreadable = .unknownEncoding(name ?? "")
        }
        if start == 3, !isUTF8, problem == nil {
            problem = (.contradictoryEncoding(name ?? ""), 0)
            unreadable = nil
        }
    }

    private enum Family {
        case utf8, ascii, doubleByte, unknown
    }

    /// What the bytes below 128 mean in an encoding.
    private static func family(_ name: String) -> Family {
        let plain = String(decoding: name.lowercased().utf8.map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self)
        if ["utf-8", "utf8", "u8", "utf-8-sig", "utf"].contains(plain) || plain.hasPrefix("utf-8-") { return .utf8 }
        let doubles = [
            "gb", "cp936", "936", "big5", "cp950", "950", "shift", "sjis", "s-jis", "cp932", "ms932", "cp949", "johab",
        ]
        if doubles.contains(where: plain.hasPrefix) { return .doubleByte }
        let singles = [
            "ascii", "us-ascii", "646", "latin", "l1", "iso-8859", "iso8859", "8859", "cp", "windows", "koi8", "mac",
            "euc", "tis-620", "ptcp154", "hp-roman8",
        ]
        if singles.contains(where: plain.hasPrefix), !plain.hasPrefix("cp037"), !plain.hasPrefix("cp1026"),
            !plain.hasPrefix("cp1140"), !plain.hasPrefix("cp500"), !plain.hasPrefix("cp65001")
        {
            return .ascii
        }
        return .unknown
    }

    /// The name in a comment such as `# -*- coding: gbk -*-` in the first two lines (PEP 263).
    private static func declaredName(_ text: ArraySlice<UInt8>) -> String? {
        var rest = text.prefix(4096)
        for _ in 0..<2 {
            let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
            let content = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0C }
            guard content.isEmpty || content.first == UInt8(ascii: "#") else { return nil }
            if let name = name(inComment: content) { return name }
            rest = rest[line.endIndex...]
            if rest.starts(with: [0x0D, 0x0A]) { rest = rest.dropFirst(2) } else { rest = rest.dropFirst(1) }
        }
        return nil
    }

    private static func name(inComment comment: ArraySlice<UInt8>) -> String? {
        let word = Array("coding".utf8)
        var index = comment.startIndex
        while index + word.count < comment.endIndex {
            defer { index += 1 }
            guard comment[index..<index + word.count].elementsEqual(word) else { continue }
            let sign = comment[index + word.count]
            guard sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=") else { continue }
            let value = comment[(index + word.count + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            let name = value.prefix {
                $0.isPythonNamePart && $0 < 0x80 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
            }
            if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
        }
        return nil
    }

    /// In these encodings the second byte of a character may look like a backslash or a bracket.
    private mutating func maskTrailBytes() {
        var index = start
        while index < bytes.count {
            if bytes[index] >= 0x81, index + 1 < bytes.count, bytes[index + 1] >= 0x30 {
                bytes[index + 1] |= 0x80
                index += 1
            }
            index += 1
        }
    }

    /// The offset of the first byte that is not well-formed UTF-8.
    private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let length: Int
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0...0xEF:
                length = 3
                if lead == 0xE0 { low = 0xA0 }
                if lead == 0xED { high = 0x9F }
            case 0xF0...0xF4:
                length = 4
                if lead == 0xF0 { low = 0x90 }
                if lead == 0xF4 { high = 0x8F }
            default: return index
            }
            guard index + length <= bytes.count, bytes[index + 1] >= low, bytes[index + 1] <= high else { return index }
            for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return index }
            index += length
        }
        return nil
    }
}

extension UInt8 {
    /// Whether a name can begin with the byte; parts of other characters count.
    var isPythonNameStart: Bool {
        self >= 0x80 || self == UInt8(ascii: "_")
            || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
    }

    /// Whether the byte is `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Whether a name can go on with the byte.
    var isPythonNamePart: Bool { isPythonNameStart || isDigit }
}
