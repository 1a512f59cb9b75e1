/// A shared library of a few hundred bytes without section headers that exports `f` in two versions, `f@V1` and `f@@V2`, each
/// number where a test can damage it.
struct SmallLibrary {
    var definitionsCount: UInt64 = 3
    /// How far each definition is from the next.
    var definitionLink: UInt64 = 28
    var symbolsAddress: UInt64?
    var nameOffset: UInt64 = 1

    var bytes: [UInt8] {
        let strings = Array("\0f\0libsmall.so\0V1\0V2\0".utf8)
        let dynamic = 64 + 2 * 56
        let symbols = dynamic + 9 * 16
        let strings0 = symbols + 3 * 24
        let versions = strings0 + strings.count
        let definitions = versions + 6
        let total = definitions + 3 * 28

        var file: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        file += number(3, 2) + number(62, 2) + number(1, 4) + number(0, 8) + number(64, 8) + number(0, 8)
        file += number(0, 4) + number(64, 2) + number(56, 2) + number(2, 2) + number(0, 6)
        file += segment(type: 1, offset: 0, size: total) + segment(type: 2, offset: dynamic, size: 9 * 16)
        for (tag, value) in [
            (5, UInt64(strings0)), (10, UInt64(strings.count)), (6, symbolsAddress ?? UInt64(symbols)), (11, 24),
            (14, 3),
            (0x6FFF_FFF0, UInt64(versions)), (0x6FFF_FFFC, UInt64(definitions)), (0x6FFF_FFFD, definitionsCount),
            (0, 0),
        ] as [(UInt64, UInt64)] {
            file += number(tag, 8) + number(value, 8)
        }
        file += [UInt8](repeating: 0, count: 24)
        for _ in 0..<2 { file += number(nameOffset, 4) + [0x12, 0] + number(1, 2) + number(0x100, 8) + number(7, 8) }
        file += strings
        file += number(0, 2) + number(0x8002, 2) + number(3, 2)
        for (index, name) in [(1, 3), (2, 15), (3, 18)] as [(UInt64, UInt64)] {
            file += number(1, 2) + number(index == 1 ? 1 : 0, 2) + number(index, 2) + number(1, 2) + number(0, 4)
            file += number(20, 4) + number(index == 3 ? 0 : definitionLink, 4) + number(name, 4) + number(0, 4)
        }
        return file
    }

    private func segment(type: UInt64, offset: Int, size: Int) -> [UInt8] {
        let place = number(UInt64(offset), 8)
        let extent = number(UInt64(size), 8)
        return number(type, 4) + number(4, 4) + place + place + place + extent + extent + number(8, 8)
    }

    private func number(_ value: UInt64, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) : 0 }
    }
}
