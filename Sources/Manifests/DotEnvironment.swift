/// The lines `NAME=value` of a `.env` file, which Serverless Devs reads beside the manifest.
enum DotEnvironment {
    /// Names to values; comments, blank lines and lines without `=` are skipped, `export` and quotes are dropped.
    static func read(_ bytes: [UInt8]) -> [String: String] {
        var values: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            var line = trimmed(line)
            if line.hasPrefix("export ") { line = trimmed(line.dropFirst(7)) }
            guard line.first != "#", let equals = line.firstIndex(of: "=") else { continue }
            var value = trimmed(line[line.index(after: equals)...])
            if let quote = value.first, quote == "\"" || quote == "'" {
                let rest = value.dropFirst()
                value = rest[..<(rest.firstIndex(of: quote) ?? rest.endIndex)]
            } else if let comment = value.firstRange(of: " #") {
                value = trimmed(value[..<comment.lowerBound])
            }
            values[String(trimmed(line[..<equals]))] = String(value)
        }
        return values
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
