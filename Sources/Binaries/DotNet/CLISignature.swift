/// Reads types out of a signature blob (ECMA-335 II.23.2) and writes them as .NET does: `System.String[]`,
/// ``System.Threading.Tasks.Task`1<System.String>``, `!0` and `!!0` for generic parameters of a type and of a method,
/// `&` for by-reference, `*` for pointers. Custom modifiers are left out.
struct CLISignature {
    private let blob: CLIBytes
    private var place = 0

    init(_ blob: CLIBytes) { self.blob = blob }

    /// Reads the signature of a method.
    mutating func method(_ names: inout CLINames, depth: Int = 0) throws(CLIError) -> CLIMethodSignature {
        let convention = try blob.number(at: place, 1)
        place += 1
        // Kinds above 5 are fields, variables and properties.
        guard convention & 0x0F <= 5 else { throw .malformed(.signature) }
        let generic = convention & 0x10 != 0 ? try blob.compressed(at: &place) : 0
        let count = try blob.compressed(at: &place)
        let returnType = try type(&names, depth: depth).name
        var parameters: [String] = []
        for _ in 0..<count {
            // Variable arguments follow a mark in signatures of calls.
            if try blob.number(at: place, 1) == 0x41 { place += 1 }
            parameters.append(try type(&names, depth: depth).name)
        }
        return CLIMethodSignature(parameters: parameters, returnType: returnType, genericParameterCount: generic)
    }

    /// Reads one type.
    mutating func type(_ names: inout CLINames, depth: Int) throws(CLIError) -> CLITypeReference {
        guard depth <= CLINames.deepest else { throw .malformed(.signature) }
        let element = try blob.compressed(at: &place)
        if let name = Self.simple[element] { return try made(name, &names) }
        switch element {
        case 0x11, 0x12:
            return try named(&names, depth)
        case 0x15:
            _ = try blob.compressed(at: &place)
            let definition = try named(&names, depth)
            let count = try blob.compressed(at: &place)
            var arguments: [String] = []
            for _ in 0..<count { arguments.append(try type(&names, depth: depth + 1).name) }
            let name = try made("\(definition.name)<\(arguments.joined(separator: ","))>", &names).name
            return CLITypeReference(name: name, definition: definition.definition, assembly: definition.assembly)
        case 0x0F: return try made(type(&names, depth: depth + 1).name + "*", &names)
        case 0x10: return try made(type(&names, depth: depth + 1).name + "&", &names)
        case 0x1D: return try made(type(&names, depth: depth + 1).name + "[]", &names)
        case 0x14: return try made(type(&names, depth: depth + 1).name + shape(), &names)
        case 0x13: return try made("!\(blob.compressed(at: &place))", &names)
        case 0x1E: return try made("!!\(blob.compressed(at: &place))", &names)
        case 0x1F, 0x20:
            // A modifier: the type of it, then the type that it modifies.
            _ = try blob.compressed(at: &place)
            return try type(&names, depth: depth + 1)
        case 0x45: return try type(&names, depth: depth + 1)
        case 0x1B:
            let pointed = try method(&names, depth: depth + 1)
            return try made("method \(pointed.returnType)(\(pointed.parameters.joined(separator: ",")))*", &names)
        default: throw .malformed(.signature)
        }
    }

    private mutating func named(_ names: inout CLINames, _ depth: Int) throws(CLIError) -> CLITypeReference {
        // `class` or `valuetype` may come first inside a generic instance; it has been read by then.
        guard let type = try names.type(try blob.compressed(at: &place), depth: depth, .signature) else {
            throw .malformed(.signature)
        }
        return type
    }

    private func made(_ name: String, _ names: inout CLINames) throws(CLIError) -> CLITypeReference {
        try names.pay(name.utf8.count)
        return CLITypeReference(name: name, definition: name, assembly: nil)
    }

    /// The shape of an array that is not a plain vector: `[,]`; sizes and lower bounds are left out.
    private mutating func shape() throws(CLIError) -> String {
        let rank = try blob.compressed(at: &place)
        guard (1...32).contains(rank) else { throw .malformed(.signature) }
        for _ in 0..<2 {
            let count = try blob.compressed(at: &place)
            guard count <= rank else { throw .malformed(.signature) }
            for _ in 0..<count { _ = try blob.compressed(at: &place) }
        }
        return rank == 1 ? "[*]" : "[" + String(repeating: ",", count: rank - 1) + "]"
    }

    private static let simple: [Int: String] = [
        0x01: "System.Void", 0x02: "System.Boolean", 0x03: "System.Char", 0x04: "System.SByte", 0x05: "System.Byte",
        0x06: "System.Int16", 0x07: "System.UInt16", 0x08: "System.Int32", 0x09: "System.UInt32", 0x0A: "System.Int64",
        0x0B: "System.UInt64", 0x0C: "System.Single", 0x0D: "System.Double", 0x0E: "System.String",
        0x16: "System.TypedReference", 0x18: "System.IntPtr", 0x19: "System.UIntPtr", 0x1C: "System.Object",
    ]
}

/// What a method takes and gives.
struct CLIMethodSignature: Hashable {
    let parameters: [String]
    let returnType: String
    let genericParameterCount: Int
}
