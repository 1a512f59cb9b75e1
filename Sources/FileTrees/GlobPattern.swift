/// A compiled pattern of the gitignore grammar, matched on bytes as git does: `?` and classes take one byte, no wildcard
/// but `**` crosses a `/`.
///
/// Matching keeps one position to go back to for the last `*` and one for the last `**`, so no pattern takes more than
/// quadratic time.
struct GlobPattern: Hashable, Sendable {
    private enum Token: Hashable, Sendable {
        case byte(UInt8)
        case one
        case set(ByteSet)
        /// `*`: anything without `/`.
        case star
        /// `**/` at the beginning of a part: nothing, or any number of whole folders.
        case folders
        /// `**` at the end, or before an escaped slash: anything.
        case everything
    }

    private let tokens: [Token]

    /// Compiles a pattern; `nil` if it can match nothing (an open class, a trailing backslash).
    init?(_ pattern: some Collection<UInt8>) {
        let source = Array(pattern)
        var tokens: [Token] = []
        var index = 0
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: "\\"):
                guard index + 1 < source.count else { return nil }
                tokens.append(.byte(source[index + 1]))
                index += 2
            case UInt8(ascii: "?"):
                tokens.append(.one)
                index += 1
            case UInt8(ascii: "["):
                index += 1
                guard let set = ByteSet(class: source, at: &index) else { return nil }
                tokens.append(.set(set))
            case UInt8(ascii: "*"):
                let begin = index
                while index < source.count, source[index] == UInt8(ascii: "*") { index += 1 }
                tokens.append(Self.star(in: source, begin: begin, end: &index))
            default:
                tokens.append(.byte(source[index]))
                index += 1
            }
        }
        self.tokens = tokens
    }

    private static func star(in source: [UInt8], begin: Int, end: inout Int) -> Token {
        let slash = UInt8(ascii: "/")
        // git takes the literal text before the first wildcard off the pattern, so `a**/b` works as `**/b` after `a`.
        let isFirstWildcard = source.firstIndex(where: isSpecial) == begin
        guard end - begin >= 2, isFirstWildcard || source[begin - 1] == slash else { return .star }
        if end == source.count { return .everything }
        if source[end] == slash {
            end += 1
            return .folders
        }
        if source[end] == UInt8(ascii: "\\"), end + 1 < source.count, source[end + 1] == slash { return .everything }
        return .star
    }

    /// Whether the pattern matches all of `text`.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        var token = 0
        var position = 0
        // Where to go on after a failure: the token after the wildcard and the text that the wildcard has not taken yet.
        var star: (token: Int, position: Int)?
        var deep: (token: Int, position: Int, wholeFolders: Bool)?
        while true {
            if token == tokens.count {
                if position == text.count { return true }
            } else {
                switch tokens[token] {
                case .star:
                    token += 1
                    star = (token, position)
                    continue
                case .folders:
                    token += 1
                    deep = (token, position, true)
                    star = nil
                    continue
                case .everything:
                    token += 1
                    if token == tokens.count { return true }
                    deep = (token, position, false)
                    star = nil
                    continue
                case let next:
                    if position < text.count, Self.accepts(next, text[position]) {
                        token += 1
                        position += 1
                        continue
                    }
                }
            }
            if let back = star, back.position < text.count, text[back.position] != slash {
                star = (back.token, back.position + 1)
                (token, position) = (back.token, back.position + 1)
            } else if let back = deep {
                var next = back.position
                if back.wholeFolders {
                    while next < text.count, text[next] != slash { next += 1 }
                }
                guard next < text.count else { return false }
                deep = (back.token, next + 1, back.wholeFolders)
                (token, position) = (back.token, next + 1)
                star = nil
            } else {
                return false
            }
        }
    }

    /// Whether a byte means something other than itself in a pattern.
    static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "\\")
    }

    private static func accepts(_ token: Token, _ byte: UInt8) -> Bool {
        switch token {
        case .byte(let wanted): byte == wanted
        case .one: byte != UInt8(ascii: "/")
        case .set(let set): byte != UInt8(ascii: "/") && set.contains(byte)
        case .star, .folders, .everything: false
        }
    }
}
