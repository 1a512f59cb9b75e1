import FunctionComputeRuntime

/// A value in CBOR (RFC 8949), as far as Tablestore's events need it.
indirect enum CBORValue {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    case list([CBORValue])
    case map([String: CBORValue])

    subscript(key: String) -> CBORValue? {
        if case .map(let members) = self { members[key] } else { nil }
    }

    var text: String? { if case .text(let value) = self { value } else { nil } }
    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var list: [CBORValue]? { if case .list(let values) = self { values } else { nil } }
}

/// Reads CBOR from bytes that nobody vouches for: lengths are checked against what is there, nesting is limited.
struct CBORReader {
    private static let depth = 32

    private let bytes: [UInt8]
    private var place = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func read(_ bytes: [UInt8]) throws -> CBORValue {
        var reader = CBORReader(bytes)
        let value = try reader.value(depth: depth)
        guard reader.place == bytes.count else { throw problem("bytes follow its end") }
        return value
    }

    private static func problem(_ message: String) -> EventDecodingError {
        EventDecodingError("the event is not CBOR: \(message)")
    }

    private mutating func value(depth: Int) throws -> CBORValue {
        guard depth > 0 else { throw Self.problem("it is nested too deeply") }
        let first = try byte()
        let (major, info) = (first >> 5, first & 0x1F)
        switch major {
        case 0:
            guard let number = Int64(exactly: try argument(info)) else { throw Self.problem("a number is too large") }
            return .integer(number)
        case 1:
            guard let number = Int64(exactly: try argument(info)) else { throw Self.problem("a number is too small") }
            return .integer(-1 - number)
        case 2: return .bytes(try string(major, info))
        case 3:
            guard let text = String(validating: try string(major, info), as: UTF8.self) else {
                throw Self.problem("a text is not UTF-8")
            }
            return .text(text)
        case 4: return .list(try list(info, depth))
        case 5: return .map(try map(info, depth))
        case 6:
            _ = try argument(info)  // a tag says what a value is for; the value stands as it is
            return try value(depth: depth - 1)
        default: return try simple(info)
        }
    }

    private mutating func simple(_ info: UInt8) throws -> CBORValue {
        switch info {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22, 23: return .null
        case 25: return .double(Self.half(UInt16(try number(2))))
        case 26: return .double(Double(Float(bitPattern: UInt32(try number(4)))))
        case 27: return .double(Double(bitPattern: try number(8)))
        default: throw Self.problem("simple value \(info)")
        }
    }

    private static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10) & 0x1F
        let fraction = Double(bits & 0x3FF)
        let sign: Double = bits & 0x8000 == 0 ? 1 : -1
        switch exponent {
        case 0: return sign * fraction * Double(sign: .plus, exponent: -24, significand: 1)
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 25, significand: fraction + 1024)
        }
    }

    private mutating func list(_ info: UInt8, _ depth: Int) throws -> [CBORValue] {
        var values: [CBORValue] = []
        if info == 31 {
            while !(try isBreak()) { values.append(try value(depth: depth - 1)) }
        } else {
            for _ in 0..<(try count(info)) { values.append(try value(depth: depth - 1)) }
        }
        return values
    }

    private mutating func map(_ info: UInt8, _ depth: Int) throws -> [String: CBORValue] {
        var members: [String: CBORValue] = [:]
        func key(_ value: CBORValue) throws -> String {
            guard let text = value.text else { throw Self.problem("a key is no text") }
            return text
        }
        if info == 31 {
            while !(try isBreak()) {
                let name = try key(try value(depth: depth - 1))
                members[name] = try value(depth: depth - 1)
            }
        } else {
            for _ in 0..<(try count(info)) {
                let name = try key(try value(depth: depth - 1))
                members[name] = try value(depth: depth - 1)
            }
        }
        return members
    }

    private mutating func string(_ major: UInt8, _ info: UInt8) throws -> [UInt8] {
        guard info == 31 else { return Array(try take(try count(info))) }
        var whole: [UInt8] = []
        while !(try isBreak()) {
            let first = try byte()
            guard first >> 5 == major, first & 0x1F != 31 else { throw Self.problem("a part of a string is none") }
            whole += try take(try count(first & 0x1F))
        }
        return whole
    }

    // MARK: - Bytes

    private mutating func isBreak() throws -> Bool {
        guard place < bytes.count else { throw Self.problem("it ends too early") }
        guard bytes[place] == 0xFF else { return false }
        place += 1
        return true
    }

    /// A count of things that take at least one byte each.
    private mutating func count(_ info: UInt8) throws -> Int {
        let count = try argument(info)
        guard count <= UInt64(bytes.count - place) else { throw Self.problem("it ends too early") }
        return Int(count)
    }

    private mutating func argument(_ info: UInt8) throws -> UInt64 {
        switch info {
        case 0...23: UInt64(info)
        case 24: try number(1)
        case 25: try number(2)
        case 26: try number(4)
        case 27: try number(8)
        default: throw Self.problem("a length has no meaning")
        }
    }

    private mutating func number(_ size: Int) throws -> UInt64 {
        try take(size).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func byte() throws -> UInt8 {
        guard place < bytes.count else { throw Self.problem("it ends too early") }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func take(_ size: Int) throws -> ArraySlice<UInt8> {
        guard size <= bytes.count - place else { throw Self.problem("it ends too early") }
        defer { place += size }
        return bytes[place..<(place + size)]
    }
}
