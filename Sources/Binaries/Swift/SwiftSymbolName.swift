/// Takes the names of symbols apart, as far as their simplest form goes: `$s`, identifiers with kinds between them, an ending.
/// Grammar: swift/docs/ABI/Mangling.rst.
struct SwiftSymbolName {
    private var rest: Substring.UTF8View
    /// Parts of earlier identifiers, which later ones repeat by letter.
    private var words: [String] = []

    /// The type or protocol that a symbol describes, as in `$s23FunctionComputeRuntime05EventA0Mp`; `nil` for all other forms.
    static func name(of symbol: String, ending: String) -> SwiftTypeName? {
        guard symbol.hasPrefix("$s"), symbol.hasSuffix(ending) else { return nil }
        var reader = SwiftSymbolName(rest: symbol.dropFirst(2).dropLast(ending.count).utf8)
        var parts: [String] = []
        while let first = reader.rest.first {
            // Struct, class or enum.
            if parts.count > 1, "VCO".utf8.contains(first) {
                reader.rest.removeFirst()
            } else if let part = reader.identifier() {
                parts.append(part)
            } else {
                return nil
            }
        }
        guard parts.count > 1 else { return nil }
        return SwiftTypeName(module: parts[0], name: parts.dropFirst().joined(separator: "."))
    }

    private init(rest: Substring.UTF8View) { self.rest = rest }

    /// A length and that many bytes; behind a `0` also letters that stand for words, the last of them a capital.
    private mutating func identifier() -> String? {
        guard let first = rest.first, Self.isDigit(first) else { return nil }
        var hasWords = false
        if first == UInt8(ascii: "0") {
            rest.removeFirst()
            hasWords = true
        }
        var text = ""
        repeat {
            while hasWords, let letter = rest.first, Self.isLower(letter) || Self.isUpper(letter) {
                rest.removeFirst()
                hasWords = Self.isLower(letter)
                let index = Int(letter) - Int(hasWords ? UInt8(ascii: "a") : UInt8(ascii: "A"))
                guard words.indices.contains(index) else { return nil }
                text += words[index]
            }
            if rest.first == UInt8(ascii: "0") {
                rest.removeFirst()
                break
            }
            let digits = rest.prefix(while: Self.isDigit)
            guard let count = Int(String(decoding: digits, as: UTF8.self)), count > 0,
                count <= rest.count - digits.count
            else { return nil }
            rest.removeFirst(digits.count)
            let slice = Array(rest.prefix(count))
            rest.removeFirst(count)
            text += String(decoding: slice, as: UTF8.self)
            takeWords(of: slice)
        } while hasWords
        return text
    }

    /// Words begin with anything but a digit or `_`, and end before a capital behind a small letter, before `_` and at the end.
    private mutating func takeWords(of slice: [UInt8]) {
        var start: Int?
        for index in 0...slice.count {
            let byte = index < slice.count ? slice[index] : 0
            let ends = byte == 0 || byte == UInt8(ascii: "_")
            if let begin = start, ends || (Self.isUpper(byte) && !Self.isUpper(slice[index - 1])) {
                if index - begin >= 2, words.count < 26 {
                    words.append(String(decoding: slice[begin..<index], as: UTF8.self))
                }
                start = nil
            }
            if start == nil, !ends, !Self.isDigit(byte) { start = index }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
}
