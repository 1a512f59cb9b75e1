/// One line of an ignore file.
struct IgnoreRule: Hashable, Sendable {
    /// How the rule looks at a path, cheapest first.
    private enum Test: Hashable, Sendable {
        case name([UInt8])
        case nameSuffix([UInt8])
        case nameGlob(GlobPattern)
        case path([UInt8])
        case pathGlob(GlobPattern)
    }

    let match: IgnoreMatch
    private let foldersOnly: Bool
    private let test: Test

    /// Reads a line; `nil` for empty lines, comments and patterns that match nothing.
    init?(line: ArraySlice<UInt8>, file: String?, number: Int?) {
        guard line.first != UInt8(ascii: "#") else { return nil }
        var pattern = Self.withoutTrailingSpaces(line)
        let text = String(decoding: pattern, as: UTF8.self)
        let isNegated = pattern.first == UInt8(ascii: "!")
        if isNegated { pattern = pattern.dropFirst() }
        foldersOnly = pattern.last == UInt8(ascii: "/")
        if foldersOnly { pattern = pattern.dropLast() }
        let isAnchored = pattern.contains(UInt8(ascii: "/"))
        if pattern.first == UInt8(ascii: "/") { pattern = pattern.dropFirst() }
        guard !pattern.isEmpty else { return nil }
        match = IgnoreMatch(rule: text, file: file, line: number, isNegated: isNegated)

        if !pattern.contains(where: GlobPattern.isSpecial) {
            test = isAnchored ? .path(Array(pattern)) : .name(Array(pattern))
        } else if !isAnchored, pattern.first == UInt8(ascii: "*"),
            !pattern.dropFirst().contains(where: GlobPattern.isSpecial)
        {
            test = .nameSuffix(Array(pattern.dropFirst()))
        } else if let glob = GlobPattern(pattern) {
            test = isAnchored ? .pathGlob(glob) : .nameGlob(glob)
        } else {
            return nil
        }
    }

    func matches(path: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>, isFolder: Bool) -> Bool {
        if foldersOnly, !isFolder { return false }
        switch test {
        case .name(let wanted): return name.count == wanted.count && name.elementsEqual(wanted)
        case .nameSuffix(let suffix):
            return name.count >= suffix.count && name[(name.count - suffix.count)...].elementsEqual(suffix)
        case .nameGlob(let glob): return glob.matches(name)
        case .path(let wanted): return path.count == wanted.count && path.elementsEqual(wanted)
        case .pathGlob(let glob): return glob.matches(path)
        }
    }

    /// Drops spaces at the end unless a backslash keeps them; tabs stay.
    private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end: Int?
        var index = line.startIndex
        while index < line.endIndex {
            if line[index] == UInt8(ascii: " ") {
                if end == nil { end = index }
                index += 1
            } else {
                if line[index] == UInt8(ascii: "\\") {
                    index += 1
                    if index == line.endIndex { return line }
                }
                end = nil
                index += 1
            }
        }
        return end.map { line[..<$0] } ?? line
    }
}
