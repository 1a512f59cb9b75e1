/// A symbol that a shared library defines for others.
public struct ELFExport: Hashable, Sendable, Codable {
    /// What a symbol stands for.
    public enum Kind: String, Hashable, Sendable, Codable {
        case function
        /// A variable.
        case object
        /// A variable of which each thread has its own.
        case threadLocal
        /// A function that is chosen when the library is loaded.
        case indirectFunction
        case other
    }

    /// Its name.
    public let name: String
    /// Its version, for example `GLIBC_2.28`; `nil` where the library has none for it.
    public let version: String?
    /// Whether a program that asks for no version, and the linker, get this one (`name@@version`).
    public let isDefault: Bool
    /// What it stands for.
    public let kind: Kind
    /// Whether another definition may take its place.
    public let isWeak: Bool
    /// Whether it is a bare number: linkers name the versions of a library so.
    public let isAbsolute: Bool
    /// Bytes, where the file tells.
    public let size: UInt64
}

/// The symbols that a shared library defines for others, with the library's own name.
public struct ELFExports: Hashable, Sendable {
    /// More symbols than any real library has.
    static let mostSymbols: UInt64 = 1 << 20
    /// More bytes of names than any real library has: names may lie inside one another.
    static let mostNameBytes = 128 << 20

    /// `DT_SONAME`.
    public let soname: String?
    /// The symbols, in the file's order.
    public let symbols: [ELFExport]

    /// Reads a library that lies in an array.
    public init(bytes: [UInt8]) throws(ELFError) {
        try self.init(size: bytes.count) { offset, count in Array(bytes[offset..<offset + count]) }
    }

    /// Reads a library piece by piece: about ten pieces, none beyond `size`, none above 64 MiB. A file without dynamic symbols
    /// exports nothing.
    ///
    /// - Parameters:
    ///   - size: Size of the file in bytes.
    ///   - read: Gives exactly `count` bytes from `offset`, or `nil` if they cannot be had.
    public init(size: Int, read: @escaping (_ offset: Int, _ count: Int) -> [UInt8]?) throws(ELFError) {
        let source = ELFSource(size: UInt64(max(0, size)), read: read)
        let header = try ELFHeader(source)
        let segments = try ELFSegments(source, header)
        guard let table = try ELFDynamicTable(source, header, segments),
            table.values[ELFDynamic.Tag.symbols] != nil
        else {
            soname = nil
            symbols = []
            return
        }
        let strings = try table.strings(source, header, segments)
        var name: String?
        if let offset = table.values[ELFDynamic.Tag.soname] { name = try strings.text(at: offset) }
        soname = name
        let definitions = try ELFVersionDefinitions(source, header, segments, table.values, strings)
        symbols = try Self.symbols(source, header, segments, table.values, strings, definitions)
    }

    private static func symbols(
        _ source: ELFSource, _ header: ELFHeader, _ segments: ELFSegments, _ values: [UInt64: UInt64],
        _ strings: ELFPiece, _ definitions: ELFVersionDefinitions
    ) throws(ELFError) -> [ELFExport] {
        let width: UInt64 = header.is64 ? 24 : 16
        guard values[ELFDynamic.Tag.symbolSize] ?? width == width,
            let place = segments.place(ofAddress: values[ELFDynamic.Tag.symbols] ?? 0)
        else { throw .malformed(.symbols) }
        let count = ELFSymbols(source: source, header: header, segments: segments, values: values).symbolCount(width)
        guard count <= mostSymbols else { throw .tooLarge(.symbols) }
        guard count <= place.available / width else { throw .truncated(.symbols) }
        func piece(_ offset: UInt64, _ count: UInt64) throws(ELFError) -> ELFPiece {
            ELFPiece(
                bytes: try source.piece(at: offset, count: count, .symbols), isBigEndian: header.isBigEndian,
                part: .symbols)
        }
        let table = try piece(place.offset, count * width)
        var versions: ELFPiece?
        if let address = values[ELFDynamic.Tag.versions] {
            guard let place = segments.place(ofAddress: address) else { throw .malformed(.symbols) }
            guard count <= place.available / 2 else { throw .truncated(.symbols) }
            versions = try piece(place.offset, count * 2)
        }
        var found: [ELFExport] = []
        var nameBytes = 0
        for index in 1..<max(1, Int(count)) {
            let symbol = try ELFSymbolEntry(table, at: index * Int(width), is64: header.is64)
            guard symbol.isExported else { continue }
            let number = try versions?.number(at: index * 2, 2) ?? 1
            let name = try strings.text(at: symbol.name, longest: 1 << 16)
            nameBytes += name.utf8.count
            guard nameBytes <= mostNameBytes else { throw .tooLarge(.symbols) }
            let version = definitions.names[number & 0x7FFF]
            found.append(
                ELFExport(
                    name: name, version: version, isDefault: number & 0x8000 == 0, kind: symbol.kind,
                    isWeak: symbol.binding == 2, isAbsolute: symbol.section == 0xFFF1, size: symbol.size))
        }
        return found
    }
}

