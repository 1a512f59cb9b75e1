/// An import statement, wherever it stands in the file.
public struct PythonImport: Hashable, Sendable {
    /// The dotted name, empty in `from . import x`.
    public let module: String
    /// The number of leading dots.
    public let level: Int
    /// The names taken from the module (`*` for all), empty for `import module`.
    public let names: [String]
    /// Where the statement begins.
    public let place: SourcePlace
    /// Reasons why the program may run without the module.
    public internal(set) var guards: Guards

    /// Reasons why a program may run without a module that it imports.
    public struct Guards: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// Any bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Inside `try` with an `except` that takes `ImportError`, or in that `except` itself.
        public static let importError = Guards(rawValue: 1)
        /// Inside `if TYPE_CHECKING:`: never executed.
        public static let typeChecking = Guards(rawValue: 2)
        /// Inside a function: executed when it is called.
        public static let function = Guards(rawValue: 4)
        /// Inside `if __name__ == "__main__":`: not executed when the module is imported.
        public static let mainProgram = Guards(rawValue: 8)
        /// Inside another condition or loop, for example a test of the version.
        public static let condition = Guards(rawValue: 16)
    }
}
