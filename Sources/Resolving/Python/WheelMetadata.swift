/// The headers of a `METADATA` or `WHEEL` file (RFC 822 form).
struct WheelMetadata: Hashable, Sendable {
    private var fields: [(name: String, value: String)] = []

    /// Reads the headers up to the first empty line.
    init(_ text: String) {
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.allSatisfy(\.isWhitespace) { break }
            if line.first?.isWhitespace == true {
                guard let last = fields.indices.last else { continue }
                fields[last].value += "\n" + LogicalLines.trimmed(line)
                continue
            }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = LogicalLines.trimmed(line[line.index(after: colon)...])
            fields.append((line[..<colon].lowercased(), value))
        }
    }

    /// The first value of a header.
    func first(_ name: String) -> String? { fields.first { $0.name == name.lowercased() }?.value }

    /// All values of a header.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name.lowercased() }.map(\.value) }

    /// The licence in a line: its SPDX expression, else a short `License`, else what the classifiers say.
    var licence: String? {
        if let expression = first("License-Expression"), !expression.isEmpty { return expression }
        let classifiers = all("Classifier").filter { $0.hasPrefix("License ::") }.compactMap { classifier -> String? in
            let last = classifier.split(separator: ":").last.map { LogicalLines.trimmed($0) }
            return last == "OSI Approved" ? nil : last
        }
        // Whole licence texts stand in that header, too.
        let text = first("License") ?? ""
        let isShort = text.count <= 80 && !text.contains(where: \.isNewline)
        if !text.isEmpty, text.uppercased() != "UNKNOWN", isShort { return text }
        return classifiers.isEmpty ? nil : classifiers.joined(separator: ", ")
    }

    static func == (left: WheelMetadata, right: WheelMetadata) -> Bool {
        left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(fields.count) }
}
