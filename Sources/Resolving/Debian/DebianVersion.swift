/// A version of a Debian package, compared as dpkg does (deb-version(7)): epoch, then upstream version, then revision.
struct DebianVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    let description: String
    private let epoch: Int
    private let upstream: [UInt8]
    private let revision: [UInt8]

    /// Reads a version; what is no number before the colon counts as epoch 0.
    init(_ text: String) {
        description = text
        var rest = Array(text.utf8)[...]
        var epoch = 0
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            epoch = Int(String(decoding: rest[..<colon], as: UTF8.self)) ?? 0
            rest = rest[(colon + 1)...]
        }
        self.epoch = epoch
        if let dash = rest.lastIndex(of: UInt8(ascii: "-")) {
            upstream = Array(rest[..<dash])
            revision = Array(rest[(dash + 1)...])
        } else {
            upstream = Array(rest)
            revision = []
        }
    }

    static func < (left: DebianVersion, right: DebianVersion) -> Bool { left.order(to: right) < 0 }

    /// Equal in rank, which several texts can be: `1.0` and `1.0-0`.
    static func == (left: DebianVersion, right: DebianVersion) -> Bool { left.order(to: right) == 0 }

    func hash(into hasher: inout Hasher) { hasher.combine(epoch) }

    /// Negative, zero or positive.
    private func order(to other: DebianVersion) -> Int {
        if epoch != other.epoch { return epoch < other.epoch ? -1 : 1 }
        let order = Self.order(upstream, other.upstream)
        return order != 0 ? order : Self.order(revision, other.revision)
    }

    /// Turns of a part without digits, letter by letter, and a number; leading zeros do not count.
    private static func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var (i, j) = (0, 0)
        while i < left.count || j < right.count {
            while (i < left.count && !isDigit(left[i])) || (j < right.count && !isDigit(right[j])) {
                let one = i < left.count ? rank(left[i]) : 0
                let other = j < right.count ? rank(right[j]) : 0
                if one != other { return one - other }
                i += 1
                j += 1
            }
            while i < left.count, left[i] == UInt8(ascii: "0") { i += 1 }
            while j < right.count, right[j] == UInt8(ascii: "0") { j += 1 }
            var first = 0
            while i < left.count, j < right.count, isDigit(left[i]), isDigit(right[j]) {
                if first == 0 { first = Int(left[i]) - Int(right[j]) }
                i += 1
                j += 1
            }
            if i < left.count, isDigit(left[i]) { return 1 }
            if j < right.count, isDigit(right[j]) { return -1 }
            if first != 0 { return first }
        }
        return 0
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// `~` before the end, the end (and a digit) before letters, letters before everything else.
    private static func rank(_ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "~"): -1
        case 0x30...0x39: 0
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte)
        default: Int(byte) + 256
        }
    }
}
