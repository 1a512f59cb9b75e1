/// The text of a manifest and its name for messages.
final class SourceText {
    /// The file as the user would name it.
    let file: String
    /// The text without a byte order mark.
    let text: String
    private let isASCII: Bool
    private lazy var lines = Self.lines(of: Array(text.utf8))

    init(file: String, text: String) {
        self.file = file
        self.text = text
        isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// The text of a line, counted from 1; empty past the end.
    func line(_ number: Int) -> String {
        number >= 1 && number <= lines.count ? String(decoding: lines[number - 1], as: UTF8.self) : ""
    }

    /// How many lines there are.
    var lineCount: Int { lines.count }

    /// The column in characters for one in Unicode scalars, both from 1.
    func characterColumn(line: Int, scalarColumn: Int) -> Int {
        guard !isASCII, scalarColumn > 1 else { return scalarColumn }
        var before = String.UnicodeScalarView()
        before.append(contentsOf: self.line(line).unicodeScalars.prefix(scalarColumn - 1))
        return String(before).count + 1
    }

    /// Cuts where YAML 1.1 does: LF, CR, CRLF, NEL, LS and PS.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            let length: Int
            switch bytes[index] {
            case 0x0A: length = 1
            case 0x0D: length = index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85: length = 2
            case 0xE2
            where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] | 1 == 0xA9:
                length = 3
            default:
                index += 1
                continue
            }
            lines.append(bytes[start..<index])
            index += length
            start = index
        }
        lines.append(bytes[start...])
        return lines
    }
}

/// A place in a text.
struct Mark {
    /// Whose text it is.
    let source: SourceText
    /// Line from 1.
    let line: Int
    /// Column from 1, in Unicode scalars as libyaml counts.
    let column: Int
}
