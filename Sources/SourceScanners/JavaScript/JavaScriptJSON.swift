/// A value of JSON with the members of objects in their order, which decides between conditions of `exports`.
indirect enum JavaScriptJSON: Hashable, Sendable {
    case null
    case string(String)
    case array([JavaScriptJSON])
    case object([Member])
    /// A number, `true` or `false`: nothing here asks for their values.
    case plain

    struct Member: Hashable, Sendable {
        let key: String
        let value: JavaScriptJSON
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var members: [Member]? { if case .object(let members) = self { members } else { nil } }

    /// Why a text was not read.
    enum Problem: Error, Hashable {
        /// No JSON, from this byte on.
        case invalid(Int)
        /// Deeper than it is looked into.
        case tooDeep
    }
}

/// Reads JSON as `JSON.parse` does: nothing but the standard's grammar, a mark of byte order in front excepted, which
/// Node.js drops.
struct JavaScriptJSONReader {
    static let deepest = 200

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// The whole text as a value.
    static func value(_ bytes: [UInt8]) throws(JavaScriptJSON.Problem) -> JavaScriptJSON {
        var reader = JavaScriptJSONReader(bytes)
        let value = try reader.value(0)
        try reader.end()
        return value
    }

    /// The members of the object that the whole text is, those of other names only checked; `nil` if it is no object.
    static func members(
        _ bytes: [UInt8], named wanted: Set<String>
    ) throws(JavaScriptJSON.Problem) -> [JavaScriptJSON.Member]? {
        var reader = JavaScriptJSONReader(bytes)
        reader.skipSpace()
        guard reader.peek == UInt8(ascii: "{") else {
            try reader.skip(0)
            try reader.end()
            return nil
        }
        var members: [JavaScriptJSON.Member] = []
        try reader.object { (reader, key) throws(JavaScriptJSON.Problem) in
            if wanted.contains(key) {
                members.append(.init(key: key, value: try reader.value(1)))
            } else {
                try reader.skip(1)
            }
        }
        try reader.end()
        return members
    }

    // MARK: Grammar

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }
    private var failure: JavaScriptJSON.Problem { .invalid(index) }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func end() throws(JavaScriptJSON.Problem) {
        skipSpace()
        guard index == bytes.count else { throw failure }
    }

    private mutating func value(_ depth: Int) throws(JavaScriptJSON.Problem) -> JavaScriptJSON {
        guard depth < Self.deepest else { throw .tooDeep }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"):
            var members: [JavaScriptJSON.Member] = []
            try object { (reader, key) throws(JavaScriptJSON.Problem) in
                members.append(.init(key: key, value: try reader.value(depth + 1)))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var values: [JavaScriptJSON] = []
            try array { reader throws(JavaScriptJSON.Problem) in values.append(try reader.value(depth + 1)) }
            return .array(values)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default:
            try scalar()
            return .plain
        }
    }

    private mutating func skip(_ depth: Int) throws(JavaScriptJSON.Problem) {
        guard depth < Self.deepest else { throw .tooDeep }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"):
            try object { (reader, _) throws(JavaScriptJSON.Problem) in try reader.skip(depth + 1) }
        case UInt8(ascii: "["): try array { reader throws(JavaScriptJSON.Problem) in try reader.skip(depth + 1) }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "n"): try word("null")
        default: try scalar()
        }
    }

    private mutating func object(
        _ member: (inout Self, String) throws(JavaScriptJSON.Problem) -> Void
    ) throws(JavaScriptJSON.Problem) {
        index += 1
        skipSpace()
        if peek == UInt8(ascii: "}") { return index += 1 }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw failure }
            let key = try string()
            skipSpace()
            guard peek == UInt8(ascii: ":") else { throw failure }
            index += 1
            try member(&self, key)
            guard try goesOn(UInt8(ascii: "}")) else { return }
        }
    }

    private mutating func array(
        _ element: (inout Self) throws(JavaScriptJSON.Problem) -> Void
    ) throws(JavaScriptJSON.Problem) {
        index += 1
        skipSpace()
        if peek == UInt8(ascii: "]") { return index += 1 }
        repeat { try element(&self) } while try goesOn(UInt8(ascii: "]"))
    }

    private mutating func goesOn(_ close: UInt8) throws(JavaScriptJSON.Problem) -> Bool {
        skipSpace()
        guard let byte = peek, byte == close || byte == UInt8(ascii: ",") else { throw failure }
        index += 1
        return byte != close
    }

    private mutating func word(_ text: StaticString) throws(JavaScriptJSON.Problem) {
        let count = text.utf8CodeUnitCount
        let fits = text.withUTF8Buffer { bytes[index...].prefix(count).elementsEqual($0) }
        guard fits else { throw failure }
        index += count
    }

    private mutating func scalar() throws(JavaScriptJSON.Problem) {
        switch peek {
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        default: try number()
        }
    }

    private mutating func number() throws(JavaScriptJSON.Problem) {
        if peek == UInt8(ascii: "-") { index += 1 }
        if peek == UInt8(ascii: "0") { index += 1 } else { try digits() }
        if peek == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            index += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(JavaScriptJSON.Problem) {
        let start = index
        while let byte = peek, byte >= 0x30, byte <= 0x39 { index += 1 }
        guard index > start else { throw failure }
    }

    private mutating func string() throws(JavaScriptJSON.Problem) -> String {
        index += 1
        let start = index
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        if peek == UInt8(ascii: "\"") {
            index += 1
            return String(decoding: bytes[start..<index - 1], as: UTF8.self)
        }
        var units = Array(String(decoding: bytes[start..<index], as: UTF8.self).utf16)
        while let byte = peek {
            if byte == UInt8(ascii: "\"") {
                index += 1
                return String(decoding: units, as: UTF16.self)
            }
            guard byte >= 0x20 else { throw failure }
            if byte == UInt8(ascii: "\\") {
                index += 1
                units.append(try escape())
            } else {
                let first = index
                while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
                    index += 1
                }
                units += String(decoding: bytes[first..<index], as: UTF8.self).utf16
            }
        }
        throw failure
    }

    private mutating func escape() throws(JavaScriptJSON.Problem) -> UInt16 {
        guard let byte = peek else { throw failure }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "u"):
            guard index + 4 <= bytes.count else { throw failure }
            var unit: UInt16 = 0
            for digit in bytes[index..<index + 4] {
                switch digit {
                case 0x30...0x39: unit = unit << 4 | UInt16(digit - 0x30)
                case 0x41...0x46: unit = unit << 4 | UInt16(digit - 0x41 + 10)
                case 0x61...0x66: unit = unit << 4 | UInt16(digit - 0x61 + 10)
                default: throw failure
                }
            }
            index += 4
            return unit
        default: throw failure
        }
    }
}
