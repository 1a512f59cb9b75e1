import BuildModel

/// The text of a symlink.
struct SymlinkTarget {
    let text: String

    init(_ text: String) { self.text = text }

    /// Whether a link at `path` points to a place inside the package, by its text alone.
    func staysInside(of path: PackagePath) -> Bool {
        guard !text.isEmpty, text.utf8.first != UInt8(ascii: "/"), !text.utf8.contains(0) else { return false }
        var depth = path.text.utf8.count { $0 == UInt8(ascii: "/") }
        for part in text.utf8.split(separator: UInt8(ascii: "/")) {
            if part.elementsEqual("..".utf8) {
                depth -= 1
                if depth < 0 { return false }
            } else if !part.elementsEqual(".".utf8) {
                depth += 1
            }
        }
        return true
    }
}
