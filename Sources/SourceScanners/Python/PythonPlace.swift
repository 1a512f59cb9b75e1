/// A line and a column in a source file, both from 1; columns count characters (Unicode scalars).
public struct PythonPlace: Hashable, Sendable, Codable, CustomStringConvertible {
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
