/// A version of whole numbers with dots, compared number by number: 2.9 is older than 2.28.
public struct DottedVersion: Hashable, Sendable, Comparable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The numbers from the most significant on; trailing zeros are dropped, so 2.28 equals 2.28.0.
    public let parts: [Int]

    /// Reads digits and dots, for example `2.28`; `nil` for anything else or for more than eight numbers.
    public init?(_ text: some StringProtocol) {
        let fields = text.split(separator: ".", omittingEmptySubsequences: false)
        guard !fields.isEmpty, fields.count <= 8 else { return nil }
        var parts: [Int] = []
        for field in fields {
            guard !field.isEmpty, field.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int(field) else {
                return nil
            }
            parts.append(number)
        }
        self.init(parts)
    }

    /// Makes a version of numbers.
    public init(_ parts: [Int]) {
        var parts = parts
        while parts.count > 1, parts.last == 0 { parts.removeLast() }
        self.parts = parts
    }

    /// A version in the source code of fclayer itself; text that is no version becomes 0.
    public init(stringLiteral text: String) { self = DottedVersion(text) ?? DottedVersion([0]) }

    /// The first number.
    public var major: Int { parts.first ?? 0 }
    /// The second number, 0 where there is none.
    public var minor: Int { parts.count > 1 ? parts[1] : 0 }

    /// At least two numbers with dots.
    public var description: String {
        (parts.count < 2 ? parts + [0] : parts).map(String.init).joined(separator: ".")
    }

    /// Number by number; a missing number is 0.
    public static func < (left: DottedVersion, right: DottedVersion) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let version = DottedVersion(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text)` is not a version")
        }
        self = version
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
