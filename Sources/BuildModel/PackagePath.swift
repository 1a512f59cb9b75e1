/// The place of an entry inside a package: relative, `/` between parts, no way out of the package. Checked once, trusted
/// after that.
public struct PackagePath: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The path as the zip carries it, without a trailing slash.
    public let text: String

    /// Why a name cannot be an entry of a package.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// No characters, or only slashes.
        case empty
        /// Begins with `/` or with a drive letter.
        case absolute
        /// Has a part `..`.
        case leavesPackage
        /// Has a part that is empty or `.`.
        case notNormal
        /// Holds NUL, a backslash or another control character.
        case controlCharacter
        /// Longer than the 4096 bytes that Linux opens, or a part longer than the 255 that its file systems keep.
        case tooLong

        /// What is wrong, as the end of a sentence that names the path.
        public var description: String {
            switch self {
            case .empty: "is empty"
            case .absolute: "is an absolute path"
            case .leavesPackage: "leaves the package with `..`"
            case .notNormal: "has an empty part or a part `.`"
            case .controlCharacter: "holds a backslash or a control character"
            case .tooLong: "is longer than 4096 bytes, or has a part longer than 255"
            }
        }
    }

    /// Checks a relative path; a single trailing slash (a folder entry) is dropped.
    public init(_ text: String) throws(Refusal) {
        let text = text.utf8.last == UInt8(ascii: "/") ? String(text.dropLast()) : text
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= 4096 else { throw .tooLong }
        guard text.utf8.first != UInt8(ascii: "/") else { throw .absolute }
        let bytes = Array(text.utf8)
        if bytes.count >= 2, bytes[1] == UInt8(ascii: ":"), Self.isLetter(bytes[0]) { throw .absolute }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw .controlCharacter
        }
        for part in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if part.elementsEqual("..".utf8) { throw .leavesPackage }
            if part.isEmpty || part.elementsEqual(".".utf8) { throw .notNormal }
            guard part.count <= 255 else { throw .tooLong }
        }
        self.text = text
    }

    /// The last part.
    public var name: String {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text }
        return String(text[text.utf8.index(after: slash)...])
    }

    /// The folder that holds the entry; empty at the root of the package.
    public var folder: String {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(text[..<slash])
    }

    /// The path itself.
    public var description: String { text }

    /// Order of the UTF-8 bytes: the order of entries in every package, whatever the locale.
    public static func < (left: PackagePath, right: PackagePath) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// Equal bytes. Strings of one canonical form but other bytes are two files on Linux (`String` takes them for one).
    public static func == (left: PackagePath, right: PackagePath) -> Bool {
        left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
}

extension PackagePath: Codable {
    /// Reads the text form and checks it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            self = try PackagePath(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text)` \(error)")
        }
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
