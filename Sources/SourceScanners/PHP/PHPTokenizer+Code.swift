extension PHPTokenizer {
    /// One token between the tags.
    mutating func code() {
        let start = index
        let first = bytes[index]
        if first.isPHPBlank {
            index += 1
        } else if first.beginsPHPName {
            name()
        } else if first == UInt8(ascii: "\\"), byte(index + 1).beginsPHPName {
            name()
        } else if first.isPHPDigit || (first == UInt8(ascii: ".") && byte(index + 1).isPHPDigit) {
            number()
        } else if first == UInt8(ascii: "$"), byte(index + 1).beginsPHPName {
            index += 1
            while byte(index).continuesPHPName { index += 1 }
            add(.variable, from: start)
        } else {
            sign(first)
        }
    }

    private mutating func sign(_ first: UInt8) {
        let start = index
        let second = byte(index + 1)
        switch first {
        case UInt8(ascii: "'"): singleQuoted()
        case UInt8(ascii: "\""), UInt8(ascii: "`"):
            modes.append(.quoted(closer: first, start: start))
            index += 1
            quoted(closer: first, start: start)
        case UInt8(ascii: "#"):
            let isAttribute = second == UInt8(ascii: "[")
            let begins = byte(index + 2).beginsPHPName || byte(index + 2) == UInt8(ascii: "\\")
            if isAttribute, begins { note(.attribute, at: start) }
            if isAttribute, version >= PHPFeature.attribute.introduced {
                index += 2
                openBracket(.attribute, from: start)
            } else {
                lineComment()
            }
        case UInt8(ascii: "/") where second == UInt8(ascii: "/"): lineComment()
        case UInt8(ascii: "/") where second == UInt8(ascii: "*"): blockComment()
        case UInt8(ascii: "?") where second == UInt8(ascii: ">"): closingTag()
        case UInt8(ascii: "<") where second == UInt8(ascii: "<") && beginsHeredoc(): break
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            index += 1
            openBracket(PHPSymbol(first), from: start)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            index += 1
            closeBracket(PHPSymbol(first), from: start)
        default: operators(first)
        }
    }

    private mutating func operators(_ first: UInt8) {
        let start = index
        for (sign, symbol) in PHPSymbol.long where sign[0] == first {
            guard index + sign.count <= bytes.count, bytes[index..<index + sign.count].elementsEqual(sign) else {
                continue
            }
            index += sign.count
            if symbol == .nullsafe { note(.nullsafeOperator, at: start) }
            if symbol == .coalesceAssign { note(.coalescingAssignment, at: start) }
            add(.symbol, from: start, symbol: symbol)
            return
        }
        index += 1
        add(.symbol, from: start, symbol: PHPSymbol(first))
    }

    private mutating func name() {
        let start = index
        repeat {
            index += 1
            while byte(index).continuesPHPName { index += 1 }
        } while byte(index) == UInt8(ascii: "\\") && byte(index + 1).beginsPHPName
        add(.name, from: start)
        // The bytes after `__halt_compiler();` are data.
        guard index - start == 15, matches("__halt_compiler", at: start) else { return }
        tokens.removeLast()
        index = bytes.count
        add(.symbol, from: start, symbol: .semicolon)
    }

    private mutating func number() {
        let start = index
        let isPrefixed = bytes[index] == UInt8(ascii: "0") && byte(index + 1).beginsPHPName
        while byte(index).continuesPHPName { index += 1 }
        if !isPrefixed, byte(index) == UInt8(ascii: "."), byte(index + 1) != UInt8(ascii: ".") {
            index += 1
            while byte(index).continuesPHPName { index += 1 }
        }
        if bytes[start..<index].contains(UInt8(ascii: "_")) { note(.numericSeparator, at: start) }
        if matches("0o", at: start) { note(.explicitOctal, at: start) }
        add(.number, from: start)
    }

    private mutating func lineComment() {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D { return }
            if byte == UInt8(ascii: "?"), self.byte(index + 1) == UInt8(ascii: ">") { return }
            index += 1
        }
    }

    private mutating func blockComment() {
        let start = index
        index += 2
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "*"), byte(index + 1) == UInt8(ascii: "/") {
                index += 2
                return
            }
            index += 1
        }
        unclosedComment = start
    }

    /// `?>` ends the statement and takes the line break after it.
    private mutating func closingTag() {
        let start = index
        index += 2
        add(.symbol, from: start, symbol: .semicolon)
        if byte(index) == 0x0D, byte(index + 1) == 0x0A {
            index += 2
        } else if byte(index) == 0x0A || byte(index) == 0x0D {
            index += 1
        }
        modes[modes.count - 1] = .html
    }
}
