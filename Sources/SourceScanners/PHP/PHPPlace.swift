/// A line and a column in a source file, both from 1; columns count characters (Unicode scalars).
public struct PHPPlace: Hashable, Sendable, Codable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// From 1.
    public let column: Int

    /// Makes a place.
    public init(line: Int, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// `3:5`.
    public var description: String { "\(line):\(column)" }
}

/// A place in a file.
public struct PHPSite: Hashable, Sendable, Codable {
    /// The path as the tree names it, for example `/code/index.php`.
    public let path: String
    /// Line and column.
    public let place: PHPPlace

    /// Makes a site.
    public init(path: String, place: PHPPlace) {
        self.path = path
        self.place = place
    }
}

/// Lines and columns of byte offsets.
struct PHPLineMap {
    private let bytes: [UInt8]
    private var starts: [Int] = [0]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A || (byte == 0x0D && (index == bytes.count || bytes[index] != 0x0A)) { starts.append(index) }
        }
    }

    /// The place of an offset; on lines of more than a thousand bytes the column counts bytes.
    func place(_ offset: Int) -> PHPPlace {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        let end = max(starts[low], min(offset, bytes.count))
        guard end - starts[low] <= 1000 else { return PHPPlace(line: low + 1, column: end - starts[low] + 1) }
        return PHPPlace(line: low + 1, column: bytes[starts[low]..<end].count { $0 & 0xC0 != 0x80 } + 1)
    }
}
