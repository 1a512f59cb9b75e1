/// Why a file could not be read as ELF.
public enum ELFError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A part that the format can have. Names in messages.
    public enum Part: String, Hashable, Sendable, Codable {
        /// The first 52 or 64 bytes.
        case header = "file header"
        /// The table of segments.
        case programHeaders = "program headers"
        /// What is loaded into memory.
        case segments
        /// The table of sections.
        case sectionHeaders = "section headers"
        /// The path of the program interpreter.
        case interpreter
        /// The dynamic segment.
        case dynamicSegment = "dynamic segment"
        /// The strings of the dynamic segment.
        case dynamicStrings = "dynamic string table"
        /// The versions that the file needs.
        case versionNeeds = "version needs"
        /// The versions that the file defines.
        case versionDefinitions = "version definitions"
        /// The dynamic symbols and their versions.
        case symbols = "dynamic symbols"
        /// Notes, for example the build id.
        case notes
        /// What the dynamic linker fills in.
        case relocations
        /// What the Swift compiler writes down of types and protocols.
        case swiftMetadata = "Swift records"
    }

    /// The file does not begin with `0x7F ELF`.
    case notELF
    /// The class or the byte order is none that the format knows.
    case unknownFormat
    /// The part lies wholly or partly outside the file.
    case truncated(Part)
    /// The part contradicts itself.
    case malformed(Part)
    /// The part is larger than any real file has it.
    case tooLarge(Part)
    /// The bytes of the part could not be had from the caller's reader.
    case unreadable(Part)

    /// The part that is wrong, if one is.
    public var part: Part? {
        switch self {
        case .notELF, .unknownFormat: nil
        case .truncated(let part), .malformed(let part), .tooLarge(let part), .unreadable(let part): part
        }
    }

    /// What is wrong, as the end of a sentence that names the file.
    public var description: String {
        switch self {
        case .notELF: "is not an ELF file"
        case .unknownFormat: "is an ELF file of an unknown class or byte order"
        case .truncated(let part): "is cut off: its \(part.rawValue) lie outside the file"
        case .malformed(let part): "is damaged: its \(part.rawValue) contradict themselves"
        case .tooLarge(let part): "is not a usable ELF file: its \(part.rawValue) are too large"
        case .unreadable(let part): "could not be read: its \(part.rawValue)"
        }
    }
}
