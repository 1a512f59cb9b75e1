/// One of several parts of a project, each for a machine of its own.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
    /// Which part, from 1.
    public let number: Int
    /// Of how many.
    public let count: Int

    /// No service starts more jobs from one matrix.
    private static let most = 1000

    /// Why a text names no part.
    public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// What to write instead.
        public let description: String
    }

    /// Reads `2/5`.
    public init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(part) : nil
        }
        guard parts.count == 2, let number = parts[0], let count = parts[1] else {
            throw Problem(description: "write a part and the number of parts, such as `2/5`")
        }
        guard (1...Self.most).contains(count) else {
            throw Problem(description: "there are 1 to \(Self.most) parts")
        }
        guard (1...count).contains(number) else {
            throw Problem(description: "the parts are `1/\(count)` to `\(count)/\(count)`")
        }
        (self.number, self.count) = (number, count)
    }

    /// As it was written.
    public var description: String { "\(number)/\(count)" }
}
