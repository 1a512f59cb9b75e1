/// A program as it lies in memory before anything of it runs, as far as Swift's records need it: numbers and names by address,
/// every access checked.
struct SwiftImage {
    private let bytes: UnsafeRawBufferPointer
    private let segments: ELFSegments
    private let sections: [String: ELFHeader.Section]
    private let relocations: SwiftRelocations

    /// `nil` for files that are not for x86-64 or have no section headers: those name the records.
    init?(_ bytes: UnsafeRawBufferPointer) throws(ELFError) {
        let source = ELFSource(size: UInt64(bytes.count)) { offset, count in Array(bytes[offset..<offset + count]) }
        let header = try ELFHeader(source)
        guard header.machine == .x86_64, header.is64, !header.isBigEndian else { return nil }
        let segments = try ELFSegments(source, header)
        let sections = Self.named(header, source)
        guard sections["swift5_protocol_conformances"] != nil || sections["swift5_type_metadata"] != nil else {
            return nil
        }
        self.bytes = bytes
        self.segments = segments
        self.sections = sections
        relocations = try SwiftRelocations(source, header, segments)
    }

    private static func named(_ header: ELFHeader, _ source: ELFSource) -> [String: ELFHeader.Section] {
        var sections: [String: ELFHeader.Section] = [:]
        for (section, name) in zip(header.sections, header.sectionNames(source))
        where section.type == 1 && !name.isEmpty {
            sections[name] = sections[name] ?? section
        }
        return sections
    }

    // MARK: By address

    /// Four bytes as they stand in the file.
    func number(at address: UInt64) throws(ELFError) -> UInt32 {
        guard let place = segments.place(ofAddress: address), place.available >= 4,
            let start = Int(exactly: place.offset), start <= bytes.count - 4
        else { throw .malformed(.swiftMetadata) }
        return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    }

    /// One byte.
    func byte(at address: UInt64) throws(ELFError) -> UInt8 {
        guard let place = segments.place(ofAddress: address), place.available >= 1,
            let start = Int(exactly: place.offset), start < bytes.count
        else { throw .malformed(.swiftMetadata) }
        return bytes[start]
    }

    /// The address that the 32 bits at an address are the distance to; `nil` for none.
    func target(of address: UInt64, mask: UInt32 = .max) throws(ELFError) -> UInt64? {
        let distance = try number(at: address) & mask
        guard distance != 0 else { return nil }
        return address &+ UInt64(bitPattern: Int64(Int32(bitPattern: distance)))
    }

    /// The text at an address.
    func text(at address: UInt64, longest: Int = 1024) throws(ELFError) -> String {
        guard let place = segments.place(ofAddress: address), let start = Int(exactly: place.offset),
            start < bytes.count
        else { throw .malformed(.swiftMetadata) }
        let available = min(bytes.count - start, longest, Int(clamping: place.available))
        let window = bytes[start..<start + available]
        guard let end = window.firstIndex(of: 0) else { throw .malformed(.swiftMetadata) }
        return String(decoding: window[..<end], as: UTF8.self)
    }

    /// What the pointer at an address will hold once the program is loaded.
    func pointer(at address: UInt64) throws(ELFError) -> Pointer {
        if let relocated = relocations.pointers[address] { return relocated }
        guard let place = segments.place(ofAddress: address), place.available >= 8,
            let start = Int(exactly: place.offset), start <= bytes.count - 8
        else { throw .malformed(.swiftMetadata) }
        // Nothing is filled in here: programs for a fixed address hold the address itself, packed relocations too.
        let value = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        return segments.place(ofAddress: value) == nil ? .unknown : .address(value)
    }

    /// What a pointer leads to.
    enum Pointer: Hashable {
        /// A place in this file.
        case address(UInt64)
        /// Something of another file, by the name of its symbol.
        case symbol(String)
        case unknown
    }

    // MARK: Sections

    /// Addresses of the 32-bit records of a section; none where there is no such section.
    func records(_ name: String) throws(ELFError) -> [UInt64] {
        guard let section = sections[name], section.size >= 4 else { return [] }
        guard section.size / 4 <= UInt64(SwiftProgram.mostRecords) else { throw .tooLarge(.swiftMetadata) }
        guard let place = segments.place(ofAddress: section.address), section.size <= place.available else {
            throw .truncated(.swiftMetadata)
        }
        return (0..<section.size / 4).map { section.address &+ 4 * $0 }
    }

    /// Lines of `.comment`.
    var compilers: [String] {
        guard let section = sections[".comment"], section.size <= 1 << 16, let start = Int(exactly: section.offset),
            let count = Int(exactly: section.size), start <= bytes.count, count <= bytes.count - start
        else { return [] }
        return bytes[start..<start + count].split(separator: 0).prefix(64).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The size of ICU's data, up to its last item: a header (`icu4c/source/common/unicode/udata.h`: size, magic 0xDA27, format
    /// `CmnD`) and a list of items with their distances.
    var unicodeDataSize: Int? {
        guard bytes.count >= 64 else { return nil }
        for start in stride(from: 0, through: bytes.count - 32, by: 8)
        where bytes[start + 2] == 0xDA && bytes[start + 3] == 0x27 && bytes[start + 12] == 0x43
            && bytes[start + 13] == 0x6D
            && bytes[start + 14] == 0x6E && bytes[start + 15] == 0x44
        {
            func number(_ offset: Int) -> Int? {
                guard offset <= bytes.count - 4 else { return nil }
                return Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            }
            let list = start + Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt16.self)))
            guard let count = number(list), count > 0, count < 1 << 20,
                let last = number(list + 4 + (count - 1) * 8 + 4),
                last <= bytes.count - list
            else { continue }
            return list - start + last
        }
        return nil
    }
}
