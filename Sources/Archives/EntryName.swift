import BuildModel

/// The name of an entry as text and as a path, with what is wrong about it.
struct EntryName {
    let text: String
    let path: PackagePath?
    let defects: [ZipDefect]

    init(_ bytes: ArraySlice<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            self.text = String(decoding: bytes, as: UTF8.self)
            path = nil
            defects = [ZipDefect(.nameNotUTF8, entry: self.text, detail: "the name is not UTF-8")]
            return
        }
        self.text = text
        do throws(PackagePath.Refusal) {
            path = try PackagePath(text)
            defects = []
        } catch {
            path = nil
            defects = [ZipDefect(Self.kind(of: error), entry: text, detail: "the name \(error)")]
        }
    }

    private static func kind(of refusal: PackagePath.Refusal) -> ZipDefect.Kind {
        switch refusal {
        case .empty: .emptyName
        case .absolute: .absoluteName
        case .leavesPackage: .nameLeavesPackage
        case .notNormal: .nameNotNormal
        case .controlCharacter: .nameWithControlCharacter
        case .tooLong: .nameTooLong
        }
    }
}

extension ZipEntry {
    /// An entry from its record; where its data begins is known later.
    init(_ record: CentralRecord, _ named: EntryName, index: Int) {
        // 3 is Unix, 19 is Darwin: the systems whose upper half of the attributes is a Unix mode.
        let mode = record.system == 3 || record.system == 19 ? record.attributes >> 16 : 0
        let kind: Kind
        switch mode & 0o170000 {
        case 0o120000: kind = .symlink
        case 0o040000: kind = .directory
        case 0o100000: kind = .file
        case 0: kind = named.text.utf8.last == UInt8(ascii: "/") ? .directory : .file
        default: kind = .special
        }
        self.init(
            name: named.text, path: named.path, kind: kind, mode: mode, method: record.method, crc32: record.crc32,
            compressedSize: record.compressedSize, size: record.size, index: index, dataOffset: 0, symlinkTarget: nil,
            isEncrypted: record.flags & 0x2041 != 0)
    }

    /// Sets where the data begins.
    mutating func moveData(to offset: UInt64) { dataOffset = offset }
}
