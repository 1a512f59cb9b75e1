extension OrderedJSON {
    /// What is wrong with a text that is no JSON.
    public struct Problem: Error, Hashable, Sendable {
        /// What was expected, in a few words.
        public var message: String
        /// The line, beginning with 1.
        public var line: Int
    }

    /// Reads a document (RFC 8259). A byte order mark before it is refused, as it is by most tools.
    public init(_ bytes: [UInt8]) throws(Problem) {
        var reader = Reader(bytes: bytes)
        reader.skipBlanks()
        self = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.index == bytes.count else { throw reader.problem("there is something after the document") }
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        var next: UInt8? { index < bytes.count ? bytes[index] : nil }

        func problem(_ message: String) -> Problem {
            Problem(message: message, line: 1 + bytes[..<min(index, bytes.count)].count { $0 == UInt8(ascii: "\n") })
        }

        mutating func skipBlanks() {
            while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
        }

        mutating func take(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            guard index + count <= bytes.count,
                text.withUTF8Buffer({ $0.elementsEqual(bytes[index..<index + count]) })
            else { return false }
            index += count
            return true
        }

        mutating func value(depth: Int) throws(Problem) -> OrderedJSON {
            guard depth < 512 else { throw problem("it is nested too deeply") }
            switch next {
            case UInt8(ascii: "{"): return try object(depth: depth)
            case UInt8(ascii: "["): return try array(depth: depth)
            case UInt8(ascii: "\""): return .string(try string())
            case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
            default:
                if take("true") { return .bool(true) }
                if take("false") { return .bool(false) }
                if take("null") { return .null }
                throw problem(next == nil ? "it ends too early" : "a value was expected")
            }
        }

        mutating func object(depth: Int) throws(Problem) -> OrderedJSON {
            var members: [Member] = []
            index += 1
            skipBlanks()
            if take("}") { return .object([]) }
            while true {
                skipBlanks()
                guard next == UInt8(ascii: "\"") else { throw problem("a name in quotes was expected") }
                let name = try string()
                skipBlanks()
                guard take(":") else { throw problem("`:` was expected after a name") }
                skipBlanks()
                members.append(Member(name, try value(depth: depth + 1)))
                skipBlanks()
                if take(",") { continue }
                guard take("}") else { throw problem("`,` or `}` was expected") }
                return .object(members)
            }
        }

        mutating func array(depth: Int) throws(Problem) -> OrderedJSON {
            var items: [OrderedJSON] = []
            index += 1
            skipBlanks()
            if take("]") { return .array([]) }
            while true {
                skipBlanks()
                items.append(try value(depth: depth + 1))
                skipBlanks()
                if take(",") { continue }
                guard take("]") else { throw problem("`,` or `]` was expected") }
                return .array(items)
            }
        }

        mutating func number() throws(Problem) -> String {
            let start = index
            func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
            _ = take("-")
            guard isDigit(next) else { throw problem("a number was expected") }
            if !take("0") { while isDigit(next) { index += 1 } }
            if take(".") {
                guard isDigit(next) else { throw problem("a number was expected") }
                while isDigit(next) { index += 1 }
            }
            if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
                index += 1
                if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
                guard isDigit(next) else { throw problem("a number was expected") }
                while isDigit(next) { index += 1 }
            }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }

        mutating func string() throws(Problem) -> String {
            index += 1
            var out: [UInt8] = []
            while let byte = next {
                index += 1
                switch byte {
                case UInt8(ascii: "\""):
                    guard let text = String(validating: out, as: UTF8.self) else {
                        throw problem("a string is not UTF-8")
                    }
                    return text
                case UInt8(ascii: "\\"): out += Array(String(try escape()).utf8)
                case 0..<0x20: throw problem("a string holds a control character")
                default: out.append(byte)
                }
            }
            throw problem("a string does not end")
        }

        mutating func escape() throws(Problem) -> Unicode.Scalar {
            let byte = next
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return "\""
            case UInt8(ascii: "\\"): return "\\"
            case UInt8(ascii: "/"): return "/"
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{C}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"):
                let first = try unit()
                if let scalar = Unicode.Scalar(first) { return scalar }
                guard (0xD800..<0xDC00).contains(first), take("\\u") else { break }
                let second = try unit()
                guard (0xDC00..<0xE000).contains(second) else { break }
                let value = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                if let scalar = Unicode.Scalar(value) { return scalar }
            default: break
            }
            throw problem("an escape in a string is wrong")
        }

        mutating func unit() throws(Problem) -> UInt32 {
            guard index + 4 <= bytes.count,
                let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
            else { throw problem("an escape in a string is wrong") }
            index += 4
            return value
        }
    }
}
