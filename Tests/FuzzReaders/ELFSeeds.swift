/// Small ELF files, each number where a mutation finds it.
enum ELFSeeds {
    static let all = [
        file(is64: true, isBigEndian: false), file(is64: false, isBigEndian: false),
        file(is64: true, isBigEndian: true),
        file(is64: true, isBigEndian: false, versions: 40), library,
    ]

    /// A library that exports a function in two versions, without section headers.
    private static var library: Seed {
        let strings = Array("\0f\0libsmall.so\0V1\0V2\0".utf8)
        let dynamic = 64 + 2 * 56
        let symbols = dynamic + 9 * 16
        let names = symbols + 3 * 24
        let versions = names + strings.count
        let definitions = versions + 6
        let total = definitions + 3 * 28
        var seed = Seed()
        func put(_ values: [(Int, Int)]) {
            for (value, width) in values { seed.number(value, width, bigEndian: false) }
        }
        seed.append([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1])
        seed.pad(to: 16)
        put([
            (3, 2), (62, 2), (1, 4), (0, 8), (64, 8), (0, 8), (0, 4), (64, 2), (56, 2), (2, 2), (0, 2), (0, 2), (0, 2),
        ])
        for (type, offset, size) in [(1, 0, total), (2, dynamic, 9 * 16)] {
            put([(type, 4), (4, 4), (offset, 8), (offset, 8), (offset, 8), (size, 8), (size, 8), (8, 8)])
        }
        for (tag, value) in [
            (5, names), (10, strings.count), (6, symbols), (11, 24), (14, 3), (0x6FFF_FFF0, versions),
            (0x6FFF_FFFC, definitions), (0x6FFF_FFFD, 3), (0, 0),
        ] {
            put([(tag, 8), (value, 8)])
        }
        seed.pad(to: symbols + 24)
        for _ in 0..<2 { put([(1, 4), (0x12, 1), (0, 1), (1, 2), (0x100, 8), (7, 8)]) }
        seed.append(strings)
        put([(0, 2), (0x8002, 2), (3, 2)])
        for (index, name) in [(1, 3), (2, 15), (3, 18)] {
            put([
                (1, 2), (index == 1 ? 1 : 0, 2), (index, 2), (1, 2), (0, 4), (20, 4), (index == 3 ? 0 : 28, 4),
                (name, 4), (0, 4),
            ])
        }
        return seed
    }

    /// A program with an interpreter, two libraries, a run path, needed versions, a build id and section headers.
    static func file(is64: Bool, isBigEndian: Bool, versions: Int = 2) -> Seed {
        let word = is64 ? 8 : 4
        let headerSize = is64 ? 64 : 52
        let segmentSize = is64 ? 56 : 32
        let strings = Array("\0libc.so.6\0GLIBC_2.28\0libm.so.6\0$ORIGIN/../lib\0libself.so.1\0GLIBC_2.34\0".utf8)
        let interpreter = Array("/lib64/ld-linux-x86-64.so.2\0".utf8)
        let interpreterOffset = headerSize + 4 * segmentSize
        let dynamicOffset = interpreterOffset + 32
        let dynamicSize = 11 * 2 * word
        let needsOffset = dynamicOffset + dynamicSize
        let needsSize = 16 + 16 * versions
        let noteOffset = needsOffset + needsSize
        let noteSize = 12 + 4 + 8
        let stringsOffset = noteOffset + noteSize
        let total = stringsOffset + strings.count

        var seed = Seed()
        func put(_ value: Int, _ width: Int, _ seed: inout Seed) { seed.number(value, width, bigEndian: isBigEndian) }
        func segment(_ type: Int, _ offset: Int, _ size: Int) {
            put(type, 4, &seed)
            if is64 { put(5, 4, &seed) }
            for value in [offset, offset, offset, size, size] { put(value, word, &seed) }
            if !is64 { put(5, 4, &seed) }
            put(8, word, &seed)
        }
        seed.append([0x7F, 0x45, 0x4C, 0x46, is64 ? 2 : 1, isBigEndian ? 2 : 1, 1])
        seed.pad(to: 16)
        for (value, width) in [
            (3, 2), (is64 ? 62 : 3, 2), (1, 4), (0x1000, word), (headerSize, word), (total, word), (0, 4),
            (headerSize, 2), (segmentSize, 2), (4, 2), (is64 ? 64 : 40, 2), (2, 2), (1, 2),
        ] {
            put(value, width, &seed)
        }
        segment(1, 0, total)
        segment(3, interpreterOffset, interpreter.count)
        segment(2, dynamicOffset, dynamicSize)
        segment(4, noteOffset, noteSize)
        seed.append(interpreter)
        seed.pad(to: dynamicOffset)
        for (tag, value) in [
            (1, 1), (1, 22), (14, 48), (15, 32), (29, 32), (5, stringsOffset), (10, strings.count),
            (0x6FFF_FFFE, needsOffset), (0x6FFF_FFFF, 1), (6, 0), (0, 0),
        ] {
            put(tag, word, &seed)
            put(value, word, &seed)
        }
        for (value, width) in [(1, 2), (versions, 2), (1, 4), (16, 4), (0, 4)] { put(value, width, &seed) }
        for index in 0..<versions {
            let next = index + 1 == versions ? 0 : 16
            for (value, width) in [(0, 4), (0, 2), (index + 2, 2), (index % 2 == 0 ? 11 : 61, 4), (next, 4)] {
                put(value, width, &seed)
            }
        }
        for value in [4, 8, 3] { put(value, 4, &seed) }
        seed.append("GNU\0")
        seed.append([1, 2, 3, 4, 5, 6, 7, 8])
        seed.append(strings)
        for type in [0, 3] {
            for (value, width) in [
                (1, 4), (type, 4), (0, word), (stringsOffset, word), (stringsOffset, word), (strings.count, word),
                (0, 4),
                (0, 4), (1, word), (0, word),
            ] {
                put(value, width, &seed)
            }
        }
        return seed
    }
}
