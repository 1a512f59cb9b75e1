/// The licences that a package's `copyright` file names.
enum DebianCopyright {
    /// The short names of its `License` fields where it is machine-readable (DEP-5), each once, joined by `AND`: files of one
    /// package may be under several. Otherwise the common licences that its text refers to; `nil` where it refers to none.
    static func licence(_ text: String) -> String? {
        var names: [String] = []
        func add(_ name: String) {
            if !name.isEmpty, !names.contains(name), names.count < 24 { names.append(name) }
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.prefix(5).contains(where: { $0.lowercased().hasPrefix("format:") }) {
            for line in lines where line.lowercased().hasPrefix("license:") {
                add(line.dropFirst("license:".count).split(separator: " ").joined(separator: " "))
            }
            names = names.map { names.count > 1 && ($0.contains(" or ") || $0.contains(",")) ? "(\($0))" : $0 }
        } else {
            for piece in text.components(after: "/usr/share/common-licenses/") {
                var name = piece.prefix { $0.isLetter || $0.isNumber || "-.+".contains($0) }
                while name.last == "." { name = name.dropLast() }
                add(String(name))
            }
        }
        return names.isEmpty ? nil : names.joined(separator: " AND ")
    }
}

extension String {
    /// What stands behind each occurrence of a text.
    fileprivate func components(after text: String) -> [Substring] {
        var found: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            rest = rest[range.upperBound...]
            found.append(rest.prefix(64))
        }
        return found
    }
}
