/// A line and a column in a source file, both from 1; columns count characters (Unicode scalars).
public struct SourcePlace: Hashable, Sendable, Codable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// From 1.
    public let column: Int

    /// Makes a place.
    public init(line: Int, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// `3:5`.
    public var description: String { "\(line):\(column)" }
}

/// A place in a file.
public struct SourceSite: Hashable, Sendable, Codable {
    /// The path as the tree names it, for example `/code/index.py`.
    public let path: String
    /// Line and column.
    public let place: SourcePlace

    /// Makes a site.
    public init(path: String, place: SourcePlace) {
        self.path = path
        self.place = place
    }
}
