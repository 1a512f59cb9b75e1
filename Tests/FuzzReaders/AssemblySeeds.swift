/// A small .NET assembly, each number where a mutation finds it.
enum AssemblySeeds {
    static let all = [file(), file(wideHeaps: true)]

    /// `Ns.Outer` with a method `Run(string) -> int`, and `Ns.Outer+Inner`.
    static func file(wideHeaps: Bool = false) -> Seed {
        let metadata = metadata(wideHeaps: wideHeaps)
        let size = 72 + metadata.bytes.count
        var seed = Seed()
        seed.append("MZ")
        seed.pad(to: 60)
        seed.number(64, 4)
        seed.append([0x50, 0x45, 0, 0])
        seed.number(0x14C, 2)
        seed.number(1, 2)
        seed.pad(to: seed.bytes.count + 12)
        seed.number(224, 2)
        seed.number(0x2102, 2)
        let optional = seed.bytes.count
        seed.number(0x10B, 2)
        seed.pad(to: optional + 92)
        seed.number(16, 4)
        seed.pad(to: optional + 96 + 14 * 8)
        seed.number(0x2000, 4)
        seed.number(72, 4)
        seed.pad(to: optional + 224)
        seed.append(".text\0\0\0")
        for value in [size, 0x2000, size, optional + 224 + 40] { seed.number(value, 4) }
        seed.pad(to: optional + 224 + 40)
        seed.number(72, 4)
        seed.number(2, 2)
        seed.number(5, 2)
        seed.number(0x2048, 4)
        seed.number(metadata.bytes.count, 4)
        seed.number(1, 4)
        seed.pad(to: optional + 224 + 40 + 72)
        seed.append(metadata)
        return seed
    }

    private static func metadata(wideHeaps: Bool) -> Seed {
        let width = wideHeaps ? 4 : 2
        var strings: [UInt8] = [0]
        func name(_ text: String) -> (Int, Int) {
            defer { strings += Array(text.utf8) + [0] }
            return (strings.count, width)
        }
        var blobs = Seed()
        blobs.append([0])
        func blob(_ bytes: [UInt8]) -> (Int, Int) {
            let place = blobs.bytes.count
            blobs.number(bytes.count, 1)
            for byte in bytes { blobs.number(Int(byte), 1) }
            return (place, width)
        }
        let none = (0, width)
        let namespace = name("Ns")
        let task = blob([0x15, 0x12, 0x05, 1, 0x1D, 0x0E])
        let signature = blob([0x20, 2, 0x08, 0x0E, 0x15, 0x12, 0x05, 1, 0x1C])
        let tables: [(Int, [[(Int, Int)]])] = [
            (0x00, [[(0, 2), name("Demo.dll"), none, none, none]]),
            (0x01, [[(6, 2), name("Object"), name("System")]]),
            (
                0x02,
                [
                    [(0, 4), name("<Module>"), none, (0, 2), (1, 2), (1, 2)],
                    [(1, 4), name("Outer"), namespace, (5, 2), (1, 2), (1, 2)],
                    [(2, 4), name("Inner"), none, (5, 2), (1, 2), (2, 2)],
                ]
            ),
            (0x06, [[(0, 4), (0, 2), (6, 2), name("Run"), signature, (1, 2)]]),
            (0x08, [[(0, 2), (1, 2), name("input")]]),
            (0x09, [[(2, 2), (5, 2)]]),
            (0x1B, [[task]]),
            (
                0x20,
                [[(0x8004, 4), (1, 2), (2, 2), (3, 2), (4, 2), (0, 4), none, name("Demo"), none]]
            ),
            (0x23, [[(4, 2), (0, 2), (0, 2), (0, 2), (0, 4), none, name("System.Runtime"), none, none]]),
            (0x29, [[(3, 2), (2, 2)]]),
        ]
        var rows = Seed()
        rows.append([0, 0, 0, 0, 2, 0])
        rows.number(wideHeaps ? 7 : 0, 1)
        rows.append([1])
        rows.number(tables.reduce(0) { $0 | 1 << $1.0 }, 8)
        rows.append([UInt8](repeating: 0, count: 8))
        for table in tables { rows.number(table.1.count, 4) }
        for cell in tables.flatMap({ $0.1 }).joined() { rows.number(cell.0, cell.1) }

        var text = Seed()
        text.append(strings)
        let streams = [("#~", rows), ("#Strings", text), ("#Blob", blobs)]
        var seed = Seed()
        seed.append("BSJB")
        for (value, width) in [(1, 2), (1, 2), (0, 4), (12, 4)] { seed.number(value, width) }
        seed.append("v4.0.30319\0\0")
        seed.number(0, 2)
        seed.number(streams.count, 2)
        let padded = streams.map { $0.0 + String(repeating: "\0", count: 4 - $0.0.utf8.count % 4) }
        var offset = seed.bytes.count + padded.reduce(0) { $0 + 8 + $1.utf8.count }
        for (stream, name) in zip(streams, padded) {
            seed.number(offset, 4)
            seed.number(stream.1.bytes.count, 4)
            seed.append(name)
            offset += stream.1.bytes.count
        }
        for stream in streams { seed.append(stream.1) }
        return seed
    }
}
