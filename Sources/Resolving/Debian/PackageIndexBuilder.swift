import Archives

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes the compact index of a `Packages` file while it streams by: of each package the fields that choosing, fetching and
/// verifying need. A release has 60,000 packages and 50 MB of text about them; the index has a third of that.
struct PackageIndexBuilder {
    private static let wanted = [
        "Package:", "Version:", "Architecture:", "Priority:", "Depends:", "Pre-Depends:", "Provides:", "Filename:",
        "Size:", "SHA256:",
    ].map { Array($0.utf8) }

    private struct Key {
        var name: String
        var kind: PackageIndex.Kind
        var offset: Int
        var length: Int
    }

    private var records: [UInt8] = []
    private var keys: [Key] = []
    private var carry: [UInt8] = []
    /// Where the record begins that is being written.
    private var start = 0
    private var isKept = false

    /// Reads a `Packages` file in any compression; more than `limit` unpacked bytes are an error.
    static func index(ofFile path: String, limit: UInt64) throws(ArchiveError) -> [UInt8] {
        var stream = try UnpackedStream(path: path, limit: limit)
        var builder = PackageIndexBuilder()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try stream.read(into: buffer)
            if count == 0 { return builder.finish() }
            builder.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Takes the next piece of the text.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        if !carry.isEmpty {
            guard let end = Self.lineEnd(rest) else { return carry.append(contentsOf: rest) }
            carry.append(contentsOf: rest[..<end])
            let line = carry
            carry.removeAll(keepingCapacity: true)
            line.withUnsafeBytes { takeLine($0) }
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
        while let end = Self.lineEnd(rest) {
            takeLine(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
        carry.append(contentsOf: rest)
    }

    /// The index: a line that says how long the keys are, the sorted keys, the records.
    mutating func finish() -> [UInt8] {
        if !carry.isEmpty {
            let line = carry
            line.withUnsafeBytes { takeLine($0) }
        }
        endRecord()
        keys.sort { ($0.name, $0.kind.rawValue, $0.offset) < ($1.name, $1.kind.rawValue, $1.offset) }
        var text: [UInt8] = []
        for key in keys {
            text += Array("\(key.name) \(key.kind.rawValue) \(key.offset) \(key.length)\n".utf8)
        }
        return Array("\(PackageIndex.mark)\(text.count)\n".utf8) + text + records
    }

    private static func lineEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base, 0x0A, bytes.count) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    private mutating func takeLine(_ line: UnsafeRawBufferPointer) {
        guard let first = line.first else { return endRecord() }
        if first == 0x20 || first == 0x09 {
            // A field that goes on.
            if isKept {
                records.removeLast()
                records.append(contentsOf: line)
                records.append(0x0A)
            }
            return
        }
        isKept = false
        // The first letters of the fields that are kept; most lines end here.
        guard first == 0x50 || first == 0x56 || first == 0x41 || first == 0x44 || first == 0x46 || first == 0x53,
            let base = line.baseAddress
        else { return }
        for field in Self.wanted where line.count >= field.count && memcmp(base, field, field.count) == 0 {
            records.append(contentsOf: line)
            records.append(0x0A)
            isKept = true
            return
        }
    }

    private mutating func endRecord() {
        defer {
            start = records.count
            isKept = false
        }
        guard records.count > start else { return }
        let text = String(decoding: records[start...], as: UTF8.self)
        // Names go into lines with spaces between words.
        guard let fields = ControlParagraph(text), let name = fields["Package"], Self.isName(name) else {
            records.removeLast(records.count - start)
            return
        }
        let length = records.count - start
        keys.append(Key(name: name, kind: .package, offset: start, length: length))
        for relation in DebianRelation.field(fields["Provides"] ?? "").joined() where Self.isName(relation.name) {
            keys.append(Key(name: relation.name, kind: .virtual, offset: start, length: length))
        }
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
