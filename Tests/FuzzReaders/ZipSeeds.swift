/// Small zips, each number where a mutation finds it.
enum ZipSeeds {
    /// A file of a zip.
    struct Entry {
        var name: String
        var bytes: [UInt8]
        var mode = 0o100644
        /// Whether the contents are one deflate block.
        var isDeflated = false
        var hasDescriptor = false
        var hasZip64 = false
    }

    static let all = [
        file(entries, comment: ""), file(entries, comment: "made by a test"),
        file(
            entries.map { entry in
                var entry = entry
                entry.hasDescriptor = true
                return entry
            }),
        file(
            entries.map { entry in
                var entry = entry
                entry.hasZip64 = true
                return entry
            }, isZip64: true),
        file(
            [
                Entry(name: "bootstrap", bytes: Array("#!/bin/bash\nexec true\n".utf8), mode: 0o100755),
                Entry(name: "lib", bytes: [], mode: 0o040755),
                Entry(name: "lib/libx.so", bytes: ELFSeeds.all[0].bytes, mode: 0o100755, isDeflated: true),
                Entry(name: "lib/libx.so.1", bytes: Array("libx.so".utf8), mode: 0o120777),
            ]),
    ]

    private static let entries = [
        Entry(name: "index.py", bytes: Array("from lib.work import run as handler\n".utf8), isDeflated: true),
        Entry(name: "lib/__init__.py", bytes: []),
        Entry(name: "lib/work.py", bytes: Array("def run(event, context):\n    return 1\n".utf8)),
        Entry(name: "link", bytes: Array("lib/work.py".utf8), mode: 0o120777),
        Entry(name: "caf\u{E9}/", bytes: [], mode: 0o040755),
        Entry(name: "bootstrap", bytes: Array("#!/bin/sh\nexec true\n".utf8), mode: 0o100755),
        Entry(name: "x-1.0.dist-info/RECORD", bytes: Array("lib/work.py,,\n".utf8), isDeflated: true),
    ]

    static func file(_ entries: [Entry], comment: String = "", isZip64: Bool = false) -> Seed {
        var body = Seed()
        var directory = Seed()
        for entry in entries {
            let data = entry.isDeflated ? deflated(entry.bytes) : plain(entry.bytes)
            let crc = Int(crc32(entry.bytes))
            let sizes = [crc, data.bytes.count, entry.bytes.count]
            let offset = body.bytes.count
            func common(_ seed: inout Seed, isLocal: Bool) {
                let flags = (entry.hasDescriptor ? 8 : 0) | 0x800
                for value in [20, flags, entry.isDeflated ? 8 : 0, 0, 33] { seed.number(value, 2) }
                for value in sizes {
                    seed.number(
                        isLocal && entry.hasDescriptor ? 0 : entry.hasZip64 && value != crc ? 0xFFFF_FFFF : value, 4)
                }
                seed.number(entry.name.utf8.count, 2)
                seed.number(entry.hasZip64 ? (isLocal ? 20 : 28) : 0, 2)
            }
            func extra(_ seed: inout Seed, isLocal: Bool) {
                guard entry.hasZip64 else { return }
                seed.number(1, 2)
                seed.number(isLocal ? 16 : 24, 2)
                seed.number(entry.bytes.count, 8)
                seed.number(data.bytes.count, 8)
                if !isLocal { seed.number(offset, 8) }
            }
            body.number(0x0403_4B50, 4)
            common(&body, isLocal: true)
            body.append(entry.name)
            extra(&body, isLocal: true)
            body.append(data)
            if entry.hasDescriptor {
                body.number(0x0807_4B50, 4)
                for value in sizes { body.number(value, 4) }
            }
            directory.number(0x0201_4B50, 4)
            directory.number(0x031E, 2)
            common(&directory, isLocal: false)
            for (value, width) in [
                (0, 2), (0, 2), (0, 2), (entry.mode << 16, 4), (entry.hasZip64 ? 0xFFFF_FFFF : offset, 4),
            ] {
                directory.number(value, width)
            }
            directory.append(entry.name)
            extra(&directory, isLocal: false)
        }
        let start = body.bytes.count
        let size = directory.bytes.count
        body.append(directory)
        if isZip64 {
            let end = body.bytes.count
            for (value, width) in [
                (0x0606_4B50, 4), (44, 8), (0x032D, 2), (45, 2), (0, 4), (0, 4), (entries.count, 8), (entries.count, 8),
                (size, 8), (start, 8), (0x0706_4B50, 4), (0, 4), (end, 8), (1, 4),
            ] {
                body.number(value, width)
            }
        }
        for (value, width) in [
            (0x0605_4B50, 4), (0, 2), (0, 2), (isZip64 ? 0xFFFF : entries.count, 2),
            (isZip64 ? 0xFFFF : entries.count, 2), (isZip64 ? 0xFFFF_FFFF : size, 4),
            (isZip64 ? 0xFFFF_FFFF : start, 4), (comment.utf8.count, 2),
        ] {
            body.number(value, width)
        }
        body.append(comment)
        return body
    }

    private static func plain(_ bytes: [UInt8]) -> Seed {
        var seed = Seed()
        seed.append(bytes)
        return seed
    }

    /// One stored block, whose lengths a mutation finds.
    private static func deflated(_ bytes: [UInt8]) -> Seed {
        var seed = Seed()
        seed.number(1, 1)
        seed.number(bytes.count, 2)
        seed.number(~bytes.count & 0xFFFF, 2)
        seed.append(bytes)
        return seed
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}
