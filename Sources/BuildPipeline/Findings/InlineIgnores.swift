import BuildModel

/// Finds `fclayer: ignore[rule]` in comments of lines: in the line itself, or in the one above if it is nothing but a comment.
enum InlineIgnores {
    /// Bytes of a line that are looked at; longer ones are no work of hands. (Own choice.)
    static let longestLine = 4096

    /// A text cut into lines once.
    struct Lines {
        private let bytes: [UInt8]
        private let starts: [Int]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        }

        /// A line, counted from 1; `nil` where there is none or it is too long to be read.
        subscript(_ number: Int) -> String? {
            guard number >= 1, number <= starts.count else { return nil }
            let end = number < starts.count ? starts[number] : bytes.count
            guard end - starts[number - 1] <= InlineIgnores.longestLine else { return nil }
            return String(decoding: bytes[starts[number - 1]..<end], as: UTF8.self)
        }
    }

    /// The comments for a line, counted from 1.
    static func comments(forLine number: Int, in lines: Lines) -> [InlineIgnore] {
        let above = lines[number - 1].flatMap { isComment($0) ? comment(in: $0) : nil }
        return [lines[number].flatMap(comment), above].compactMap(\.self)
    }

    /// The comment of a line.
    static func comment(in line: String) -> InlineIgnore? {
        guard let mark = line.firstRange(of: "fclayer: ignore["),
            ["#", "//", "/*", "--"].contains(where: { trimmed(line[..<mark.lowerBound]).hasSuffix($0) }),
            let end = line[mark.upperBound...].firstIndex(of: "]")
        else { return nil }
        let rules = line[mark.upperBound..<end].split(separator: ",").map { String(trimmed($0)) }
        var reason = trimmed(line[line.index(after: end)...])
        if reason.hasSuffix("*/") { reason = trimmed(reason.dropLast(2)) }
        return InlineIgnore(rules: rules.filter { !$0.isEmpty }, reason: reason.isEmpty ? nil : String(reason))
    }

    private static func isComment(_ line: String) -> Bool {
        let text = trimmed(line[...])
        return ["#", "//", "/*", "--"].contains { text.hasPrefix($0) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
