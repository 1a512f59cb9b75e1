import FileTrees

/// Writes what a run remembers: numbers of eight bytes and byte strings with their length before them. JSON takes ten times as long
/// to read, and a run with nothing to do does little else.
struct StateWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: Int) { append(UInt64(bitPattern: Int64(number))) }

    mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ flag: Bool) { append(flag ? 1 : 0) }

    mutating func append(_ string: [UInt8]) {
        append(string.count)
        bytes.append(contentsOf: string)
    }

    mutating func append(_ text: String) { append(Array(text.utf8)) }

    mutating func append<T>(_ items: some Collection<T>, _ write: (inout StateWriter, T) -> Void) {
        append(items.count)
        for item in items { write(&self, item) }
    }

    mutating func append(_ mark: FileMark) {
        append(UInt64(bitPattern: mark.size))
        append(UInt64(bitPattern: mark.modified))
        append(UInt64(bitPattern: mark.changed))
        append(mark.inode)
        append(mark.mode)
    }

    mutating func append(_ marks: TreeMarks) {
        append(marks.names)
        append(marks.marks) { $0.append($1) }
    }
}

/// Reads what `StateWriter` wrote. The file may be cut short or changed by anything: whatever does not fit is `nil`, and a run
/// without memory only takes longer.
struct StateReader {
    private let bytes: [UInt8]
    private var place: Int

    init(_ bytes: [UInt8], from place: Int = 0) { (self.bytes, self.place) = (bytes, place) }

    var isAtEnd: Bool { place == bytes.count }

    mutating func number() -> UInt64? {
        guard bytes.count - place >= 8 else { return nil }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        place += 8
        return UInt64(littleEndian: value)
    }

    /// A count of things that take at least `size` bytes each.
    mutating func count(of size: Int = 1) -> Int? {
        guard let number = number(), number <= UInt64(bytes.count - place) / UInt64(size) else { return nil }
        return Int(number)
    }

    mutating func flag() -> Bool? {
        switch number() {
        case 0: false
        case 1: true
        default: nil
        }
    }

    mutating func string() -> [UInt8]? {
        guard let count = count() else { return nil }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    mutating func text() -> String? { string().flatMap { String(validating: $0, as: UTF8.self) } }

    mutating func list<T>(of size: Int = 8, _ read: (inout StateReader) -> T?) -> [T]? {
        guard let count = count(of: size) else { return nil }
        var items: [T] = []
        items.reserveCapacity(count)
        for _ in 0..<count {
            guard let item = read(&self) else { return nil }
            items.append(item)
        }
        return items
    }

    mutating func mark() -> FileMark? {
        guard let size = number(), let modified = number(), let changed = number(), let inode = number(),
            let mode = number()
        else { return nil }
        return FileMark(
            size: Int64(bitPattern: size), modified: Int64(bitPattern: modified), changed: Int64(bitPattern: changed),
            inode: inode, mode: mode)
    }

    mutating func marks() -> TreeMarks? {
        guard let names = string(), let marks = list(of: 40, { $0.mark() }) else { return nil }
        return TreeMarks(names: names, marks: marks)
    }
}
