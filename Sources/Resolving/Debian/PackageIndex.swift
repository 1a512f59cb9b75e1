import Archives
import BuildModel

/// A compact index of a suite's packages, as `PackageIndexBuilder` makes it: found by halving, so that a lookup reads a few
/// lines of it.
struct PackageIndex: Sendable {
    /// What a key stands for.
    enum Kind: String {
        /// A package of that name.
        case package = "P"
        /// A package that provides the name.
        case virtual = "V"
    }

    /// Changes with the form.
    static let mark = "fclayer-debian-index 1 "

    /// The folder of the mirror that file names belong to.
    let root: String
    private let bytes: [UInt8]
    private let keys: Range<Int>

    /// `nil` for bytes that are no index.
    init?(_ bytes: [UInt8], root: String) {
        guard bytes.starts(with: Self.mark.utf8), let end = bytes.firstIndex(of: 0x0A),
            let length = Int(String(decoding: bytes[Self.mark.utf8.count..<end], as: UTF8.self)), length >= 0,
            length <= bytes.count - end - 1
        else { return nil }
        self.bytes = bytes
        self.root = root
        keys = end + 1..<end + 1 + length
    }

    /// The packages of a name, or those that provide it.
    func packages(_ name: String, _ kind: Kind) -> [DebianPackage] {
        let wanted = Array("\(name) \(kind.rawValue) ".utf8)
        // The first line that is not before the wanted one.
        var (low, high) = (keys.lowerBound, keys.upperBound)
        while low < high {
            let middle = lineStart((low + high) / 2)
            if bytes[middle..<lineEnd(middle)].lexicographicallyPrecedes(wanted) {
                low = lineEnd(middle) + 1
            } else {
                high = middle
            }
        }
        var found: [DebianPackage] = []
        while low < keys.upperBound {
            let line = bytes[low..<lineEnd(low)]
            guard line.starts(with: wanted) else { break }
            if let package = record(line) { found.append(package) }
            low = line.endIndex + 1
        }
        return found
    }

    /// All names, for saying which one was meant.
    var names: [String] {
        bytes[keys].split(separator: 0x0A).map { String(decoding: $0.prefix { $0 != 0x20 }, as: UTF8.self) }
    }

    private func record(_ line: ArraySlice<UInt8>) -> DebianPackage? {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == 4, let offset = Int(words[2]), let length = Int(words[3]), offset >= 0, length >= 0,
            offset + length <= bytes.count - keys.upperBound
        else { return nil }
        let start = keys.upperBound + offset
        let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
        return ControlParagraph(text).flatMap { DebianPackage($0, root: root) }
    }

    /// Where the line begins that holds a place.
    private func lineStart(_ place: Int) -> Int {
        var place = place
        while place > keys.lowerBound, bytes[place - 1] != 0x0A { place -= 1 }
        return place
    }

    private func lineEnd(_ place: Int) -> Int {
        var place = place
        while place < keys.upperBound, bytes[place] != 0x0A { place += 1 }
        return place
    }
}
