/// Finds the end of a string literal; f-strings with expressions, which since Python 3.12 may hold any string again.
struct PythonStringScanner {
    /// CPython's bound on f-strings inside each other is 150; each takes up to three levels here.
    private static let deepest = 450

    private let bytes: [UInt8]
    private let quotePosition: Int
    private let prefix: Prefix
    private(set) var features: [PythonFeature] = []
    private(set) var isTooDeep = false

    var isBytes: Bool { prefix.isBytes }

    /// - Parameters:
    ///   - start: The first letter of the prefix.
    ///   - quote: The first quote.
    init(bytes: [UInt8], start: Int, quote: Int) {
        self.bytes = bytes
        quotePosition = quote
        prefix = Prefix(bytes[start..<quote])
        if prefix.isRaw, prefix.isUnicode { features.append(.rawUnicodeString) }
        if prefix.isFormatted { features.append(prefix.isTemplate ? .templateString : .formattedString) }
    }

    private struct Prefix {
        var isRaw = false, isBytes = false, isUnicode = false, isFormatted = false, isTemplate = false

        init(_ letters: ArraySlice<UInt8>) {
            for letter in letters {
                switch letter | 0x20 {
                case UInt8(ascii: "r"): isRaw = true
                case UInt8(ascii: "b"): isBytes = true
                case UInt8(ascii: "u"): isUnicode = true
                case UInt8(ascii: "t"):
                    isTemplate = true
                    isFormatted = true
                default: isFormatted = true
                }
            }
        }
    }

    private enum Level {
        /// Text of a formatted string up to its quote, or of a format behind `:` up to `}`.
        case text(quote: UInt8, isTriple: Bool, isRaw: Bool, isFormat: Bool)
        /// An expression in braces; the number of brackets open in it.
        case expression(depth: Int)
    }

    private func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private func isTriple(_ offset: Int) -> Bool {
        byte(offset + 1) == bytes[offset] && byte(offset + 2) == bytes[offset]
    }

    /// The offset behind the literal, or `nil` if it never ends.
    mutating func scan() -> Int? {
        guard prefix.isFormatted else { return plainEnd(quotePosition) }
        let before = features
        if let end = formattedEnd() { return end }
        if isTooDeep { return nil }
        // Not well formed as Python 3.12 reads it: judge only where the literal ends.
        features = before
        return plainEnd(quotePosition)
    }

    /// Where a literal ends whose text is only text.
    private func plainEnd(_ quote: Int) -> Int? {
        let sign = bytes[quote]
        let triple = isTriple(quote)
        var index = quote + (triple ? 3 : 1)
        while index < bytes.count {
            let current = bytes[index]
            if current == UInt8(ascii: "\\") {
                index += byte(index + 1) == 0x0D && byte(index + 2) == 0x0A ? 3 : 2
            } else if current == sign {
                if !triple { return index + 1 }
                if isTriple(index) { return index + 3 }
                index += 1
            } else if !triple, current == 0x0A || current == 0x0D {
                return nil
            } else {
                index += 1
            }
        }
        return nil
    }

    private mutating func formattedEnd() -> Int? {
        let triple = isTriple(quotePosition)
        var index = quotePosition + (triple ? 3 : 1)
        var levels = [
            Level.text(quote: bytes[quotePosition], isTriple: triple, isRaw: prefix.isRaw, isFormat: false)
        ]
        while index < bytes.count, let level = levels.last {
            if levels.count > Self.deepest {
                isTooDeep = true
                return nil
            }
            switch level {
            case .text(let quote, let triple, let raw, let isFormat):
                guard let next = stepText(index, quote, triple, raw, isFormat, &levels) else { return nil }
                index = next
            case .expression(let depth):
                guard let next = stepExpression(index, depth, &levels) else { return nil }
                index = next
            }
            if levels.isEmpty { return index }
        }
        return nil
    }

    private func stepText(
        _ index: Int, _ quote: UInt8, _ triple: Bool, _ raw: Bool, _ isFormat: Bool, _ levels: inout [Level]
    ) -> Int? {
        let current = bytes[index]
        switch current {
        case UInt8(ascii: "\\"):
            let next = byte(index + 1)
            if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") { return index + 1 }
            if !raw, next == UInt8(ascii: "N"), byte(index + 2) == UInt8(ascii: "{") {
                return bytes[index...].prefix(200).firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 }
            }
            return index + 2
        case UInt8(ascii: "{"):
            if !isFormat, byte(index + 1) == current { return index + 2 }
            levels.append(.expression(depth: 0))
            return index + 1
        case UInt8(ascii: "}"):
            if isFormat {
                // The end of the format is the end of its expression.
                levels.removeLast(2)
                return index + 1
            }
            return index + (byte(index + 1) == current ? 2 : 1)
        case quote where !triple || isTriple(index):
            guard !isFormat else { return nil }
            levels.removeLast()
            return index + (triple ? 3 : 1)
        case 0x0A, 0x0D:
            return triple ? index + 1 : nil
        default:
            return index + 1
        }
    }

    private mutating func stepExpression(_ index: Int, _ depth: Int, _ levels: inout [Level]) -> Int? {
        let current = bytes[index]
        switch current {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            levels[levels.count - 1] = .expression(depth: depth + 1)
        case UInt8(ascii: "}") where depth == 0:
            levels.removeLast()
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            guard depth > 0 else { return nil }
            levels[levels.count - 1] = .expression(depth: depth - 1)
        case UInt8(ascii: ":") where depth == 0:
            guard case .text(let quote, let triple, let raw, _)? = levels.dropLast().last else { return nil }
            levels.append(.text(quote: quote, isTriple: triple, isRaw: raw, isFormat: true))
        case UInt8(ascii: "#"):
            needsNewGrammar()
            return bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D }
        case UInt8(ascii: "\\"):
            needsNewGrammar()
        case 0x0A, 0x0D:
            if levels.contains(where: { if case .text(_, false, _, _) = $0 { true } else { false } }) {
                needsNewGrammar()
            }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return nestedString(index, &levels)
        default: break
        }
        return index + 1
    }

    private mutating func nestedString(_ index: Int, _ levels: inout [Level]) -> Int? {
        let triple = isTriple(index)
        let reusesQuote = levels.contains { level in
            if case .text(bytes[index], let outerTriple, _, _) = level { return !outerTriple || triple }
            return false
        }
        if reusesQuote { needsNewGrammar() }
        var start = index
        while start > quotePosition, index - start < 2, bytes[start - 1].isPythonNamePart { start -= 1 }
        let nested = Prefix(bytes[start..<index])
        let letters = bytes[start..<index]
        let isFormatted =
            nested.isFormatted
            && letters.allSatisfy { [UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "t")].contains($0 | 0x20) }
        guard isFormatted else { return plainEnd(index) }
        levels.append(.text(quote: bytes[index], isTriple: triple, isRaw: nested.isRaw, isFormat: false))
        return index + (triple ? 3 : 1)
    }

    private mutating func needsNewGrammar() {
        if !features.contains(.nestedQuotesInFormattedString) { features.append(.nestedQuotesInFormattedString) }
    }
}
