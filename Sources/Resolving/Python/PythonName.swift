/// Names of Python distributions.
enum PythonName {
    /// The one spelling that PEP 503 gives a name: lower case, runs of `-`, `_` and `.` become one `-`.
    static func normalised(_ name: some StringProtocol) -> String {
        var result = ""
        var pending = false
        for character in name.lowercased() {
            if character == "-" || character == "_" || character == "." {
                pending = true
                continue
            }
            if pending, !result.isEmpty { result.append("-") }
            pending = false
            result.append(character)
        }
        return result
    }

    /// Whether text is a name by PEP 508.
    static func isName(_ name: some StringProtocol) -> Bool {
        let text = Array(name.utf8)
        guard let first = text.first, let last = text.last else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            (byte >= 48 && byte <= 57) || (byte | 0x20 >= 97 && byte | 0x20 <= 122)
        }
        return isWord(first) && isWord(last) && text.allSatisfy { isWord($0) || "-_.".utf8.contains($0) }
    }
}
