/// Cuts Python source into logical lines of tokens. Stops at the first error that is certain; no recursion, so depth
/// costs no stack.
struct PythonTokenizer {
    /// CPython's own bound on brackets inside each other.
    static let deepestNesting = 200

    let bytes: [UInt8]
    private(set) var tokens: [PythonToken] = []
    private(set) var lines: [PythonLine] = []
    private(set) var problem: (kind: PythonProblem.Kind, offset: Int)?
    private(set) var features: [(feature: PythonFeature, offset: Int)] = []

    private var position: Int
    private var openBrackets: [(byte: UInt8, offset: Int, token: Int)] = []
    private let isUTF8: Bool

    init(_ source: PythonEncoding) {
        bytes = source.bytes
        position = source.start
        isUTF8 = source.isUTF8
        tokens.reserveCapacity(bytes.count / 5)
        lines.reserveCapacity(bytes.count / 40)
        readLines()
    }

    private func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private mutating func readLines() {
        while position < bytes.count, problem == nil {
            var column = 0
            var tabColumn = 0
            indentation: while position < bytes.count {
                switch bytes[position] {
                case 0x20:
                    column += 1
                    tabColumn += 1
                case 0x09:
                    column = column / 8 * 8 + 8
                    tabColumn += 1
                case 0x0C:
                    column = 0
                    tabColumn = 0
                default: break indentation
                }
                position += 1
            }
            let first = tokens.count
            readLogicalLine()
            if tokens.count > first, problem == nil, openBrackets.isEmpty {
                lines.append(PythonLine(tokens: first..<tokens.count, column: column, tabColumn: tabColumn))
            }
        }
        if problem == nil, let open = openBrackets.first {
            problem = (.unclosedBracket(Character(Unicode.Scalar(open.byte))), open.offset)
        }
    }

    /// Reads tokens up to the end of the line that is outside all brackets.
    private mutating func readLogicalLine() {
        while position < bytes.count, problem == nil {
            let current = bytes[position]
            switch current {
            case 0x20, 0x09, 0x0C:
                position += 1
            case 0x0A, 0x0D:
                position += current == 0x0D && byte(position + 1) == 0x0A ? 2 : 1
                if openBrackets.isEmpty { return }
            case UInt8(ascii: "#"):
                while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            case UInt8(ascii: "\\"):
                readContinuation()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                readString(from: position, prefix: 0)
            case _ where current.isPythonNameStart:
                readName()
            case _ where current.isDigit || (current == UInt8(ascii: ".") && byte(position + 1).isDigit):
                readNumber()
            default:
                readSymbol()
            }
        }
    }

    private mutating func readContinuation() {
        let next = byte(position + 1)
        if next == 0x0A {
            position += 2
        } else if next == 0x0D {
            position += byte(position + 2) == 0x0A ? 3 : 2
        } else {
            problem = (.badContinuation, position)
        }
    }

    private mutating func readName() {
        let start = position
        var hasForeign = false
        while position < bytes.count, bytes[position].isPythonNamePart {
            if bytes[position] >= 0x80 { hasForeign = true }
            position += 1
        }
        if position - start <= 2, byte(position) == UInt8(ascii: "\"") || byte(position) == UInt8(ascii: "'"),
            bytes[start..<position].allSatisfy(Self.isPrefixLetter)
        {
            readString(from: start, prefix: position - start)
            return
        }
        if hasForeign, isUTF8, let bad = ForeignCharacters.firstInvalid(in: bytes[start..<position]) {
            problem = (.invalidCharacter(bad.character), bad.offset)
            return
        }
        tokens.append(
            PythonToken(
                kind: .name, keyword: PythonKeyword(bytes, start..<position), start: Int32(start), end: Int32(position))
        )
    }

