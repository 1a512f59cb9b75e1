/// A name inside a tar archive, checked.
enum TarName {
    /// The path without empty parts and parts `.`; throws for a name that is hostile or that cannot be a path.
    static func checked(_ bytes: [UInt8], of archive: String) throws(ArchiveError) -> String {
        let shown = String(decoding: bytes, as: UTF8.self)
        func refusal(_ kind: ZipDefect.Kind, _ detail: String) -> ArchiveError {
            ArchiveError(.refused(kind), .read, path: archive, entry: shown, detail: detail)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refusal(.nameNotUTF8, "the name is not UTF-8")
        }
        guard !bytes.isEmpty else { throw refusal(.emptyName, "the name is empty") }
        guard bytes.count <= 4096 else { throw refusal(.nameTooLong, "the name is longer than 4096 bytes") }
        guard bytes[0] != UInt8(ascii: "/") else { throw refusal(.absoluteName, "the name is an absolute path") }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw refusal(.nameWithControlCharacter, "the name holds a control character")
        }
        var parts: [Substring] = []
        for part in text.split(separator: "/") where part != "." {
            guard part != ".." else { throw refusal(.nameLeavesPackage, "the name leaves the archive with `..`") }
            guard part.utf8.count <= 255 else { throw refusal(.nameTooLong, "a part is longer than 255 bytes") }
            parts.append(part)
        }
        return parts.joined(separator: "/")
    }
}
