/// A shared library of a few hundred bytes without section headers: one needed library and one needed version, each
/// number where a test can damage it.
struct SmallELF {
    var versionCount: UInt64 = 1
    var auxiliaryCount: UInt64 = 1
    var auxiliaryNext: UInt64 = 0
    var stringEnd: UInt8 = 0
    var is64 = true
    var isBigEndian = false
    var machine: UInt64 = 62

    private var word: Int { is64 ? 8 : 4 }

    var bytes: [UInt8] {
        let strings = Array("\0libc.so.6\0GLIBC_2.28".utf8) + [stringEnd]
        let headerSize = is64 ? 64 : 52
        let segmentSize = is64 ? 56 : 32
        let dynamicOffset = headerSize + 2 * segmentSize
        let dynamicSize = 6 * 2 * word
        let needsOffset = dynamicOffset + dynamicSize
        let stringsOffset = needsOffset + 32
        let total = stringsOffset + strings.count

        var file: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, is64 ? 2 : 1, isBigEndian ? 2 : 1, 1]
        file += [UInt8](repeating: 0, count: 9)
        file += number(3, 2) + number(machine, 2) + number(1, 4)
        file += number(0, word) + number(UInt64(headerSize), word) + number(0, word)
        file += number(0, 4) + number(UInt64(headerSize), 2) + number(UInt64(segmentSize), 2) + number(2, 2)
        file += number(0, 2) + number(0, 2) + number(0, 2)
        file += segment(type: 1, offset: 0, size: total)
        file += segment(type: 2, offset: dynamicOffset, size: dynamicSize)
        for (tag, value) in [
            (1, 1), (5, UInt64(stringsOffset)), (10, UInt64(strings.count)), (0x6FFF_FFFE, UInt64(needsOffset)),
            (0x6FFF_FFFF, versionCount), (0, 0),
        ] as [(UInt64, UInt64)] {
            file += number(tag, word) + number(value, word)
        }
        file += number(1, 2) + number(auxiliaryCount, 2) + number(1, 4) + number(16, 4) + number(0, 4)
        file += number(0, 4) + number(0, 2) + number(2, 2) + number(11, 4) + number(auxiliaryNext, 4)
        return file + strings
    }

    private func segment(type: UInt64, offset: Int, size: Int) -> [UInt8] {
        let place = number(UInt64(offset), word)
        let extent = number(UInt64(size), word)
        let flags = number(4, 4)
        let front = number(type, 4) + (is64 ? flags : []) + place + place + place + extent + extent
        return front + (is64 ? [] : flags) + number(8, word)
    }

    private func number(_ value: UInt64, _ width: Int) -> [UInt8] {
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
        return isBigEndian ? bytes.reversed() : bytes
    }
}
