/// A version number as a tool prints it.
public struct ToolVersion: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The numbers between the dots: `3.10.4` is `[3, 10, 4]`.
    public let numbers: [Int]

    /// Makes a version.
    public init(_ numbers: Int...) { self.numbers = numbers }

    /// Reads the first number with a dot in what a tool printed: `Python 3.10.4`, `go version go1.22.1 linux/amd64`,
    /// `openjdk version "17.0.9"`. `nil` if there is none.
    public init?(in text: String) {
        let bytes = Array(text.utf8)
        func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] >= 0x30 && bytes[index] <= 0x39 }
        var index = 0
        while index < bytes.count {
            guard isDigit(index) else {
                index += 1
                continue
            }
            var numbers: [Int] = []
            while isDigit(index) {
                var number = 0
                while isDigit(index) {
                    number = min(number, Int(Int32.max) / 100) * 10 + Int(bytes[index] - 0x30)
                    index += 1
                }
                numbers.append(number)
                guard index < bytes.count, bytes[index] == UInt8(ascii: "."), isDigit(index + 1) else { break }
                index += 1
            }
            if numbers.count > 1 {
                self.numbers = numbers
                return
            }
        }
        return nil
    }

    /// The numbers with dots between them.
    public var description: String { numbers.map(String.init).joined(separator: ".") }

    /// Number by number; a missing number counts as 0.
    public static func < (left: ToolVersion, right: ToolVersion) -> Bool {
        for index in 0..<max(left.numbers.count, right.numbers.count) {
            let (one, other) = (left.number(index), right.number(index))
            if one != other { return one < other }
        }
        return false
    }

    /// Equal number by number; a missing number counts as 0.
    public static func == (left: ToolVersion, right: ToolVersion) -> Bool { !(left < right) && !(right < left) }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        let end = numbers.lastIndex { $0 != 0 } ?? -1
        hasher.combine(Array(numbers.prefix(end + 1)))
    }

    private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }
}
