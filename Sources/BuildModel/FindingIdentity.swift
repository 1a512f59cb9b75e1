/// What a finding is about, however lines move: the same defect has the same identity from one run to the next. Lines,
/// columns, severity and hint are no part of it, nor are numbers of the message outside of backticks, which are sizes and
/// counts.
public struct FindingIdentity: Hashable, Sendable, Codable, Comparable {
    /// Name of the rule.
    public var rule: String
    /// The package, or else the file that the user wrote.
    public var place: String?
    /// Path in the package.
    public var entry: String?
    /// Key path in the manifest.
    public var key: String?
    /// The message with `#` for numbers.
    public var message: String

    /// Makes an identity of its parts.
    public init(rule: String, place: String? = nil, entry: String? = nil, key: String? = nil, message: String) {
        self.rule = rule
        self.place = place
        self.entry = entry
        self.key = key
        self.message = message
    }

    /// The identity of a finding.
    public init(_ finding: Finding) {
        let location = finding.location
        self.init(
            rule: finding.rule, place: location.package ?? location.file, entry: location.entry, key: location.keyPath,
            message: Self.withoutNumbers(finding.message))
    }

    /// The identity in 16 hexadecimal digits (FNV-1a), the same on every machine.
    public var fingerprint: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// By rule, place, entry, key and message.
    public static func < (left: Self, right: Self) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }

    private var parts: [String] { [rule, place ?? "", entry ?? "", key ?? "", message] }

    private static func withoutNumbers(_ message: String) -> String {
        var result: [UInt8] = []
        var isQuoted = false
        for byte in message.utf8 {
            if byte == UInt8(ascii: "`") { isQuoted.toggle() }
            let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
            if !isQuoted, isDigit {
                if result.last != UInt8(ascii: "#") { result.append(UInt8(ascii: "#")) }
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
