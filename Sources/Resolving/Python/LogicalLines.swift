/// The lines of a requirements file as pip sees them: joined at a backslash, without comments, blank ones left out.
struct LogicalLines: Sequence, IteratorProtocol {
    private var lines: [Substring]
    private var index = 0

    init(_ text: String) {
        var text = text[...]
        if text.first == "\u{FEFF}" { text = text.dropFirst() }
        lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    /// The next line with the number of its first physical line, from 1.
    mutating func next() -> (text: String, line: Int)? {
        while index < lines.count {
            let first = index + 1
            var text = ""
            while index < lines.count {
                let line = lines[index]
                index += 1
                // pip ends a joined line at a line that is only a comment.
                let isComment = Self.trimmed(line).hasPrefix("#")
                guard line.hasSuffix("\\"), !isComment else {
                    text += isComment ? "" : line
                    break
                }
                text += line.dropLast()
            }
            let result = Self.trimmed(Self.withoutComment(text))
            if !result.isEmpty { return (result, first) }
        }
        return nil
    }

    /// A comment begins at `#` where the line begins or a space stands before it: URLs have fragments.
    private static func withoutComment(_ text: String) -> Substring {
        var previous: Character = " "
        for index in text.indices {
            if text[index] == "#", previous.isWhitespace { return text[..<index] }
            previous = text[index]
        }
        return text[...]
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
