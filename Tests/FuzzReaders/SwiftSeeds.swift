/// Small programs with Swift's records, each number where a mutation finds it.
enum SwiftSeeds {
    static let all = [file(isIndirect: false), file(isIndirect: true)]

    /// `Thumbs.Resize` in an extension in a private context, which conforms to `FunctionComputeRuntime.EventFunction`.
    static func file(isIndirect: Bool) -> Seed {
        let names = "\0.shstrtab\0swift5_protocol_conformances\0swift5_type_metadata\0.comment\0"
        func name(_ text: String) -> Int {
            let bytes = Array(names.utf8)
            let wanted = Array(("\0" + text + "\0").utf8)
            return (0...(bytes.count - wanted.count)).first { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }.map
            { $0 + 1 } ?? 0
        }
        // Everything has its place in advance.
        let conformances = 0x200, types = 0x210, conformance = 0x220, type = 0x240, anonymous = 0x260, module = 0x270
        let protocolPlace = 0x280, library = 0x2A0, slot = 0x2B0, relocations = 0x2C0, dynamic = 0x300, texts = 0x360
        let symbols = 0x3A0, strings = 0x3E0, comment = 0x400, sectionNames = 0x420, sections = 0x480
        var seed = Seed()
        func put(_ value: Int, _ width: Int) { seed.number(value, width) }
        func at(_ offset: Int) { seed.pad(to: offset) }
        func relative(_ target: Int, flag: Int = 0) { put(target - seed.bytes.count + flag, 4) }

        seed.append([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1])
        at(16)
        for (value, width) in [
            (3, 2), (62, 2), (1, 4), (0, 8), (64, 8), (sections, 8), (0, 4), (64, 2), (56, 2), (2, 2), (64, 2), (5, 2),
            (4, 2),
        ] { put(value, width) }
        for (kind, offset, size) in [(1, 0, sections), (2, dynamic, 0x60)] {
            put(kind, 4)
            put(5, 4)
            for value in [offset, offset, offset, size, size, 8] { put(value, 8) }
        }
        at(conformances)
        relative(conformance)
        at(types)
        relative(type)
        at(conformance)
        relative(isIndirect ? slot : protocolPlace, flag: isIndirect ? 1 : 0)
        relative(type)
        put(0, 4)
        put(0, 4)
        at(type)
        put(17, 4)
        relative(anonymous)
        relative(texts)
        at(anonymous)
        put(2, 4)
        relative(module)
        at(module)
        put(0, 4)
        put(0, 4)
        relative(texts + 7)
        at(protocolPlace)
        put(3, 4)
        relative(library)
        relative(texts + 14)
        at(library)
        put(0, 4)
        put(0, 4)
        relative(texts + 28)
        at(slot)
        put(0, 8)
        at(relocations)
        for value in [slot, 8, protocolPlace, slot + 4096, 1 << 32 | 6, 0] { put(value, 8) }
        at(dynamic)
        for (tag, value) in [(7, relocations), (8, 48), (6, symbols), (5, strings), (10, 0x20), (0, 0)] {
            put(tag, 8)
            put(value, 8)
        }
        at(texts)
        seed.append("Resize\0Thumbs\0EventFunction\0FunctionComputeRuntime\0")
        at(symbols + 24)
        put(1, 4)
        at(strings)
        seed.append("\0$s1A05EventA0Mp\0")
        at(comment)
        seed.append("clang swiftlang\0")
        at(sectionNames)
        seed.append(names)
        at(sections)
        at(sections + 64)
        for (text, start, size) in [
            ("swift5_protocol_conformances", conformances, 4), ("swift5_type_metadata", types, 4),
            (".comment", comment, 16),
            (".shstrtab", sectionNames, names.utf8.count),
        ] {
            put(name(text), 4)
            put(1, 4)
            for value in [2, start, start, size, 0, 4, 0] { put(value, 8) }
        }
        return seed
    }
}
