/// An element of an XML file with what is in it: as much of XML as project files of Maven use. Document types, and with them
/// entities of a file's own, are skipped; a file that is no XML gives `nil`. Maven itself judges what is right.
struct XMLElement {
    /// The name without a prefix.
    var name: String
    /// The text directly inside, without white space around it.
    var text = ""
    /// The line where it begins, from 1.
    var line: Int
    var children: [XMLElement] = []

    /// The first child of a name.
    subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The children of a name.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// All elements of a name, however deep.
    func descendants(_ name: String) -> [XMLElement] {
        children.flatMap { ($0.name == name ? [$0] : []) + $0.descendants(name) }
    }

    /// The root element of a document.
    static func parse(_ bytes: [UInt8]) -> XMLElement? {
        var parser = XMLParser(bytes: bytes)
        return parser.parse()
    }
}

private struct XMLParser {
    let bytes: [UInt8]
    var at = 0
    var line = 1
    /// Elements that are open. (Bound of our own: no project file is nested deeper.)
    var open: [XMLElement] = []
    static let deepest = 200

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func parse() -> XMLElement? {
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "<") else {
                let text = take { $0 != UInt8(ascii: "<") }
                if !open.isEmpty { open[open.count - 1].text += Self.plain(text) }
                continue
            }
            if starts("<!--") {
                guard skip(past: "-->") != nil else { return nil }
            } else if starts("<![CDATA[") {
                guard let text = skip(past: "]]>") else { return nil }
                if !open.isEmpty { open[open.count - 1].text += Self.string(text.dropFirst(9).dropLast(3)) }
            } else if starts("<?") {
                guard skip(past: "?>") != nil else { return nil }
            } else if starts("<!") {
                guard skipDocumentType() else { return nil }
            } else {
                let begin = line
                guard let tag = skip(past: ">") else { return nil }
                if let root = element(tag, line: begin) { return root }
                guard open.count <= Self.deepest else { return nil }
            }
        }
        return nil
    }

    /// Opens or closes an element; the root when it is closed.
    private mutating func element(_ tag: ArraySlice<UInt8>, line: Int) -> XMLElement? {
        var inside = tag.dropFirst().dropLast()
        let isEnd = inside.first == UInt8(ascii: "/")
        let isWhole = inside.last == UInt8(ascii: "/")
        if isWhole { inside = inside.dropLast() }
        if !isEnd {
            let full = inside.prefix { !Self.isSpace($0) }
            let name = Self.string(full).split(separator: ":").last.map(String.init) ?? ""
            open.append(XMLElement(name: name, line: line))
        }
        guard isEnd || isWhole, var done = open.popLast() else { return nil }
        done.text = Self.trimmed(done.text)
        if open.isEmpty { return done }
        open[open.count - 1].children.append(done)
        return nil
    }

    private mutating func skipDocumentType() -> Bool {
        var depth = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "<"): depth += 1
            case UInt8(ascii: ">"): depth -= 1
            case UInt8(ascii: "\n"): line += 1
            default: break
            }
            at += 1
            if depth == 0 { return true }
        }
        return false
    }

    private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    private mutating func take(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = at
        while at < bytes.count, isWanted(bytes[at]) {
            if bytes[at] == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }
        return bytes[start..<at]
    }

    private mutating func skip(past end: String) -> ArraySlice<UInt8>? {
        let start = at
        let end = Array(end.utf8)
        while at + end.count <= bytes.count {
            if bytes[at] == end[0], bytes[at..<at + end.count].elementsEqual(end) {
                at += end.count
                return bytes[start..<at]
            }
            if bytes[at] == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func string(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Text with the five entities that every document has.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        let text = string(bytes)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
    }
}