    private static func isPrefixLetter(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "u"), UInt8(ascii: "f"), UInt8(ascii: "t"): true
        default: false
        }
    }

    private mutating func readString(from start: Int, prefix: Int) {
        var scanner = PythonStringScanner(bytes: bytes, start: start, quote: start + prefix)
        guard let end = scanner.scan() else {
            problem = (scanner.isTooDeep ? .nestedTooDeep : .unclosedString, start)
            return
        }
        position = end
        for feature in scanner.features { note(feature, at: start) }
        tokens.append(PythonToken(kind: .string, isBytes: scanner.isBytes, start: Int32(start), end: Int32(end)))
    }

    private mutating func readNumber() {
        let start = position
        func isHexadecimal(_ byte: UInt8) -> Bool {
            byte.isDigit || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
        }
        func digits(_ isDigit: (UInt8) -> Bool) {
            while position < bytes.count, isDigit(bytes[position]) || bytes[position] == UInt8(ascii: "_") {
                if bytes[position] == UInt8(ascii: "_") { note(.underscoreInNumber, at: start) }
                position += 1
            }
        }
        let second = byte(position + 1) | 0x20
        if bytes[position] == 0x30,
            second == UInt8(ascii: "x") || second == UInt8(ascii: "o") || second == UInt8(ascii: "b")
        {
            position += 2
            digits(second == UInt8(ascii: "x") ? isHexadecimal : \.isDigit)
        } else {
            digits(\.isDigit)
            let isWhole = position - start > 1 && bytes[start] == 0x30 && byte(position) != UInt8(ascii: ".")
            if isWhole, bytes[start..<position].contains(where: { $0 != 0x30 && $0.isDigit }),
                ![UInt8(ascii: "e"), UInt8(ascii: "j")].contains(byte(position) | 0x20)
            {
                note(.oldOctal, at: start)
            }
            if byte(position) == UInt8(ascii: ".") {
                position += 1
                digits(\.isDigit)
            }
            if byte(position) | 0x20 == UInt8(ascii: "e") {
                let sign = byte(position + 1) == UInt8(ascii: "+") || byte(position + 1) == UInt8(ascii: "-") ? 1 : 0
                if byte(position + 1 + sign).isDigit {
                    position += 1 + sign
                    digits(\.isDigit)
                }
            }
            if byte(position) | 0x20 == UInt8(ascii: "j") { position += 1 }
        }
        if byte(position) | 0x20 == UInt8(ascii: "l"), !byte(position + 1).isPythonNamePart {
            note(.longNumber, at: start)
            position += 1
        }
        tokens.append(PythonToken(kind: .number, start: Int32(start), end: Int32(position)))
    }

    private mutating func readSymbol() {
        let start = position
        let current = bytes[position]
        let next = byte(position + 1)
        let third = byte(position + 2)
        var width = 1
        var symbol = PythonSymbol.other
        switch current {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            symbol = .open
            openBrackets.append((current, position, tokens.count))
            if openBrackets.count > Self.deepestNesting { problem = (.nestedTooDeep, position) }
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            symbol = .close
            guard let open = openBrackets.popLast(), Self.matches(open.byte, current) else {
                problem = (.unmatchedBracket(Character(Unicode.Scalar(current))), position)
                return
            }
            tokens[open.token].mate = Int32(tokens.count)
        case UInt8(ascii: ":"):
            symbol = next == 0x3D ? .walrus : .colon
            width = next == 0x3D ? 2 : 1
        case UInt8(ascii: ","): symbol = .comma
        case UInt8(ascii: ";"): symbol = .semicolon
        case UInt8(ascii: "."):
            let isEllipsis = next == current && third == current
            symbol = isEllipsis ? .ellipsis : .dot
            width = isEllipsis ? 3 : 1
        case UInt8(ascii: "="):
            symbol = next == 0x3D ? .other : .assign
            width = next == 0x3D ? 2 : 1
        case UInt8(ascii: "~"): symbol = .tilde
        case UInt8(ascii: "`"): note(.backquotes, at: position)
        case UInt8(ascii: "!") where next == 0x3D, UInt8(ascii: "<") where next == UInt8(ascii: ">"):
            width = 2
            if next != 0x3D { note(.angleUnequal, at: position) }
        case UInt8(ascii: "-") where next == UInt8(ascii: ">"):
            symbol = .arrow
            width = 2
        case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            let isDouble = next == current
            width = isDouble ? 2 : 1
            if byte(position + width) == 0x3D {
                symbol = current == UInt8(ascii: "*") || current == UInt8(ascii: "/") || isDouble ? .augmented : .other
                width += 1
            } else if current == UInt8(ascii: "*") {
                symbol = isDouble ? .doubleStar : .star
            } else if current == UInt8(ascii: "/"), !isDouble {
                symbol = .slash
            }
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "|"),
            UInt8(ascii: "^"), UInt8(ascii: "@"):
            if next == 0x3D {
                symbol = .augmented
                width = 2
            } else if current == UInt8(ascii: "@") {
                symbol = .at
            } else if current == UInt8(ascii: "-") {
                symbol = .minus
            } else if current == UInt8(ascii: "+") {
                symbol = .plus
            }
        default:
            problem = (.invalidCharacter(Character(Unicode.Scalar(current))), position)
            return
        }
        tokens.append(PythonToken(kind: .symbol, symbol: symbol, start: Int32(start), end: Int32(start + width)))
        position += width
    }

    private static func matches(_ open: UInt8, _ close: UInt8) -> Bool {
        open == UInt8(ascii: "(") ? close == UInt8(ascii: ")") : close == open + 2
    }

    private mutating func note(_ feature: PythonFeature, at offset: Int) {
        if !features.contains(where: { $0.feature == feature }) { features.append((feature, offset)) }
    }
}
