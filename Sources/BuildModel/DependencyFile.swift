/// A file that names dependencies.
public struct DependencyFile: Hashable, Sendable, Codable {
    /// What kind of file it is.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// pip's `requirements.txt` format.
        case requirements
        /// uv's lock.
        case uvLock
        /// PEP 751.
        case pylock
        /// `[project] dependencies` of a `pyproject.toml`.
        case pyproject
    }

    /// What kind of file it is.
    public var kind: Kind
    /// Absolute path.
    public var path: String

    /// Makes a value.
    public init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    /// The kind by the file's name: `uv.lock`, `pylock.toml`, `pylock.*.toml`, `pyproject.toml`, else requirements when the
    /// name ends in `.txt` or `.in`; `nil` for other names.
    public static func kind(ofFileNamed name: String) -> Kind? {
        switch name {
        case "uv.lock": .uvLock
        case "pylock.toml": .pylock
        case "pyproject.toml": .pyproject
        case _ where name.hasPrefix("pylock.") && name.hasSuffix(".toml"): .pylock
        case _ where name.hasSuffix(".txt") || name.hasSuffix(".in"): .requirements
        default: nil
        }
    }
}
