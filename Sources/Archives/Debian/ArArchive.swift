/// The members of an `ar` archive in the common form that Debian packages have (deb(5)).
enum ArArchive {
    /// A member and where its bytes are.
    struct Member {
        let name: String
        let range: Range<UInt64>
    }

    /// Most members that are looked at; a package has three, and signatures add a few.
    private static let mostMembers = 16

    /// The members in their order.
    static func members(of file: RandomAccessFile) throws(ArchiveError) -> [Member] {
        func failure(_ code: ArchiveError.Code, _ detail: String) -> ArchiveError {
            ArchiveError(code, .open, path: file.path, detail: detail)
        }
        guard file.size >= 8, try file.bytes(at: 0, count: 8) == Array("!<arch>\n".utf8) else {
            throw failure(.notDebianPackage, "it does not begin as a Debian package does")
        }
        var members: [Member] = []
        var place: UInt64 = 8
        while place < file.size {
            guard members.count < mostMembers else {
                throw failure(.tooManyEntries, "more than \(mostMembers) members")
            }
            guard file.size - place >= 60 else { throw failure(.truncated, "it ends in the header of a member") }
            let header = try file.bytes(at: place, count: 60)
            guard header[58] == 0x60, header[59] == 0x0A, let size = number(header[48..<58]) else {
                throw failure(.damagedDirectory, "the header of a member at byte \(place) is damaged")
            }
            let start = place + 60
            guard size <= file.size - start else { throw failure(.truncated, "it ends inside a member") }
            // GNU ar puts a slash behind names.
            var name = String(decoding: header[..<16], as: UTF8.self)
            while name.utf8.last == 0x20 { name.removeLast() }
            if name.hasSuffix("/") { name.removeLast() }
            members.append(Member(name: name, range: start..<start + size))
            place = start + size + size % 2
        }
        return members
    }

    /// Decimal digits with spaces behind.
    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        guard
            let digits = String(validating: bytes, as: UTF8.self)?.split(
                separator: " ", omittingEmptySubsequences: true),
            digits.count == 1, digits[0].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return nil }
        return UInt64(digits[0])
    }
}
