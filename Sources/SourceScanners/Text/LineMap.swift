/// Lines and columns of byte offsets.
struct LineMap {
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

    /// The place of an offset; columns count the characters of UTF-8 before it.
    func place(_ offset: Int) -> SourcePlace {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        // A column is for people: on a line of more than a thousand bytes the bytes are good enough.
        let end = max(starts[low], min(offset, bytes.count))
        guard end - starts[low] <= 1000 else { return SourcePlace(line: low + 1, column: end - starts[low] + 1) }
        return SourcePlace(line: low + 1, column: bytes[starts[low]..<end].count { $0 & 0xC0 != 0x80 } + 1)
    }
}
