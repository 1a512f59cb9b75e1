/// What stands at a path.
public enum PathKind: Hashable, Sendable {
    /// A regular file, or a link to one.
    case file
    /// A folder, or a link to one.
    case folder
    /// Nothing that can be read.
    case missing
}

/// The only way in which `Manifests` sees the disk: the caller supplies it and may record what was asked. Paths are absolute.
public struct ProjectFiles: Sendable {
    /// The bytes of a file; `nil` where it is missing or cannot be read.
    public var contents: @Sendable (_ path: String) -> [UInt8]?
    /// What stands at a path.
    public var kind: @Sendable (_ path: String) -> PathKind
    /// The names in a folder, sorted; empty where there is no folder.
    public var names: @Sendable (_ folder: String) -> [String]

    /// Makes the view of the disk from its three questions.
    public init(
        contents: @escaping @Sendable (_ path: String) -> [UInt8]?,
        kind: @escaping @Sendable (_ path: String) -> PathKind,
        names: @escaping @Sendable (_ folder: String) -> [String]
    ) {
        self.contents = contents
        self.kind = kind
        self.names = names
    }
}
