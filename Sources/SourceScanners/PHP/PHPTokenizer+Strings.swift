extension PHPTokenizer {
    mutating func singleQuoted() {
        let start = index
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "'") {
                add(.string, from: start)
                return
            }
            if byte == UInt8(ascii: "\\") { index += 1 }
        }
        index = bytes.count
        problems.append((.unclosedString, start))
    }

    /// The text of a string up to its end or to `{$` or `${`, which begin code.
    mutating func quoted(closer: UInt8, start: Int) {
        let from = index
        var hasVariable = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == closer {
                index += 1
                modes.removeLast()
                let isWhole = from == start + 1 && !hasVariable && closer == UInt8(ascii: "\"")
                add(isWhole ? .string : .template, from: isWhole ? start : from)
                return
            }
            if byte == UInt8(ascii: "\\") {
                index += 2
            } else if beginsCode() {
                add(.template, from: from)
                enterCode()
                return
            } else {
                if byte == UInt8(ascii: "$") { hasVariable = hasVariable || self.byte(index + 1).beginsPHPName }
                index += 1
            }
        }
        index = bytes.count
    }

    private func beginsCode() -> Bool {
        let pair = (bytes[index], byte(index + 1))
        return pair == (UInt8(ascii: "{"), UInt8(ascii: "$")) || pair == (UInt8(ascii: "$"), UInt8(ascii: "{"))
    }

    private mutating func enterCode() {
        let start = index
        index += bytes[index] == UInt8(ascii: "$") ? 2 : 1
        openBracket(.templateCurly, from: start)
        modes.append(.code)
    }

    // MARK: Heredoc and nowdoc

    /// Reads `<<<LABEL` and its line break; a nowdoc to its end.
    mutating func beginsHeredoc() -> Bool {
        let start = index
        guard byte(index + 2) == UInt8(ascii: "<") else { return false }
        var at = index + 3
        while byte(at) == 0x20 || byte(at) == 0x09 { at += 1 }
        let quote = byte(at)
        let isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
        if isQuoted { at += 1 }
        guard byte(at).beginsPHPName else { return false }
        let first = at
        while byte(at).continuesPHPName { at += 1 }
        let label = first..<at
        if isQuoted {
            guard byte(at) == quote else { return false }
            at += 1
        }
        guard byte(at) == 0x0A || byte(at) == 0x0D else { return false }
        at += byte(at) == 0x0D && byte(at + 1) == 0x0A ? 2 : 1
        index = at
        let strict = isStrict(label)
        if quote == UInt8(ascii: "'") {
            nowdoc(label: label, strict: strict, start: start)
        } else {
            modes.append(.heredoc(label: label, strict: strict, start: start))
            if close(label: label, strict: strict, start: start) { modes.removeLast() }
        }
        return true
    }

    private mutating func nowdoc(label: Range<Int>, strict: Bool, start: Int) {
        while index < bytes.count {
            if close(label: label, strict: strict, start: start) { return }
            skipLine()
        }
        problems.append((.unclosedString, start))
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        skipBreak()
    }

    private mutating func skipBreak() {
        guard index < bytes.count else { return }
        index += bytes[index] == 0x0D && byte(index + 1) == 0x0A ? 2 : 1
    }

    mutating func heredoc(label: Range<Int>, strict: Bool, start: Int) {
        let from = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                skipBreak()
                if close(label: label, strict: strict, start: start) {
                    modes.removeLast()
                    return
                }
            } else if byte == UInt8(ascii: "\\") {
                // A backslash before a line break does not hide the line break.
                index += self.byte(index + 1) == 0x0A || self.byte(index + 1) == 0x0D ? 1 : 2
            } else if beginsCode() {
                add(.template, from: from)
                enterCode()
                return
            } else {
                index += 1
            }
        }
        index = bytes.count
    }

    /// At the start of a line: whether the string ends here. The new index is after the label.
    private mutating func close(label: Range<Int>, strict: Bool, start: Int) -> Bool {
        var at = index
        while byte(at) == 0x20 || byte(at) == 0x09 { at += 1 }
        let end = at + label.count
        guard end <= bytes.count, bytes[at..<end].elementsEqual(bytes[label]), !byte(end).continuesPHPName else {
            return false
        }
        let isStrict = at == index && isLineEnd(end)
        if strict, !isStrict { return false }
        if !isStrict { note(.flexibleHeredoc, at: start) }
        index = end
        add(.template, from: start)
        return true
    }

    private func isLineEnd(_ offset: Int) -> Bool {
        let end = byte(offset) == UInt8(ascii: ";") ? offset + 1 : offset
        return end >= bytes.count || bytes[end] == 0x0A || bytes[end] == 0x0D
    }

    /// Whether the label alone on its line ends the string: before PHP 7.3, if there is such a line at all.
    private mutating func isStrict(_ label: Range<Int>) -> Bool {
        guard version < PHPFeature.flexibleHeredoc.introduced else { return false }
        let closers = strictClosers ?? findStrictClosers()
        strictClosers = closers
        return closers[Array(bytes[label])].map { $0 >= index } ?? false
    }

    private func findStrictClosers() -> [[UInt8]: Int] {
        var closers: [[UInt8]: Int] = [:]
        var at = 0
        while at < bytes.count {
            let start = at
            while byte(at).continuesPHPName { at += 1 }
            if at > start, bytes[start].beginsPHPName, isLineEnd(at) { closers[Array(bytes[start..<at])] = start }
            while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            at += 1
        }
        return closers
    }
}
