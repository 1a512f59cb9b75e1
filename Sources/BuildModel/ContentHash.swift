/// A digest of an archive by the algorithm that its registry uses. What fclayer stores itself is named by `Digest`.
public struct ContentHash: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The algorithms of subresource integrity, and SHA-1, which old registries have.
    public enum Algorithm: String, Hashable, Sendable, Codable, CaseIterable {
        case sha1, sha256, sha384, sha512

        /// Bytes of a digest.
        public var length: Int {
            switch self {
            case .sha1: 20
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }
    }

    /// The algorithm.
    public let algorithm: Algorithm
    /// The raw bytes of the digest.
    public let bytes: [UInt8]

    /// Makes a hash; `nil` if the number of bytes is not the algorithm's.
    public init?(_ algorithm: Algorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.length else { return nil }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// The form `sha512-…` in base64, as locks of npm write it.
    public var description: String { algorithm.rawValue + "-" + Self.base64(bytes) }

    /// The lower-case hexadecimal digits.
    public var hexadecimal: String {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Reads subresource integrity, for example `sha512-… sha1-…`: all hashes of the strongest algorithm in it, any of which is
    /// right. Empty where nothing in it is known.
    public static func strongest(inIntegrity text: String) -> [ContentHash] {
        let all = text.split(whereSeparator: \.isWhitespace).compactMap { ContentHash(token: $0) }
        let best = Algorithm.allCases.last { algorithm in all.contains { $0.algorithm == algorithm } }
        return all.filter { $0.algorithm == best }
    }

    private init?(token: Substring) {
        let plain = token.prefix { $0 != "?" }
        guard let dash = plain.firstIndex(of: "-"), let algorithm = Algorithm(rawValue: String(plain[..<dash])),
            let bytes = Self.bytes(ofBase64: plain[plain.index(after: dash)...])
        else { return nil }
        self.init(algorithm, bytes: bytes)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let number = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for index in 0..<4 {
                text.append(
                    index <= group.count
                        ? alphabet[Int(number >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func bytes(ofBase64 text: Substring) -> [UInt8]? {
        var result: [UInt8] = []
        var number: UInt32 = 0
        var bits: UInt32 = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            number = (number << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(number >> bits & 0xFF))
            }
        }
        return result
    }
}
