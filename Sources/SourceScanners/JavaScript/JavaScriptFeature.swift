/// A version of Node.js; the minor version is `nil` where only the major one is known.
public struct JavaScriptVersion: Hashable, Sendable, CustomStringConvertible {
    /// `20` in `20.19`.
    public let major: Int
    /// `19` in `20.19`.
    public let minor: Int?

    /// Makes a version.
    public init(_ major: Int, _ minor: Int? = nil) {
        self.major = major
        self.minor = minor
    }

    /// Reads `20`, `16.15.1` or `v14.18`; `nil` if there is no number.
    public init?(_ text: String) {
        let parts = text.drop { $0 == "v" }.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, let major = Int(first), major >= 0 else { return nil }
        self.init(major, parts.count > 1 ? Int(parts[1]) : nil)
    }

    /// Whether this version certainly comes before another one.
    func isBefore(_ other: JavaScriptVersion) -> Bool {
        if major != other.major { return major < other.major }
        guard let minor, let wanted = other.minor else { return false }
        return minor < wanted
    }

    /// `20` or `20.19`.
    public var description: String { minor.map { "\(major).\($0)" } ?? "\(major)" }
}

/// Syntax that not every version of Node.js has.
public enum JavaScriptFeature: String, Hashable, Sendable, CaseIterable {
    /// `a ** b`
    case exponent
    /// `async function`, `async () => …`
    case asyncFunction
    /// `f(a, b,)`
    case trailingCommaInCall
    /// `{ ...a }`
    case objectSpread
    /// `for await (…)`
    case asyncIteration
    /// `catch {`
    case catchWithoutBinding
    /// `10n`
    case bigInteger
    /// `1_000`
    case numericSeparator
    /// `class A { x = 1 }`
    case classField
    /// `#x`
    case privateField
    /// `a?.b`
    case optionalChaining
    /// `a ?? b`
    case nullishCoalescing
    /// `a ||= b`, `a &&= b`, `a ??= b`
    case logicalAssignment
    /// `class A { static { … } }`
    case staticBlock
    /// `await` outside of functions: in ES modules only.
    case topLevelAwait

    /// The first version that has it.
    public var introduced: JavaScriptVersion {
        switch self {
        case .exponent: JavaScriptVersion(7, 0)
        case .asyncFunction: JavaScriptVersion(7, 6)
        case .trailingCommaInCall: JavaScriptVersion(8, 0)
        case .objectSpread: JavaScriptVersion(8, 3)
        case .asyncIteration, .catchWithoutBinding: JavaScriptVersion(10, 0)
        case .bigInteger: JavaScriptVersion(10, 4)
        case .classField, .privateField: JavaScriptVersion(12, 0)
        case .numericSeparator: JavaScriptVersion(12, 5)
        case .optionalChaining, .nullishCoalescing: JavaScriptVersion(14, 0)
        case .topLevelAwait: JavaScriptVersion(14, 8)
        case .logicalAssignment: JavaScriptVersion(15, 0)
        case .staticBlock: JavaScriptVersion(16, 11)
        }
    }

    /// Whether a version may have it.
    public func isKnown(to version: JavaScriptVersion) -> Bool { !version.isBefore(introduced) }
}

/// The first use of a feature in a file.
public struct JavaScriptFeatureUse: Hashable, Sendable {
    /// What is used.
    public let feature: JavaScriptFeature
    /// Where.
    public let place: SourcePlace
}