/// An entry of the dynamic symbol table.
struct ELFSymbolEntry {
    let name: UInt64
    let binding: UInt64
    let section: UInt64
    let size: UInt64
    private let type: UInt64
    private let visibility: UInt64

    init(_ table: ELFPiece, at start: Int, is64: Bool) throws(ELFError) {
        name = try table.number(at: start, 4)
        let info = try table.number(at: start + (is64 ? 4 : 12), 1)
        visibility = try table.number(at: start + (is64 ? 5 : 13), 1) & 3
        section = try table.number(at: start + (is64 ? 6 : 14), 2)
        size = is64 ? try table.number(at: start + 16, 8) : try table.number(at: start + 8, 4)
        binding = info >> 4
        type = info & 15
    }

    /// Whether it is defined here (global, weak or unique) and others may see it.
    var isExported: Bool {
        section != 0 && (binding == 1 || binding == 2 || binding == 10) && (visibility == 0 || visibility == 3)
    }

    var kind: ELFExport.Kind {
        switch type {
        case 1: .object
        case 2: .function
        case 6: .threadLocal
        case 10: .indirectFunction
        default: .other
        }
    }
}

/// The versions that a library defines (`.gnu.version_d`).
struct ELFVersionDefinitions {
    /// More versions than any real library defines; a chain longer than this is an attack.
    static let mostVersions: UInt64 = 8192

    /// Names by the number that symbols carry. The base version, which is the library's own name, is left out.
    private(set) var names: [UInt64: String] = [:]

    init(
        _ source: ELFSource, _ header: ELFHeader, _ segments: ELFSegments, _ values: [UInt64: UInt64],
        _ strings: ELFPiece
    ) throws(ELFError) {
        guard let address = values[ELFDynamic.Tag.versionDefinitions] else { return }
        guard let place = segments.place(ofAddress: address) else { throw .malformed(.versionDefinitions) }
        let table = ELFPiece(
            bytes: try source.piece(at: place.offset, count: min(place.available, 1 << 20), .versionDefinitions),
            isBigEndian: header.isBigEndian, part: .versionDefinitions)
        let count = values[ELFDynamic.Tag.versionDefinitionsCount] ?? 0
        guard count <= Self.mostVersions else { throw .tooLarge(.versionDefinitions) }
        var position = 0
        for _ in 0..<count {
            let flags = try table.number(at: position + 2, 2)
            let index = try table.number(at: position + 4, 2) & 0x7FFF
            let auxiliary = position + Int(try table.number(at: position + 12, 4))
            if flags & 1 == 0 { names[index] = try strings.text(at: try table.number(at: auxiliary, 4)) }
            // Links lead forward only, so that no chain can turn into a ring.
            let next = Int(try table.number(at: position + 16, 4))
            if next == 0 { break }
            position += next
        }
    }
}
