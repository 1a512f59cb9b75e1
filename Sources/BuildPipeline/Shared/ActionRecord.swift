import BuildModel

/// What a shared cache keeps under a key: which file a package is, and a little text about it. In the form of Bazel's
/// `ActionResult` (a protocol buffer), because some caches look into what they are given and know by it which files go together.
struct ActionRecord: Hashable, Sendable {
    /// A file of the cache.
    struct File: Hashable, Sendable {
        var name: String
        var digest: Digest
        var size: Int64
    }

    var file: File
    /// The text; `stdout_raw` of the action.
    var text: [UInt8]

    init(file: File, text: [UInt8]) {
        self.file = file
        self.text = text
    }

    /// `ActionResult { repeated OutputFile output_files = 2; bytes stdout_raw = 5; }`,
    /// `OutputFile { string path = 1; Digest digest = 2; }`, `Digest { string hash = 1; int64 size_bytes = 2; }`
    /// (build.bazel.remote.execution.v2).
    var bytes: [UInt8] {
        let digest = Self.field(1, Array(file.digest.hexadecimal.utf8)) + [2 << 3] + Self.varint(UInt64(file.size))
        let output = Self.field(1, Array(file.name.utf8)) + Self.field(2, digest)
        return Self.field(2, output) + Self.field(5, text)
    }

    /// Reads a record from anybody: what does not name exactly one file with digest and size is none.
    init?(_ bytes: [UInt8]) {
        var files: [File] = []
        var text: [UInt8] = []
        var reader = ProtocolBuffer(bytes[...])
        while let field = reader.next() {
            switch (field.number, field.value) {
            case (2, .bytes(let output)):
                guard let file = Self.file(output) else { return nil }
                files.append(file)
            case (5, .bytes(let bytes)): text = Array(bytes)
            default: break
            }
        }
        guard !reader.isDamaged, files.count == 1 else { return nil }
        self.init(file: files[0], text: text)
    }

    private static func file(_ bytes: ArraySlice<UInt8>) -> File? {
        var name: String?
        var digest: (hash: Digest?, size: Int64?) = (nil, nil)
        var reader = ProtocolBuffer(bytes)
        while let field = reader.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let bytes)): name = String(validating: bytes, as: UTF8.self)
            case (2, .bytes(let bytes)):
                var inner = ProtocolBuffer(bytes)
                while let field = inner.next() {
                    switch (field.number, field.value) {
                    case (1, .bytes(let bytes)): digest.hash = Digest(String(decoding: bytes, as: UTF8.self))
                    case (2, .number(let number)): digest.size = Int64(exactly: number)
                    default: break
                    }
                }
                if inner.isDamaged { return nil }
            default: break
            }
        }
        guard !reader.isDamaged, let name, let hash = digest.hash, let size = digest.size else { return nil }
        return File(name: name, digest: hash, size: size)
    }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
    }

    private static func varint(_ number: UInt64) -> [UInt8] {
        var (rest, bytes) = (number, [UInt8]())
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}

/// The fields of a protocol buffer, one after the other.
struct ProtocolBuffer {
    enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
        /// Of a kind that nobody here asks for.
        case other
    }

    private var rest: ArraySlice<UInt8>
    /// Whether it ended where no field ends, or has what no protocol buffer has.
    private(set) var isDamaged = false

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next field; `nil` at the end and where it is damaged.
    mutating func next() -> (number: UInt64, value: Value)? {
        guard !rest.isEmpty, !isDamaged else { return nil }
        guard let key = varint() else { return damaged() }
        switch key & 7 {
        case 0: return varint().map { (key >> 3, .number($0)) } ?? damaged()
        case 1: return skip(8) ? (key >> 3, .other) : damaged()
        case 5: return skip(4) ? (key >> 3, .other) : damaged()
        case 2:
            guard let count = varint(), count <= UInt64(rest.count) else { return damaged() }
            let bytes = rest.prefix(Int(count))
            rest = rest.dropFirst(Int(count))
            return (key >> 3, .bytes(bytes))
        default: return damaged()
        }
    }

    private mutating func damaged() -> (number: UInt64, value: Value)? {
        isDamaged = true
        return nil
    }

    private mutating func skip(_ count: Int) -> Bool {
        guard rest.count >= count else { return false }
        rest = rest.dropFirst(count)
        return true
    }

    private mutating func varint() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            // The tenth byte has one bit left.
            guard shift < 63 || byte & 0x7F <= 1 else { return nil }
            number |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return number }
        }
        return nil
    }
}
