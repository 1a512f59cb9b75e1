/// A shared library of a few hundred bytes without section headers: one needed library and one needed version, each
/// number where a test can damage it.
struct SmallELF {
    var versionCount: UInt64 = 1
    var auxiliaryCount: UInt64 = 1
    var auxiliaryNext: UInt64 = 0
    var stringEnd: UInt8 = 0

    var bytes: [UInt8] {
        let strings = Array("\0libc.so.6\0GLIBC_2.28".utf8) + [stringEnd]
        let dynamicOffset = 64 + 2 * 56
        let dynamicSize = 6 * 16
        let needsOffset = dynamicOffset + dynamicSize
        let stringsOffset = needsOffset + 32
        let total = stringsOffset + strings.count

        var file: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        file += number(3, 2) + number(62, 2) + number(1, 4)
        file += number(0, 8) + number(64, 8) + number(0, 8)
        file += number(0, 4) + number(64, 2) + number(56, 2) + number(2, 2) + number(0, 2) + number(0, 2) + number(0, 2)
        file += segment(type: 1, offset: 0, size: total)
        file += segment(type: 2, offset: dynamicOffset, size: dynamicSize)
        for (tag, value) in [
            (1, 1), (5, UInt64(stringsOffset)), (10, UInt64(strings.count)), (0x6FFF_FFFE, UInt64(needsOffset)),
            (0x6FFF_FFFF, versionCount), (0, 0),
        ] as [(UInt64, UInt64)] {
            file += number(tag, 8) + number(value, 8)
        }
        file += number(1, 2) + number(auxiliaryCount, 2) + number(1, 4) + number(16, 4) + number(0, 4)
        file += number(0, 4) + number(0, 2) + number(2, 2) + number(11, 4) + number(auxiliaryNext, 4)
        return file + strings
    }

    private func segment(type: UInt64, offset: Int, size: Int) -> [UInt8] {
        number(type, 4) + number(4, 4) + number(UInt64(offset), 8) + number(UInt64(offset), 8)
            + number(UInt64(offset), 8) + number(UInt64(size), 8) + number(UInt64(size), 8) + number(8, 8)
    }

    private func number(_ value: UInt64, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
    }
}
