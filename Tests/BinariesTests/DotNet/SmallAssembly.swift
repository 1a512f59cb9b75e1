/// A .NET assembly of a few hundred bytes made by hand: `Ns.Outer` with a method, and `Ns.Outer+Inner`. Each part lies
/// where a test can damage it.
struct SmallAssembly {
    var version = [1, 2, 3, 4]
    /// Pairs of a nested and its enclosing type.
    var nested = [(3, 2)]
    /// Scope of the only type reference: the first assembly reference.
    var scope = 1 << 2 | 2
    /// What `Ns.Outer` derives from: the first type reference.
    var extends = 1 << 2 | 1
    /// Takes a string, gives an int, has an object.
    var signature: [UInt8] = [0x20, 1, 0x08, 0x0E]
    var typeSpecifications: [[UInt8]] = []
    var methodListOfInner = 2
    /// Rows that the header claims in the table of methods.
    var claimedMethods: Int?
    var cliHeaderAddress = 0x2000
    var metadataSize: Int?

    var bytes: [UInt8] {
        let metadata = self.metadata
        let header = number(72, 4) + number(2, 2) + number(5, 2) + number(0x2048, 4)
        let content = header + number(metadataSize ?? metadata.count, 4) + number(1, 4)
        let section = content + [UInt8](repeating: 0, count: 72 - content.count) + metadata

        var file: [UInt8] = [0x4D, 0x5A] + [UInt8](repeating: 0, count: 58) + number(64, 4)
        file += [0x50, 0x45, 0, 0] + number(0x14C, 2) + number(1, 2) + [UInt8](repeating: 0, count: 12)
        file += number(224, 2) + number(0x2102, 2)
        var optional = number(0x10B, 2) + [UInt8](repeating: 0, count: 90) + number(16, 4)
        optional += [UInt8](repeating: 0, count: 14 * 8) + number(cliHeaderAddress, 4) + number(72, 4)
        file += optional + [UInt8](repeating: 0, count: 224 - optional.count)
        file += Array(".text\0\0\0".utf8) + number(section.count, 4) + number(0x2000, 4) + number(section.count, 4)
        file += number(64 + 24 + 224 + 40, 4) + [UInt8](repeating: 0, count: 16)
        return file + section
    }

    private var metadata: [UInt8] {
        var strings: [UInt8] = [0]
        func name(_ text: String) -> [UInt8] {
            defer { strings += Array(text.utf8) + [0] }
            return number(strings.count, 2)
        }
        var blobs: [UInt8] = [0]
        func blob(_ bytes: [UInt8]) -> [UInt8] {
            let length = bytes.count < 128 ? [] : [UInt8(0x80 | bytes.count >> 8)]
            defer { blobs += length + [UInt8(bytes.count & 0xFF)] + bytes }
            return number(blobs.count, 2)
        }
        let none = number(0, 2)
        let namespace = name("Ns")
        var rows: [(table: Int, rows: [[UInt8]])] = []
        rows.append((0x00, [none + name("Demo.dll") + none + none + none]))
        rows.append((0x01, [number(scope, 2) + name("Object") + name("System")]))
        rows.append(
            (
                0x02,
                [
                    number(0, 4) + name("<Module>") + none + none + number(1, 2) + number(1, 2),
                    number(1, 4) + name("Outer") + namespace + number(extends, 2) + number(1, 2) + number(1, 2),
                    number(2, 4) + name("Inner") + none + number(1 << 2 | 1, 2) + number(1, 2)
                        + number(methodListOfInner, 2),
                ]
            ))
        rows.append((0x06, [number(0, 4) + none + number(6, 2) + name("Run") + blob(signature) + number(1, 2)]))
        if !typeSpecifications.isEmpty { rows.append((0x1B, typeSpecifications.map(blob))) }
        let numbers = version.flatMap { number($0, 2) }
        rows.append((0x20, [number(0x8004, 4) + numbers + number(0, 4) + none + name("Demo") + none]))
        rows.append((0x23, [numbers + number(0, 4) + none + name("System.Runtime") + none + none]))
        rows.append((0x29, nested.map { number($0.0, 2) + number($0.1, 2) }))

        let present = rows.reduce(UInt64(0)) { $0 | 1 << UInt64($1.table) }
        var tables = number(0, 4) + [2, 0, 0, 1] + number(Int(present), 8) + number(0, 8)
        for (table, content) in rows {
            tables += number(table == 6 ? claimedMethods ?? content.count : content.count, 4)
        }
        for (_, content) in rows { tables += content.flatMap { $0 } }

        let streams = [("#~", tables), ("#Strings", strings), ("#Blob", blobs)]
        var head = number(0x424A_5342, 4) + number(1, 2) + number(1, 2) + number(0, 4) + number(12, 4)
        head += Array("v4.0.30319\0\0".utf8) + number(0, 2) + number(streams.count, 2)
        let padded = streams.map { stream in
            Array(stream.0.utf8) + [UInt8](repeating: 0, count: 4 - stream.0.utf8.count % 4)
        }
        var offset = head.count + padded.reduce(0) { $0 + 8 + $1.count }
        for (stream, name) in zip(streams, padded) {
            head += number(offset, 4) + number(stream.1.count, 4) + name
            offset += stream.1.count
        }
        return head + streams.flatMap { $0.1 }
    }

    private func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
