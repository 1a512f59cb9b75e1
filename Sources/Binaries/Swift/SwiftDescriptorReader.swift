/// Follows Swift's records to names: conformance to protocol and type, and from each through what surrounds it to its module.
struct SwiftDescriptorReader {
    let image: SwiftImage
    private var names: [UInt64: SwiftTypeName?] = [:]

    init(image: SwiftImage) { self.image = image }

    /// More levels than anybody nests.
    private static let deepest = 64

    /// What a record says.
    enum Answer {
        case found(SwiftConformance)
        /// A protocol of another module.
        case other
        /// It may be wanted, and cannot be named.
        case unknown
    }

    // MARK: Records

    /// The conformance that a record leads to.
    mutating func conformance(at record: UInt64, modules: Set<String>) throws(ELFError) -> Answer {
        guard let descriptor = try image.target(of: record) else { return .other }
        guard let reference = try indirectable(at: descriptor) else { return .unknown }
        guard let protocolName = try name(of: reference, ending: "Mp") else {
            return isOther(reference, ending: "Mp", modules) ? .other : .unknown
        }
        guard modules.contains(protocolName.module) else { return .other }
        let flags = try image.number(at: descriptor &+ 12)
        guard let place = try image.target(of: descriptor &+ 4) else { return .unknown }
        let type: SwiftTypeName? =
            switch flags >> 3 & 7 {
            case 0: try typeName(at: place)
            case 1: try name(of: image.pointer(at: place), ending: "Mn")
            default: nil
            }
        guard let type else { return .unknown }
        return .found(SwiftConformance(type: type, protocolName: protocolName))
    }

    /// The type that a record of the list of types leads to; the lowest two bits say how.
    mutating func type(atRecord record: UInt64) throws(ELFError) -> SwiftTypeName? {
        let kind = try image.number(at: record) & 3
        guard let place = try image.target(of: record, mask: ~3) else { return nil }
        return kind == 0
            ? try typeName(at: place) : kind == 1 ? try name(of: image.pointer(at: place), ending: "Mn") : nil
    }

    /// Whether a name that cannot be taken apart is at least not of the modules that are asked for.
    private func isOther(_ pointer: SwiftImage.Pointer, ending: String, _ modules: Set<String>) -> Bool {
        guard case .symbol(let symbol) = pointer, symbol.hasSuffix(ending) else { return false }
        return !modules.contains { symbol.contains($0) }
    }

    /// A distance whose lowest bit says that it leads to a pointer.
    private func indirectable(at address: UInt64) throws(ELFError) -> SwiftImage.Pointer? {
        let isIndirect = try image.number(at: address) & 1 != 0
        guard let place = try image.target(of: address, mask: ~1) else { return nil }
        return isIndirect ? try image.pointer(at: place) : .address(place)
    }

    // MARK: Names

    private mutating func name(of pointer: SwiftImage.Pointer, ending: String) throws(ELFError) -> SwiftTypeName? {
        switch pointer {
        case .address(let address): try typeName(at: address)
        case .symbol(let symbol): SwiftSymbolName.name(of: symbol, ending: ending)
        case .unknown: nil
        }
    }

    /// The name of the type or protocol at an address, with all that surrounds it.
    private mutating func typeName(at address: UInt64) throws(ELFError) -> SwiftTypeName? {
        if let known = names[address] { return known }
        let name = try readName(at: address)
        names[address] = name
        return name
    }

    private func readName(at address: UInt64) throws(ELFError) -> SwiftTypeName? {
        var parts: [String] = []
        var place = address
        var isPlain = true
        // The bound on levels also ends rings.
        for level in 0..<Self.deepest {
            let flags = try image.number(at: place)
            let kind = flags & 0x1F
            let isGeneric = flags & 0x80 != 0
            if isGeneric || kind == Kind.anonymous || kind == Kind.extension { isPlain = false }
            switch kind {
            case Kind.module:
                guard level > 0, let name = try image.target(of: place &+ 8) else { return nil }
                return SwiftTypeName(
                    module: try image.text(at: name), name: parts.reversed().joined(separator: "."), isPlain: isPlain)
            case Kind.extension:
                // What is extended has a name of its own; the extension's module is around it.
                if let extended = try extendedName(place &+ 8) { parts.append(extended) }
            case Kind.anonymous: break
            case Kind.protocol, Kind.types:
                guard let name = try image.target(of: place &+ 8) else { return nil }
                let text = try image.text(at: name)
                guard Self.isName(text) else { throw .malformed(.swiftMetadata) }
                parts.append(text)
            default: throw .malformed(.swiftMetadata)
            }
            guard case .address(let parent)? = try indirectable(at: place &+ 4) else { return nil }
            place = parent
        }
        throw .malformed(.swiftMetadata)
    }

    /// The name of the type that an extension extends, where it is a reference to a type of this file.
    private func extendedName(_ field: UInt64) throws(ELFError) -> String? {
        guard let mangled = try image.target(of: field), try image.byte(at: mangled) == 1,
            let type = try image.target(of: mangled &+ 1), let name = try image.target(of: type &+ 8)
        else { return nil }
        return try image.text(at: name)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" }
    }

    /// What surrounds a name.
    private enum Kind {
        static let module: UInt32 = 0
        static let `extension`: UInt32 = 1
        static let anonymous: UInt32 = 2
        static let `protocol`: UInt32 = 3
        static let types: ClosedRange<UInt32> = 16...31
    }
}
