extension JavaScriptTokenizer {
    mutating func readSymbol() {
        let start = position
        let current = bytes[position]
        let next = byte(position + 1)
        let third = byte(position + 2)
        var width = 1
        var symbol = JavaScriptSymbol.other
        switch current {
        case UInt8(ascii: "("): symbol = .openParenthesis
        case UInt8(ascii: "["): symbol = .openBracket
        case UInt8(ascii: "{"): symbol = .openBrace
        case UInt8(ascii: ")"): symbol = .closeParenthesis
        case UInt8(ascii: "]"): symbol = .closeBracket
        case UInt8(ascii: "}"):
            if let level = levels.last, level.byte == Self.template {
                levels.removeLast()
                readTemplate(from: position, head: level.token)
                return
            }
            symbol = .closeBrace
        case UInt8(ascii: ","): symbol = .comma
        case UInt8(ascii: ";"): symbol = .semicolon
        case UInt8(ascii: ":"): symbol = .colon
        case UInt8(ascii: "."):
            symbol = next == current && third == current ? .ellipsis : .dot
            width = symbol == .ellipsis ? 3 : 1
        case UInt8(ascii: "?"):
            if next == UInt8(ascii: "."), !third.isDigit {
                symbol = .optionalDot
                width = 2
                note(.optionalChaining, at: start)
            } else if next == current {
                symbol = third == 0x3D ? .augmented : .nullish
                width = third == 0x3D ? 3 : 2
                note(third == 0x3D ? .logicalAssignment : .nullishCoalescing, at: start)
            } else {
                symbol = .question
            }
        case UInt8(ascii: "="):
            symbol = next == UInt8(ascii: ">") ? .arrow : next == 0x3D ? .other : .assign
            width = next == 0x3D ? (third == 0x3D ? 3 : 2) : symbol == .arrow ? 2 : 1
        case UInt8(ascii: "!"):
            symbol = next == 0x3D ? .other : .not
            width = next == 0x3D ? (third == 0x3D ? 3 : 2) : 1
        case UInt8(ascii: "&"), UInt8(ascii: "|"):
            if next == current {
                symbol = third == 0x3D ? .augmented : current == UInt8(ascii: "&") ? .and : .or
                width = third == 0x3D ? 3 : 2
                if third == 0x3D { note(.logicalAssignment, at: start) }
            } else if next == 0x3D {
                symbol = .augmented
                width = 2
            }
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            if next == current { symbol = .increment } else if next == 0x3D { symbol = .augmented }
            width = symbol == .other ? 1 : 2
        case UInt8(ascii: "*"):
            let isPower = next == current
            if isPower { note(.exponent, at: start) }
            width = isPower ? 2 : 1
            symbol = isPower ? .other : .star
            if byte(position + width) == 0x3D {
                symbol = .augmented
                width += 1
            }
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            while byte(position + width) == current, width < (current == UInt8(ascii: ">") ? 3 : 2) { width += 1 }
            if byte(position + width) == 0x3D {
                symbol = width > 1 ? .augmented : .other
                width += 1
            }
        case UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "^"):
            if next == 0x3D {
                symbol = .augmented
                width = 2
            }
        case UInt8(ascii: "~"): break
        default:
            problem = (.invalidCharacter(Character(Unicode.Scalar(current))), start)
            return
        }
        add(symbol, start..<(start + width))
    }

    private mutating func add(_ symbol: JavaScriptSymbol, _ range: Range<Int>) {
        var token = JavaScriptToken(
            kind: .symbol, symbol: symbol, start: Int32(range.lowerBound), end: Int32(range.upperBound))
        let top = levels.count - 1
        switch symbol {
        case .openParenthesis, .openBracket:
            let level = symbol == .openBracket ? Level(byte: bytes[position], isValue: true) : parenthesis()
            token.role = level.role
            open(level)
        case .openBrace:
            let level = brace()
            token.role = level.role
            open(level)
        case .closeParenthesis, .closeBracket, .closeBrace:
            let byte = bytes[position]
            guard top > 0, Self.matches(levels[top].byte, byte) else {
                problem = (.unmatchedBracket(Character(Unicode.Scalar(byte))), position)
                return
            }
            if symbol == .closeParenthesis, let last = tokens.last, last.kind == .symbol, last.symbol == .comma {
                note(.trailingCommaInCall, at: Int(last.start))
            }
            closed = levels.removeLast()
            token.mate = Int32(closed.token)
            token.role = closed.role
            tokens[closed.token].mate = Int32(tokens.count)
        case .question:
            levels[top].ternaries += 1
        case .colon:
            levels[top].colonBeginsStatement =
                levels[top].ternaries == 0 && (levels[top].role == .block || levels[top].role == .functionBody)
            if levels[top].ternaries > 0 { levels[top].ternaries -= 1 }
        case .ellipsis where levels[top].byte == UInt8(ascii: "{"):
            note(.objectSpread, at: position)
        case .assign where levels[top].role == .classBody:
            note(.classField, at: position)
        case .arrow:
            noteAsyncArrow()
        default: break
        }
        if symbol == .colon || symbol == .comma || symbol == .semicolon {
            levels[levels.count - 1].function = nil
            levels[levels.count - 1].classWord = nil
        }
        position = range.upperBound
        push(token)
    }

    mutating func open(_ level: Level) {
        var level = level
        if level.token < 0 { level.token = tokens.count }
        levels.append(level)
        if levels.count > JavaScriptModule.deepestNesting { tooDeep = position }
    }

    /// `(`: what it is for tells what a slash after its `)` means.
    private mutating func parenthesis() -> Level {
        let top = levels.count - 1
        let byte = UInt8(ascii: "(")
        if let isExpression = levels[top].function {
            levels[top].function = nil
            return Level(byte: byte, role: .parameters, isValue: isExpression)
        }
        guard let last = tokens.last, last.kind == .name else { return Level(byte: byte, isValue: true) }
        var index = tokens.count - 1
        if last.keyword == .await, index > 0, tokens[index - 1].keyword == .for {
            note(.asyncIteration, at: Int(last.start))
            index -= 1
        }
        switch tokens[index].keyword {
        case .if, .while, .for, .with, .switch, .catch:
            if !isProperty(index), levels[top].role != .classBody, levels[top].role != .object {
                return Level(byte: byte, role: .control)
            }
        default: break
        }
        return Level(byte: byte, isValue: true)
    }

    private mutating func brace() -> Level {
        let byte = UInt8(ascii: "{")
        let top = levels.count - 1
        if let isExpression = levels[top].classWord {
            levels[top].classWord = nil
            return Level(byte: byte, role: .classBody, isValue: isExpression)
        }
        let outer = levels[top]
        let object = Level(byte: byte, role: .object, isValue: true)
        let block = Level(byte: byte, role: .block)
        guard let last = tokens.last else { return block }
        guard last.kind == .symbol else {
            guard last.kind == .name, !isProperty(tokens.count - 1) else {
                return last.kind == .template && last.mate < 0 ? object : block
            }
            switch last.keyword {
            case .else, .do, .try, .finally: return block
            case .catch:
                note(.catchWithoutBinding, at: Int(last.start))
                return block
            case .static where outer.role == .classBody:
                note(.staticBlock, at: Int(last.start))
                return Level(byte: byte, role: .functionBody)
            case .return, .throw: return startsLine ? block : object
            case .const, .let, .var, .import, .export, .default, .as, .from, .with: return object
            default: return last.keyword.takesOperand ? object : block
            }
        }
        switch last.symbol {
        case .arrow: return Level(byte: byte, role: .functionBody)
        case .closeParenthesis:
            if closed.role == .parameters { return Level(byte: byte, role: .functionBody, isValue: closed.isValue) }
            let isMethod = outer.role == .classBody || outer.role == .object
            return Level(byte: byte, role: isMethod ? .functionBody : .block)
        case .semicolon, .closeBrace, .closeBracket, .increment: return block
        case .openBrace: return outer.role == .object ? object : block
        case .colon: return outer.colonBeginsStatement ? block : object
        default: return object
        }
    }

    private mutating func noteAsyncArrow() {
        guard var index = tokens.indices.last else { return }
        if tokens[index].symbol == .closeParenthesis, tokens[index].mate >= 0 { index = Int(tokens[index].mate) }
        if index > 0, tokens[index - 1].keyword == .async, !isProperty(index - 1) {
            note(.asyncFunction, at: Int(tokens[index - 1].start))
        }
    }

    private static func matches(_ open: UInt8, _ close: UInt8) -> Bool {
        open == UInt8(ascii: "(") ? close == UInt8(ascii: ")") : close == open + 2
    }
}
