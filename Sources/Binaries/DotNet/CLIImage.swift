/// The Windows file around an assembly (ECMA-335 II.25): headers and sections, as far as they lead to the metadata.
struct CLIImage {
    /// The processor number of the file header; 0x14C stands for any, or for 32-bit x86.
    let machine: Int
    /// Flags of the CLI header: 1 is code for any processor, 2 is 32-bit only.
    let flags: Int
    let metadata: CLIBytes

    init(_ file: CLIBytes) throws(CLIError) {
        guard file.count >= 2, try file.number(at: 0, 2) == 0x5A4D else { throw .notPE }
        let start = try file.number(at: 0x3C, 4)
        guard try file.number(at: start, 4) == 0x0000_4550 else { throw .malformed(.peHeaders) }
        machine = try file.number(at: start + 4, 2)
        let sectionCount = try file.number(at: start + 6, 2)
        let optionalSize = try file.number(at: start + 20, 2)
        let optional = try file.piece(at: start + 24, count: optionalSize, .peHeaders)
        guard optionalSize >= 2 else { throw .notManaged }
        let directories: Int
        switch try optional.number(at: 0, 2) {
        case 0x10B: directories = 96
        case 0x20B: directories = 112
        default: throw .malformed(.peHeaders)
        }
        // Linkers may leave trailing directories away; the fifteenth is the CLI header's.
        let entry = directories + 14 * 8
        guard try optional.number(at: directories - 4, 4) > 14, entry + 8 <= optionalSize else { throw .notManaged }
        let address = try optional.number(at: entry, 4)
        guard address != 0 else { throw .notManaged }

        let sections = try file.piece(at: start + 24 + optionalSize, count: sectionCount * 40, .peHeaders)
        let header = try Self.piece(of: file, sections, at: address, count: 72, .cliHeader)
        flags = try header.number(at: 16, 4)
        metadata = try Self.piece(
            of: file, sections, at: try header.number(at: 8, 4), count: try header.number(at: 12, 4), .metadataRoot)
        // .NET refuses a file that ends before one of its sections does.
        for section in stride(from: 0, to: sections.count, by: 40) {
            let size = try sections.number(at: section + 16, 4)
            let place = try sections.number(at: section + 20, 4)
            guard size == 0 || place + size <= file.count else { throw .truncated(.sections) }
        }
    }

    /// The bytes at an address of the loaded image.
    private static func piece(
        of file: CLIBytes, _ sections: CLIBytes, at address: Int, count: Int, _ part: CLIError.Part
    ) throws(CLIError) -> CLIBytes {
        for section in stride(from: 0, to: sections.count, by: 40) {
            let start = try sections.number(at: section + 12, 4)
            let size = try sections.number(at: section + 16, 4)
            guard address >= start, address - start < size else { continue }
            guard count <= size - (address - start) else { throw .truncated(part) }
            return try file.piece(at: try sections.number(at: section + 20, 4) + address - start, count: count, part)
        }
        throw .truncated(part)
    }
}
