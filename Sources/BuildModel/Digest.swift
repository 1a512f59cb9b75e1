/// A SHA-256 digest: 64 lower-case hexadecimal digits, the name of everything that fclayer stores or verifies.
public struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The 64 lower-case hexadecimal digits.
    public let hexadecimal: String

    /// Reads 64 hexadecimal digits in either case, with or without the prefix `sha256:`; `nil` for anything else.
    public init?(_ text: String) {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst("sha256:".count) : text[...]
        guard digits.utf8.count == 64, digits.utf8.allSatisfy(Self.isHexadecimal) else { return nil }
        hexadecimal = digits.lowercased()
    }

    /// Makes a digest from the 32 raw bytes that a hash function gives.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        hexadecimal = String(decoding: text, as: UTF8.self)
    }

    /// The form `sha256:…` that reports and locks carry.
    public var description: String { "sha256:" + hexadecimal }

    /// Byte order of the digits.
    public static func < (left: Digest, right: Digest) -> Bool { left.hexadecimal < right.hexadecimal }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

extension Digest: Codable {
    /// Reads the form `sha256:…` or bare digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let digest = Digest(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text)` is not a SHA-256 digest")
        }
        self = digest
    }

    /// Writes the form `sha256:…`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
