/// A version of PHP, such as 7.2.
public struct PHPVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 7 in 7.2.
    public let major: Int
    /// 2 in 7.2.
    public let minor: Int

    /// Makes a version.
    public init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The version of the platform's `php7.2` runtime.
    public static let runtime = PHPVersion(7, 2)

    /// `7.2`.
    public var description: String { "\(major).\(minor)" }

    /// By major, then by minor version.
    public static func < (left: PHPVersion, right: PHPVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
