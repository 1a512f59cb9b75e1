extension JavaScriptTokenizer {
    mutating func readString() {
        let start = position
        let quote = bytes[position]
        position += 1
        while position < bytes.count, bytes[position] != quote {
            if bytes[position] == 0x0A || bytes[position] == 0x0D { break }
            if bytes[position] == UInt8(ascii: "\\") {
                // A backslash takes a line end with it, of two bytes if need be.
                position += byte(position + 1) == 0x0D && byte(position + 2) == 0x0A ? 2 : 1
            }
            position += 1
        }
        guard position < bytes.count, bytes[position] == quote else {
            problem = (.unclosedString, start)
            return
        }
        position += 1
        let token = JavaScriptToken(kind: .string, start: Int32(start), end: Int32(position))
        checkNeighbour(token)
        push(token)
    }

    /// Reads a piece of a template up to `${` or its end. `head` is the first piece if this is a later one.
    mutating func readTemplate(from start: Int, head: Int?) {
        position = start + 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\"):
                position += 2
            case Self.template:
                position += 1
                var token = JavaScriptToken(kind: .template, start: Int32(start), end: Int32(position))
                token.mate = Int32(head ?? tokens.count)
                if let head { tokens[head].mate = Int32(tokens.count) }
                push(token)
                return
            case UInt8(ascii: "$") where byte(position + 1) == UInt8(ascii: "{"):
                position += 2
                open(Level(byte: Self.template, token: head ?? tokens.count, role: .none, isValue: true))
                push(JavaScriptToken(kind: .template, start: Int32(start), end: Int32(position)))
                return
            default:
                position += 1
            }
        }
        problem = (.unclosedTemplate, head.map { Int(tokens[$0].start) } ?? start)
    }

    mutating func readRegex() {
        let start = position
        var isInClass = false
        var index = position + 1
        scan: while index < bytes.count {
            switch bytes[index] {
            case 0x0A, 0x0D: break scan
            case UInt8(ascii: "\\"):
                index += 1
                if byte(index) == 0x0A || byte(index) == 0x0D { break scan }
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                index += 1
                while index < bytes.count, bytes[index].isPythonNamePart { index += 1 }
                position = index
                push(JavaScriptToken(kind: .regex, start: Int32(start), end: Int32(position)))
                return
            default: break
            }
            index += 1
        }
        // After a closing bracket the guess may be wrong, and then the slash divides.
        if tokens.last?.symbol.isClose ?? false { readSymbol() } else { problem = (.unclosedRegex, start) }
    }

    mutating func readNumber() {
        let start = position
        let isHexadecimal = bytes[start] == 0x30 && byte(start + 1) | 0x20 == UInt8(ascii: "x")
        while position < bytes.count {
            let current = bytes[position]
            if current == UInt8(ascii: "_") { note(.numericSeparator, at: start) }
            if current.isPythonNamePart, current < 0x80 {
                position += 1
                let sign = byte(position)
                if !isHexadecimal, current | 0x20 == UInt8(ascii: "e"),
                    sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
                {
                    position += 1
                }
            } else if current == UInt8(ascii: "."), !bytes[start..<position].contains(current), !isHexadecimal {
                position += 1
            } else {
                break
            }
        }
        if bytes[position - 1] == UInt8(ascii: "n") { note(.bigInteger, at: start) }
        let token = JavaScriptToken(kind: .number, start: Int32(start), end: Int32(position))
        checkNeighbour(token)
        push(token)
    }

    mutating func readPrivateName() {
        let start = position
        position += 1
        while position < bytes.count, bytes[position].isPythonNamePart || bytes[position] == UInt8(ascii: "$") {
            position += 1
        }
        guard position > start + 1, levels.contains(where: { $0.role == .classBody }) else {
            problem = (.invalidCharacter("#"), start)
            return
        }
        note(.privateField, at: start)
        push(JavaScriptToken(kind: .privateName, start: Int32(start), end: Int32(position)))
    }

    /// The length of a space or line end above ASCII, if there is one.
    func foreignSpace(at offset: Int) -> Int? {
        switch (byte(offset), byte(offset + 1), byte(offset + 2)) {
        case (0xC2, 0xA0, _): 2
        case (0xEF, 0xBB, 0xBF), (0xE1, 0x9A, 0x80), (0xE3, 0x80, 0x80), (0xE2, 0x81, 0x9F), (0xE2, 0x80, 0x80...0x8A),
            (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF):
            3
        default: nil
        }
    }

    mutating func skipForeignSpace() -> Bool {
        guard let length = foreignSpace(at: position) else { return false }
        if length == 3, byte(position + 1) == 0x80, byte(position + 2) == 0xA8 || byte(position + 2) == 0xA9 {
            startsLine = true
        }
        position += length
        return true
    }

    /// A plain word or literal right behind another on the same line cannot be.
    mutating func checkNeighbour(_ token: JavaScriptToken) {
        guard !startsLine, problem == nil, let last = tokens.last, Self.isLoneOperand(last), Self.isLoneOperand(token)
        else { return }
        let text = String(decoding: bytes[token.range].prefix(40), as: UTF8.self)
        // `import x from "y" assert { … }` was syntax for some years.
        guard last.kind != .string || text != "assert" else { return }
        problem = (.unexpectedToken(text), Int(token.start))
    }

    private static func isLoneOperand(_ token: JavaScriptToken) -> Bool {
        switch token.kind {
        case .string, .number: true
        case .name: token.keyword == .none
        default: false
        }
    }
}
