/// A program made by hand with Swift's records: `Thumbs.Resize`, private to its file, conforms to
/// `FunctionComputeRuntime.EventFunction`.
struct SmallSwiftProgram {
    private(set) var bytes: [UInt8] = []

    /// Places of what tests damage.
    enum Place {
        static let conformances = 0x200, types = 0x210, conformance = 0x220, type = 0x240, anonymous = 0x260
        static let module = 0x270, protocolDescriptor = 0x280, library = 0x2A0, slot = 0x2B0, relocations = 0x2C0
        static let dynamic = 0x300, texts = 0x360, comment = 0x400, names = 0x420, sections = 0x480
    }

    private static let sectionNames = "\0.shstrtab\0swift5_protocol_conformances\0swift5_type_metadata\0.comment\0"

    init() {
        bytes = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: Place.sections + 5 * 64 - 7)
        var place = 16
        for (value, width) in [
            (3, 2), (62, 2), (1, 4), (0, 8), (64, 8), (Place.sections, 8), (0, 4), (64, 2), (56, 2), (2, 2), (64, 2),
            (5, 2),
            (4, 2),
        ] {
            put(value, width, at: place)
            place += width
        }
        for (index, (kind, offset, size)) in [(1, 0, Place.sections), (2, Place.dynamic, 0x60)].enumerated() {
            put(kind, 4, at: 64 + index * 56)
            for (field, value) in [offset, offset, offset, size, size, 8].enumerated() {
                put(value, 8, at: 72 + index * 56 + field * 8)
            }
        }
        point(Place.conformances, to: Place.conformance)
        point(Place.types, to: Place.type)
        // The lowest bit says that the way leads through a pointer.
        point(Place.conformance, to: Place.slot + 1)
        point(Place.conformance + 4, to: Place.type)
        put(17, 4, at: Place.type)
        point(Place.type + 4, to: Place.anonymous)
        point(Place.type + 8, to: Place.texts)
        put(2, 4, at: Place.anonymous)
        point(Place.anonymous + 4, to: Place.module)
        point(Place.module + 8, to: Place.texts + 7)
        put(3, 4, at: Place.protocolDescriptor)
        point(Place.protocolDescriptor + 4, to: Place.library)
        point(Place.protocolDescriptor + 8, to: Place.texts + 14)
        point(Place.library + 8, to: Place.texts + 28)
        for (index, value) in [Place.slot, 8, Place.protocolDescriptor].enumerated() {
            put(value, 8, at: Place.relocations + index * 8)
        }
        for (index, (tag, value)) in [(7, Place.relocations), (8, 24), (0, 0)].enumerated() {
            put(tag, 8, at: Place.dynamic + index * 16)
            put(value, 8, at: Place.dynamic + index * 16 + 8)
        }
        write("Resize\0Thumbs\0EventFunction\0FunctionComputeRuntime\0", at: Place.texts)
        write("clang swiftlang\0", at: Place.comment)
        write(Self.sectionNames, at: Place.names)
        let sections = [
            (11, Place.conformances, 4), (40, Place.types, 4), (61, Place.comment, 16), (1, Place.names, 70),
        ]
        for (index, (name, start, size)) in sections.enumerated() {
            let header = Place.sections + (index + 1) * 64
            put(name, 4, at: header)
            put(1, 4, at: header + 4)
            for (field, value) in [2, start, start, size].enumerated() { put(value, 8, at: header + 8 + field * 8) }
        }
    }

    mutating func put(_ value: Int, _ width: Int, at place: Int) {
        for index in 0..<width { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }

    /// The distance of 32 bits from a place to another.
    mutating func point(_ place: Int, to target: Int) { put(target - place, 4, at: place) }

    mutating func write(_ text: String, at place: Int) {
        for (index, byte) in text.utf8.enumerated() { bytes[place + index] = byte }
    }

    /// The header of a section, by its number from 1.
    static func header(_ section: Int) -> Int { Place.sections + section * 64 }
}
