/// Bounds what the aliases of a text stand for before the YAML library sees it: the library hashes keys with all that their
/// aliases expand to, so a few lines of aliases of aliases as a key would keep it busy for years.
struct AliasBound {
    /// Bytes that all aliases together may stand for. (Own choice: a thousand times what real manifests have.)
    static let most = 16 << 20
    /// Steps of the scan itself, so that thousands of anchors in one line do not make it slow.
    private static let mostSteps = 20_000_000

    private struct Anchor {
        var name: ArraySlice<UInt8>
        var start: Int
        var indent: Int
        /// What the aliases inside stand for.
        var inside = 0
    }

    private var open: [Anchor] = []
    private var weights: [ArraySlice<UInt8>: Int] = [:]
    private var total = 0
    private var steps = 0

    /// The line where the bound is passed; `nil` for all but hostile texts. What an anchor stands for is taken to reach to the
    /// next line that is not indented deeper than its own. A text written to mislead this (brackets over lines that are not
    /// indented) can still cost time, never more than `NodeBuilder`'s bound of memory.
    static func exceedingLine(in text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "*")), bytes.contains(UInt8(ascii: "&")) else { return nil }
        var bound = AliasBound()
        return bound.scan(bytes)
    }

    private mutating func scan(_ bytes: [UInt8]) -> Int? {
        var line = 1
        var indent = 0
        var isIndenting = true
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if byte == UInt8(ascii: "\n") { line += 1 }
                indent = 0
                isIndenting = true
            case UInt8(ascii: " ") where isIndenting: indent += 1
            default:
                // A list may stand as deep as its own key, and a comment anywhere.
                if isIndenting, byte == UInt8(ascii: "-") { indent += 1 }
                if isIndenting, byte != UInt8(ascii: "#") { close(at: index, indent: indent) }
                isIndenting = false
                if Self.isSign(at: index, in: bytes) {
                    var end = index + 1
                    while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
                    let name = bytes[index + 1..<end]
                    if byte == UInt8(ascii: "&") {
                        open.append(Anchor(name: name, start: index, indent: indent))
                    } else if !use(name, at: index) {
                        return line
                    }
                    index = end
                    continue
                }
            }
            index += 1
        }
        return nil
    }

    /// Ends the anchors that cannot reach to a line of this indentation.
    private mutating func close(at index: Int, indent: Int) {
        while let last = open.last, last.indent >= indent {
            weights[last.name] = index - last.start + last.inside
            open.removeLast()
        }
    }

    /// Counts an alias; false once the bound is passed.
    private mutating func use(_ name: ArraySlice<UInt8>, at index: Int) -> Bool {
        steps += open.count + 1
        let unfinished = open.last { $0.name == name }.map { index - $0.start + $0.inside }
        let weight = unfinished ?? weights[name] ?? 1
        total += weight
        guard total <= Self.most, steps <= Self.mostSteps else { return false }
        for position in open.indices { open[position].inside += weight }
        return true
    }

    /// Whether an anchor or alias begins here: not `a && b`, `2>&1`, `0 0 * * *` or `*.py`.
    private static func isSign(at index: Int, in bytes: [UInt8]) -> Bool {
        guard bytes[index] == UInt8(ascii: "&") || bytes[index] == UInt8(ascii: "*") else { return false }
        guard index + 1 < bytes.count, isNameByte(bytes[index + 1]) else { return false }
        return index == 0 || bytes[index - 1] <= UInt8(ascii: " ") || ",[]{}:".utf8.contains(bytes[index - 1])
    }

    /// What libyaml takes for a name.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
